"""Find out whether a command would do again what its last run did, and remember a run that it may repeat."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from notedeck.unchanged.inputs import Inputs, States, Tree, collect_inputs, read_states, read_tree
from notedeck.unchanged.store import Outcome, StoredRun, compute_fingerprint, list_runs, store_run
from notedeck.unchanged.surroundings import describe_surroundings
from notedeck.util.cache.place import find_cache_folder
from notedeck.util.cache.seal import find_key_folder
from notedeck.util.files.states import PathState, is_older, read_names, wait_for_tick
from notedeck.util.lookups import LOOKUPS, start_lookups


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run that has started: its command, what was asked for, what surrounds it, and when it started, in Unix ns.

    `root` is the folder of the deck once it is known, and `tree` the states in it before anything was read; `names` are
    those in the folders that the run will write to.
    """

    command: str
    request: str
    surroundings: str
    started_ns: int
    root: str = ""
    tree: Tree | None = None
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: the states of its files, by their paths, and further paths that do not count."""

    states: Mapping[str, PathState]
    ignored: Collection[str] = ()

    def has_path(self, path: str) -> bool:
        """Return whether the run itself has changed what is at a path."""
        return path in self.states or path in self.ignored

    def select_others(self, folder: str, names: Iterable[str]) -> set[str]:
        """Return those of the names in a folder that the run has not written."""
        return {name for name in names if not self.has_path(os.path.join(folder, name))}  # noqa: PTH118


NOTHING_WRITTEN = Written({})


@dataclass(frozen=True, slots=True)
class Settled:
    """All that a run depended on, and the states of it that the next run will find if nothing changes."""

    inputs: Inputs
    states: States


def start_attempt(command: str, options: object, *, is_terminal: bool) -> Attempt:
    """Begin a run of a command; what it prints depends on whether that is a terminal."""
    started = time.time_ns()
    start_lookups()
    request = repr((command, options, is_terminal, os.getcwd()))  # noqa: PTH109
    return Attempt(command, request, describe_surroundings(), started)


def find_outcome(attempt: Attempt, notes: Path) -> Outcome | None:
    """Return the outcome of the last run if everything is as it was then, else None."""
    runs = (run for run in list_runs(attempt.command, str(notes)) if run.request == attempt.request)
    return next((run.outcome for run in runs if is_unchanged(run, attempt)), None)


def is_unchanged(run: StoredRun, attempt: Attempt) -> bool:
    """Return whether all that a run depended on is as it was; a clock that was set back makes times meaningless."""
    states = read_states(run.inputs) if run.started_ns <= attempt.started_ns else None
    return states is not None and compute_fingerprint(states, run.inputs, attempt.surroundings) == run.fingerprint


def look_at_deck(attempt: Attempt, folder: Path, places: Iterable[Path] = ()) -> Attempt:
    """Return the attempt with what is in the folder of its deck, and in the `places` that it will write to.

    Call this before anything there is read or written.
    """
    root = os.path.realpath(folder)
    named = {name for place in (folder, *places) for name in (os.path.abspath(place), os.path.realpath(place))}  # noqa: PTH100
    return replace(attempt, root=root, tree=read_tree(root), names={name: read_names(name) for name in named})


def remember_run(attempt: Attempt, cache: Path, outcome: Outcome, settled: Settled) -> None:
    """Store the outcome of a run for the next one."""
    fingerprint = compute_fingerprint(settled.states, settled.inputs, attempt.surroundings)
    run = StoredRun(attempt.request, attempt.started_ns, settled.inputs, fingerprint, outcome)
    store_run(cache, attempt.command, run)


def settle_run(
    attempt: Attempt, cache: Path, routes: Collection[Path], written: Written = NOTHING_WRITTEN
) -> Settled | None:
    """Return what a run depended on, None if in doubt.

    It is in doubt if anything changed after the run had started, but by the run itself. `routes` are the paths that the
    user named, and others that count.
    """
    if attempt.tree is None or not LOOKUPS.is_steady:
        return None
    named = [os.path.abspath(route) for route in routes]  # noqa: PTH100
    own = [os.path.realpath(folder) for folder in (cache, find_cache_folder(), find_key_folder())]
    inputs = collect_inputs(attempt.root, attempt.tree, named, own, written.states)
    if written.states:
        wait_for_tick()  # so that a change of what was written just now shows in its state
    states = read_states(inputs)
    if states is None or not is_certain(attempt, states, written) or describe_surroundings() != attempt.surroundings:
        return None
    return Settled(inputs, states)


def is_certain(attempt: Attempt, states: States, written: Written) -> bool:
    """Return whether nothing but the run itself changed anything, and any later change would show."""
    before = {path: state for path, state in (attempt.tree or {}).items() if not written.has_path(path)}
    after = {path: state for (kind, path), state in states.items() if kind == "tree" and not written.has_path(path)}
    return before == after and all(
        is_certain_state(kind, path, state, attempt, written) for (kind, path), state in states.items()
    )


def is_certain_state(kind: str, path: str, state: PathState, attempt: Attempt, written: Written) -> bool:
    """Return whether the state of a path is as the run left it, or older than the run."""
    if path in written.states:
        return state == written.states[path] and is_older(state, time.time_ns())
    if path in written.ignored or is_older(state, attempt.started_ns):
        return True
    names = attempt.names.get(path) if kind == "listed" else None
    return names is not None and written.select_others(path, names) == written.select_others(path, read_names(path))
