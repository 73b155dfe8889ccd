"""The cards that packages of this computer had: git may put back a deck.lock that does not know of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from notedeck.identity.guids import create_guid
from notedeck.identity.lock.entries import Entry, Lock
from notedeck.identity.lock.entry_json import format_entry, parse_entries
from notedeck.model import Card, ThemeVersion
from notedeck.util.cache.database import is_usable
from notedeck.util.cache.texts import encode_text, get_many, put_many

FILE = "shipped.sqlite"
THEME = "theme"  # no guid: those of cards are longer


def store_shipped(cache: Path, lock: Lock, guids: Iterable[str]) -> None:
    """Store what a package has of the cards with these guids, and its theme; to be called before it is written."""
    wanted = frozenset(guids)
    texts = {entry.guid: format_entry(entry) for entry in lock.entries if entry.guid in wanted}
    if version := lock.theme_version:
        texts[THEME] = f"{version.digest} {version.modified}"
    put_many(cache / FILE, texts)


def load_shipped(
    cache: Path, lock: Lock, committed: Iterable[Entry], cards: Sequence[Card]
) -> tuple[tuple[Entry, ...], tuple[ThemeVersion, ...]]:
    """Return what packages had of the cards of the lock, and of others, and their theme.

    The others are those of earlier versions of the lock (`committed`), and `cards` that it does not have.
    """
    if not is_usable(cache / FILE):
        return (), ()
    keys = {entry.key for entry in lock.entries}
    new_guids = (create_guid(card.key, lock.namespace) for card in cards if card.key not in keys)
    guids = dict.fromkeys(entry.guid for entry in (*lock.entries, *committed))
    texts = get_many(cache / FILE, [*guids, *new_guids, THEME])
    theme = texts.pop(THEME, "").split()
    versions = (ThemeVersion(theme[0], int(theme[1])),) if theme else ()
    return tuple(parse_entries(map(encode_text, texts.values()))), versions
