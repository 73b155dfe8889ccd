"""What was packed of each card, kept in the cache: a removed card is packed once more as it was.

The rows are found by the digests of their fields, which deck.lock remembers, so that an old version of a card, from
before somebody else changed it, is never taken for the last one. Deleting the file loses nothing but these texts.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from notedeck.anki.fields import build_fields, build_tags
from notedeck.anki.text import clean_text
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.media.tags import references
from notedeck.model import Asset, Card, Removed
from notedeck.util.cache import get_many, put_many

FILE = "packed.sqlite"
TAG = "notedeck::removed"
SEARCH = f"tag:{TAG}"


def name_of(guid: str, digests: Mapping[str, str]) -> str:
    """What a row is found by."""
    return json.dumps([guid, sorted(digests.items())])


def keep(cache: Path, cards: Iterable[Card], lock: Lock, assets: Iterable[Asset]) -> None:
    """Keep what is packed of the cards; `lock` is that of the same build."""
    files = {asset.name: asset.file.name for asset in assets}
    names = {entry.guid: name_of(entry.guid, entry.digests) for entry in lock.entries}
    kept = get_many(cache / FILE, names.values())
    fresh = {names[card.guid]: note(card, files) for card in cards if names[card.guid] not in kept}
    put_many(cache / FILE, fresh, used=kept)


def note(card: Card, files: Mapping[str, str]) -> str:
    """A card's fields, tags, and pictures by name, with their files in the cache."""
    names = {one.address for side in (card.front, card.back) for one in references(side)}
    media = {name: files[name] for name in sorted(names) if name in files}
    return json.dumps({"fields": build_fields(card), "tags": build_tags(card), "media": media})


def removed(cache: Path, lock: Lock) -> tuple[tuple[Removed, ...], tuple[Entry, ...]]:
    """The removed cards that packages carry, as they were packed last, and those whose text is not in the cache."""
    wanted = [entry for entry in lock.entries if entry.state is State.REMOVED]
    kept = get_many(cache / FILE, (name_of(entry.guid, entry.digests) for entry in wanted))
    rows = [(entry, kept.get(name_of(entry.guid, entry.digests))) for entry in wanted]
    return tuple(marked(entry, row, cache) for entry, row in rows if row), tuple(
        entry for entry, row in rows if not row
    )


def marked(entry: Entry, row: str, cache: Path) -> Removed:
    """A removed card with the tag by which it is found in Anki, and its pictures as far as they are at hand."""
    known = json.loads(row)
    fields = {
        **known["fields"],
        "Source": clean_text(html.escape(entry.key.path)),
    }
    assets = (Asset(name, cache / "media" / file) for name, file in known["media"].items())
    there = tuple(asset for asset in assets if asset.file.is_file())
    tags = tuple(sorted({*known["tags"], TAG}))
    return Removed(entry.guid, fields, tags, entry.changed, there, entry.key.style)
