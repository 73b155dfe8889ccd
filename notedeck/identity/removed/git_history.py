"""Find removed cards that this computer never packed in the git history of the notes.

The lock has a digest of every packed field. A committed version of the note that renders to exactly these digests is
the right one, so a member with a fresh clone packs the same removed cards as the one who removed them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from notedeck.identity.cloze_numbers import apply_numbers
from notedeck.identity.digests import compute_digests
from notedeck.identity.lock.entries import Entry
from notedeck.media import IllustratedCards
from notedeck.model import Asset, Card
from notedeck.util import git
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.cache.texts import get_many, put_many

FILE = "history.sqlite"
MAX_VERSIONS = 20  # of a note, the newest first


RenderNote: TypeAlias = Callable[[str, bytes], IllustratedCards]  # a note's path and bytes -> its finished cards


def recover_cards(lost: Sequence[Entry], folder: Path, render_note: RenderNote, cache: Path) -> IllustratedCards:
    """Return the cards of the lost entries that the history of `folder` has, with their guids, and their media.

    Remembers in `cache` which entries a commit's history does not have, and does not search for them again.
    """
    commit = git.find_head_hash(folder)
    keys = {
        entry.guid: cache_key(code_fingerprint(), commit, entry.guid, sorted(entry.digests.items())) for entry in lost
    }
    searched = get_many(cache / FILE, keys.values())
    recovered = search_history([entry for entry in lost if keys[entry.guid] not in searched], folder, render_note)
    missing = keys.keys() - {card.guid for card in recovered.cards}
    put_many(cache / FILE, {keys[guid]: "" for guid in missing})
    return recovered


def search_history(lost: Sequence[Entry], folder: Path, render_note: RenderNote) -> IllustratedCards:
    """Search the committed versions of each entry's note, the newest first, for its card."""
    cards: dict[str, Card] = {}
    assets: dict[str, Asset] = {}
    for path in dict.fromkeys(entry.key.path for entry in lost):
        for data in git.read_versions(folder / path, MAX_VERSIONS):
            wanted = [entry for entry in lost if entry.key.path == path and entry.guid not in cards]
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
    entry = next((entry for entry in wanted if entry.key == card.key and dict(entry.digests) == digests), None)
    return apply_numbers(card.replace(guid=entry.guid), entry.clozes) if entry else None
