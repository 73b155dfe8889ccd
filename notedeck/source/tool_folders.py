"""The folders of tools around the notes: vaults and sites, by the files that the tools put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from notedeck.model import Value
from notedeck.source.tools import list_tool_names, load_tool
from notedeck.util.files.read import is_present
from notedeck.util.files.roots import contains_home, find_own_worktree

MAX_LEVELS_ABOVE = 10


class ToolFolder(Value, frozen=True):
    """A folder with the files of a tool; `prefix` is its path below the notes root with `/` at the end.

    `prefix` is "" for the notes root and the folders above it.
    """

    tool: str
    folder: Path
    prefix: str = ""


def find_tool_folders(folder: Path, names: Iterable[str], prefix: str) -> Iterator[ToolFolder]:
    """Yield the tools whose files are in a folder that has entries of these names."""
    entries = {*names}
    for tool in list_tool_names():
        if any(is_marked(folder, group, entries) for group in load_tool(tool).MARKERS):
            yield ToolFolder(tool, folder, prefix)


def is_marked(folder: Path, group: Iterable[str], entries: set[str]) -> bool:
    """Return whether all paths of a group are in a folder; only one of several names is looked for on the disk."""
    return all(path.partition("/")[0] in entries and ("/" not in path or is_present(folder / path)) for path in group)


def find_tool_folders_above(folder: Path) -> tuple[ToolFolder, ...]:
    """Return the folders of tools at and above a folder, the nearest first: in its git work tree, else below the home.

    A folder that contains the user's home is never one.
    """
    return tuple(
        ToolFolder(tool, place)
        for place in list_places(folder.resolve())
        for tool in list_tool_names()
        if any(all(is_present(place / path) for path in group) for group in load_tool(tool).MARKERS)
    )


def list_places(folder: Path) -> Iterator[Path]:
    """Yield the folders that may be the folder of a tool for notes in `folder`."""
    worktree = find_own_worktree(folder)
    for place in islice((folder, *folder.parents), MAX_LEVELS_ABOVE):
        if place == place.parent or (place != folder and contains_home(place)):
            return
        yield place
        if place == worktree:
            return


@dataclass(slots=True)
class ToolMap:
    """The nearest folder of each tool, for each folder of the notes: found once, from that of the folder above.

    `marked` are the folders that have files of a tool themselves. A key is the path of a folder in the notes root with
    `/` at its end.
    """

    marked: dict[str, dict[str, Path]]
    nearest: dict[str, dict[str, Path]] = field(default_factory=dict)

    def find_nearest(self, path: str) -> Mapping[str, Path]:
        """Return for each tool around a note its nearest folder; `path` is that of the note in the notes root."""
        prefix, unknown = path[: path.rfind("/") + 1], list[str]()
        while prefix and prefix not in self.nearest:
            unknown.append(prefix)
            prefix = prefix[: prefix.rfind("/", 0, -1) + 1]
        around = self.nearest.get(prefix) or self.marked.get("", {})
        for prefix in reversed(unknown):
            around = {**around, **self.marked[prefix]} if prefix in self.marked else around
            self.nearest[prefix] = around
        return around


def map_tools(folders: Iterable[ToolFolder]) -> ToolMap:
    """Return the map of folders of tools; of several for one tool and prefix, the first counts."""
    marked: dict[str, dict[str, Path]] = {}
    for item in folders:
        marked.setdefault(item.prefix, {}).setdefault(item.tool, item.folder)
    return ToolMap(marked)
