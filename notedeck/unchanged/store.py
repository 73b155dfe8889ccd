"""What a run printed, in the cache of its deck, with the fingerprint of all that it depended on.

There is one entry for each command of a deck, that of its last run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from notedeck.errors import DeckError
from notedeck.unchanged.inputs import Inputs, States, describe_routes
from notedeck.util.cache.entries import get_entry, put_entry
from notedeck.util.cache.place import find_cache_folder, name_deck_folder
from notedeck.util.cache.seal import find_key_folder

FOLDER = "unchanged"  # in the cache of a deck
MAX_ENTRY_BYTES = 50_000_000

Span = tuple[str, str]  # a text and its style
Printed = tuple[Span, ...] | str  # a line for people, or a document for programs


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its exit status, and what it printed."""

    status: int
    printed: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run that can be repeated: what was asked for and when (Unix time in ns), its inputs, and its outcome."""

    request: str
    started_ns: int
    inputs: Inputs
    fingerprint: str
    outcome: Outcome


def compute_fingerprint(states: States, inputs: Inputs, surroundings: str) -> str:
    """Return a hash that changes with anything that a run depends on."""
    content = repr((sorted(states.items()), describe_routes(inputs), surroundings))
    return blake2b(content.encode("utf-8", "surrogatepass")).hexdigest()


def store_run(cache: Path, command: str, run: StoredRun) -> None:
    """Store a run in the cache of a deck, unless it is too large or the cache cannot be written."""
    content = json.dumps(asdict(run)).encode("utf-8")
    if len(content) <= MAX_ENTRY_BYTES:
        try:
            put_entry(cache / FOLDER, command, content)
        except DeckError:
            return


def list_runs(command: str, notes: str) -> Iterator[StoredRun]:
    """Yield the last runs of a command in the decks that notes can belong to."""
    here = os.path.realpath(notes)
    for folder in (Path(here), *Path(here).parents):
        place = find_cache_folder() / name_deck_folder(folder) / FOLDER
        if os.path.isfile(place / command) and not came_with_notes(here):  # noqa: PTH113
            run = parse_run(get_entry(place, command))
            if run is not None:
                yield run


def came_with_notes(notes: str) -> bool:
    """Return whether the user's cache or key is in the notes or in the git work tree around them."""
    trees = [folder for folder in Path(notes).parents if os.path.lexists(folder / ".git")][:1]
    home = os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111
    forbidden = [notes, *(str(tree) for tree in trees if not Path(home).is_relative_to(tree))]
    own = (os.path.realpath(find_cache_folder()), os.path.realpath(find_key_folder()))
    return any(Path(place).is_relative_to(folder) for place in own for folder in forbidden)


def parse_run(content: bytes | None) -> StoredRun | None:
    """Return the run in an entry, None without one or for one of another form."""
    try:
        values: dict[str, Any] = json.loads(content or b"")
        root, *lists = (values["inputs"][name] for name in ("root", "asked", "listed", "routes"))
        printed = tuple(
            item if isinstance(item, str) else tuple((text, style) for text, style in item)
            for item in values["outcome"]["printed"]
        )
        return StoredRun(
            str(values["request"]),
            int(values["started_ns"]),
            Inputs(root, *map(tuple, lists)),
            str(values["fingerprint"]),
            Outcome(int(values["outcome"]["status"]), printed),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
