"""Removed cards whose text this computer never packed, found in the history of the notes.

The lock has a digest of every field that was packed. A version of the note that gives just these is the right one; so a
member with a fresh clone packs the same removed cards as the one who removed them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from notedeck import convert as conversion
from notedeck import source
from notedeck.config.settings import ReadingSettings, Settings
from notedeck.identity.cloze_numbers import with_numbers
from notedeck.identity.digests import digests_of
from notedeck.identity.lock.entries import Entry
from notedeck.media import Illustrated
from notedeck.model import Asset, Card, Source
from notedeck.util import git
from notedeck.util.cache import cache_key, code_fingerprint, get_many, put_many

FILE = "history.sqlite"
MOST = 20  # versions of a note that are looked at, the newest first


@dataclass(frozen=True, slots=True)
class Past:
    """Where to look: the deck's folder, its name, its settings, what finishes plain cards, and the cache."""

    folder: Path
    top: str
    settings: Settings
    finish: Callable[[tuple[Card, ...]], Illustrated]
    cache: Path


def recovered(lost: Sequence[Entry], past: Past) -> Illustrated:
    """The cards of the entries that the history has, with their guids, and their media.

    What one commit's history does not have is not looked for again.
    """
    commit = git.newest_commit(past.folder)
    names = {
        entry.guid: cache_key(code_fingerprint(), commit, entry.guid, sorted(entry.digests.items())) for entry in lost
    }
    tried = get_many(past.cache / FILE, names.values())
    found = searched([entry for entry in lost if names[entry.guid] not in tried], past)
    gone = names.keys() - {card.guid for card in found.cards}
    put_many(past.cache / FILE, {names[guid]: "" for guid in gone}, used=tried)
    return found


def searched(lost: Sequence[Entry], past: Past) -> Illustrated:
    """The same, of entries that were not looked for before."""
    found: dict[str, Card] = {}
    assets: dict[str, Asset] = {}
    for path in dict.fromkeys(entry.key.path for entry in lost):
        for version in versions(path, past):
            wanted = [entry for entry in lost if entry.key.path == path and entry.guid not in found]
            if not wanted:
                break
            found |= {card.guid: card for card in map(partial(known, wanted), version.cards) if card}
            assets |= {asset.name: asset for asset in version.assets}
    return Illustrated(tuple(found.values()), tuple(assets.values()))


def known(wanted: Sequence[Entry], card: Card) -> Card | None:
    """The card with the guid of the entry that it is, field by field; None if it is none of them."""
    digests = digests_of(card)
    entry = next((entry for entry in wanted if entry.key == card.key and dict(entry.digests) == digests), None)
    return with_numbers(replace(card, guid=entry.guid), entry.clozes) if entry else None


def versions(path: str, past: Past) -> Iterator[Illustrated]:
    """The finished cards of each committed version of a note, the newest first."""
    for data in git.versions(past.folder / path, MOST):
        with tempfile.TemporaryDirectory(prefix="notedeck-") as scratch:
            notes = read_as(path, data, Path(scratch), past.settings.reading)
            own = conversion.ConvertSettings.select(past.settings)
            made = (card for note in notes for card in conversion.convert(note, past.top, own).cards)
            yield past.finish(tuple(made))


def read_as(path: str, data: bytes, scratch: Path, settings: ReadingSettings) -> tuple[Source, ...]:
    """A note of that path with these bytes; none for a path that leads elsewhere, as a lock may hold anything."""
    file = (scratch / path).resolve()
    if not file.is_relative_to(scratch.resolve()):
        return ()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return source.read_all(scratch, settings)[0]
