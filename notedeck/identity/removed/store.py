"""Removed cards as they were packed last, so that packages can carry them with a tag.

The cache has the fields of every packed card, by the digests that deck.lock remembers: an older version of a card, from
before somebody else changed it, is never taken for the last one. Deleting the cache file loses nothing but these texts.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from notedeck.anki.fields import build_fields, build_tags
from notedeck.anki.text import clean_text
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.media.tags import find_references
from notedeck.model import Asset, Card, Removed
from notedeck.util.cache import get_many, put_many

FILE = "packed.sqlite"
REMOVED_TAG = "notedeck::removed"
REMOVED_SEARCH = f"tag:{REMOVED_TAG}"  # finds all removed cards in Anki's browser


def store_packed_cards(cache: Path, cards: Iterable[Card], lock: Lock, assets: Iterable[Asset]) -> None:
    """Store the packed fields of the cards; `lock` is that of the same build."""
    files = {asset.name: asset.file.name for asset in assets}
    keys = {entry.guid: create_key(entry) for entry in lock.entries}
    stored = get_many(cache / FILE, keys.values())
    new = {keys[card.guid]: format_card(card, files) for card in cards if keys[card.guid] not in stored}
    put_many(cache / FILE, new, used=stored)


def load_removed_cards(cache: Path, lock: Lock) -> tuple[tuple[Removed, ...], tuple[Entry, ...]]:
    """Return the removed cards as they were packed last, and the entries whose text is not in the cache."""
    entries = [entry for entry in lock.entries if entry.state is State.REMOVED]
    stored = get_many(cache / FILE, map(create_key, entries))
    texts = [(entry, stored.get(create_key(entry))) for entry in entries]
    cards = tuple(parse_card(entry, text, cache) for entry, text in texts if text)
    return cards, tuple(entry for entry, text in texts if not text)


def create_key(entry: Entry) -> str:
    """Return the cache key of an entry's last packed fields."""
    return json.dumps([entry.guid, sorted(entry.digests.items())])


def format_card(card: Card, files: Mapping[str, str]) -> str:
    """Return a card's fields, tags, and media names with their files in the cache, as JSON."""
    names = {reference.address for side in (card.front, card.back) for reference in find_references(side)}
    media = {name: files[name] for name in sorted(names) if name in files}
    return json.dumps({"fields": build_fields(card), "tags": build_tags(card), "media": media})


def parse_card(entry: Entry, text: str, cache: Path) -> Removed:
    """Return a removed card with the tag by which it is found in Anki, and those of its pictures that still exist."""
    values = json.loads(text)
    # The cached Source has a line number, which differs from version to version.
    fields = {**values["fields"], "Source": clean_text(html.escape(entry.key.path))}
    assets = (Asset(name, cache / "media" / file) for name, file in values["media"].items())
    existing = tuple(asset for asset in assets if asset.file.is_file())
    tags = tuple(sorted({*values["tags"], REMOVED_TAG}))
    return Removed(entry.guid, fields, tags, entry.modified, existing, entry.key.style)
