"""All that a run depends on, and its states."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from notedeck.util.files.states import PathState, describe_route, is_entered, read_path_state, scan_tree
from notedeck.util.lookups import LOOKUPS

SKIPPED_FOLDERS = ("node_modules",)  # in which a build looks only for files that a note names

Tree = Mapping[str, PathState]
States = dict[tuple[str, str], PathState]  # by how a path was looked at, and the path


@dataclass(frozen=True, slots=True)
class Inputs:
    """The absolute paths that a run depends on.

    `root` is the folder of the deck, which counts as a whole. `asked` are further paths, of which a folder counts by
    its existence; `listed` are further folders that count with the names in them. `routes` are paths, such as those
    that the user named, of which the symlinks on the way count, too.
    """

    root: str
    asked: tuple[str, ...]
    listed: tuple[str, ...]
    routes: tuple[str, ...]


def collect_inputs(
    root: str, tree: Tree, routes: Iterable[str], own: Collection[str], outputs: Iterable[str] = ()
) -> Inputs:
    """Return what this run has looked at, without what is in its `own` folders; `tree` are the states below `root`.

    What a route leads to counts, and whether it is in a git work tree; so do the `outputs`.
    """
    named = tuple(routes)
    folders = {root, *(path for path, state in tree.items() if is_entered_folder(path, state))}
    gits = (os.path.join(folder, ".git") for route in named for folder in list_parents(route))  # noqa: PTH118
    asked, listed = (
        {path for path in map(os.path.abspath, paths) if not is_below(path, own)}
        for paths in (LOOKUPS.asked, LOOKUPS.listed)
    )
    asked |= {root, *named, *gits, *outputs}
    asked = {path for path in asked if os.path.dirname(path) not in folders}  # noqa: PTH120
    return Inputs(root, tuple(sorted(asked)), tuple(sorted(listed - folders)), named)


def is_entered_folder(path: str, state: PathState) -> bool:
    """Return whether the names in a folder of the tree are in the tree, too."""
    is_folder = bool(state) and stat.S_ISDIR(state[0])
    return is_folder and is_entered(os.path.basename(path), SKIPPED_FOLDERS)  # noqa: PTH119


def list_parents(path: str) -> list[str]:
    """Return the folders above a path without symlinks."""
    parents = [os.path.dirname(os.path.realpath(path))]  # noqa: PTH120
    while (parent := os.path.dirname(parents[-1])) != parents[-1]:  # noqa: PTH120
        parents.append(parent)
    return parents


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Return whether a path is that of one of the folders, or below it."""
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def read_tree(root: str) -> dict[str, PathState] | None:
    """Return the states of everything below the folder of a deck, None if that is too much."""
    return scan_tree(root, SKIPPED_FOLDERS)


def read_states(inputs: Inputs, tree: Tree | None = None) -> States | None:
    """Return the present states of all inputs, None if they are too many; `tree` are those below the root, if known."""
    tree = tree or read_tree(inputs.root)
    if tree is None:
        return None
    states = {("tree", path): state for path, state in tree.items()}
    states |= {("asked", path): read_path_state(path) for path in inputs.asked}
    states |= {("listed", path): read_path_state(path, is_listed=True) for path in inputs.listed}
    return states


def describe_routes(inputs: Inputs) -> tuple[tuple[str, ...], ...]:
    """Return where the paths lead that the user named."""
    return tuple(describe_route(route) for route in inputs.routes)
