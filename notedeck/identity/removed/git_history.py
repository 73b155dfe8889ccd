"""Find removed cards that this computer never packed in the git history of the notes.

The lock has a digest of every packed field. A committed version of the note that renders to exactly these digests is
the right one, so a member with a fresh clone packs the same removed cards as the one who removed them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from notedeck.identity.cloze_numbers import apply_numbers
from notedeck.identity.digests import compute_digests
from notedeck.identity.lock.entries import Entry, Lock
from notedeck.media import IllustratedCards
from notedeck.model import Asset, Card
from notedeck.util import git
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.cache.texts import get_many, put_many

FILE = "history.sqlite"
MAX_VERSIONS = 20  # of a note, the newest first


RenderNote: TypeAlias = Callable[[str, bytes], IllustratedCards]  # a note's path and bytes -> its finished cards


def recover_cards(
    lost: Sequence[Entry], lock: Lock, folder: Path, render_note: RenderNote, cache: Path
) -> IllustratedCards:
    """Return the cards of the lost entries of a lock that the history of `folder` has, with their guids and media.

    Remembers in `cache` which entries a commit's history does not have, and does not search for them again.
    """
    commit, paths = git.find_head_hash(folder), list_paths(lost, lock)
    keys = {
        entry.guid: cache_key(code_fingerprint(), commit, entry.guid, sorted(entry.digests.items()), paths[entry.guid])
        for entry in lost
    }
    searched = get_many(cache / FILE, keys.values())
    unsearched = [entry for entry in lost if keys[entry.guid] not in searched]
    recovered = search_history(unsearched, paths, folder, render_note)
    missing = keys.keys() - {card.guid for card in recovered.cards}
    put_many(cache / FILE, {keys[guid]: "" for guid in missing})
    return recovered


def list_paths(lost: Iterable[Entry], lock: Lock) -> dict[str, tuple[str, ...]]:
    """Return the notes that may have had each entry's card, by guid: its own, and those of its copies.

    Who linked it with a copy, and took that back, packed it last as it was there.
    """
    paths = {entry.guid: entry.key.path for entry in lock.entries}
    return {
        entry.guid: tuple(dict.fromkeys((entry.key.path, *(paths[copy] for copy in entry.copies if copy in paths))))
        for entry in lost
    }


def search_history(
    lost: Sequence[Entry], paths: Mapping[str, Sequence[str]], folder: Path, render_note: RenderNote
) -> IllustratedCards:
    """Search the committed versions of each entry's notes, by its guid in `paths`, for its card, the newest first."""
    cards: dict[str, Card] = {}
    assets: dict[str, Asset] = {}
    for path in dict.fromkeys(path for entry in lost for path in paths[entry.guid]):
        for data in git.read_versions(folder / path, MAX_VERSIONS):
            wanted = [entry for entry in lost if path in paths[entry.guid] and entry.guid not in cards]
            if not wanted:
                break
            version = render_note(path, data)
            matches = (match_entry(wanted, card) for card in version.cards)
            cards |= {card.guid: card for card in matches if card}
            assets |= {asset.name: asset for asset in version.assets}
    return IllustratedCards(tuple(cards.values()), tuple(assets.values()))


def match_entry(wanted: Sequence[Entry], card: Card) -> Card | None:
    """Return the card with the guid of the entry that equals it in every field, None if no entry does."""
    digests = compute_digests(card)
    alike = [entry for entry in wanted if dict(entry.digests) == digests]
    entry = next((entry for entry in alike if entry.key == card.key or entry.key.path != card.key.path), None)
    return apply_numbers(card.replace(guid=entry.guid), entry.clozes) if entry else None
