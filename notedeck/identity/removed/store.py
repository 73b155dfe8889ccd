"""Removed cards as they were packed last, so that packages can carry them with a tag.

The cache has the fields of every packed card, by the digests that deck.lock remembers: an older version of a card, from
before somebody else changed it, is never taken for the last one. Tags are apart from the fields: cards share them, and
a renamed folder changes nothing else. Deleting the cache file loses nothing but these texts.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from notedeck.anki.fields import build_fields, build_tags
from notedeck.anki.text import clean_text
from notedeck.identity.digests import TAGS
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.markup.formulas.on_cards import secure_formulas
from notedeck.media.names import is_packed
from notedeck.media.tags import find_references
from notedeck.model import Asset, Card, Removed
from notedeck.util.cache.database import iterate_entries, put_entries
from notedeck.util.cache.entries import read_bytes_or_none
from notedeck.util.cache.texts import encode_text, get_many
from notedeck.util.kept_results import keep_results

FILE = "packed.sqlite"
SECONDS_PER_LIST = 30 * 86_400
KEY_BYTES = 16
MEDIA = "media"  # in the cache: the files that were packed
MEDIA_FILE = re.compile(r"[0-9a-f]{64}|diagram-[0-9a-f]{32}\.svg")
REMOVED_TAG = "notedeck::removed"
REMOVED_SEARCH = f"tag:{REMOVED_TAG}"  # finds all removed cards in Anki's browser
UNDECIDED_TAG = "notedeck::undecided"  # of a removed card with a copy: nobody is to delete it before that is decided
ENCODER = msgspec.json.Encoder()


def store_packed_cards(cache: Path, cards: Iterable[Card], lock: Lock, assets: Iterable[Asset]) -> None:
    """Store the packed fields of the cards; `lock` is that of the same build.

    One entry lists what is stored, so a build looks only for that one and writes only what is new. Each month has its
    own list, so that all entries are looked for now and then: others would be deleted as unused. `cards` may be some
    of those in the lock; of others nothing is stored.
    """
    file, list_name = cache / FILE, name_list()
    keys = {entry.guid: create_key(entry) for entry in lock.entries}
    tags_keys = {entry.guid: create_tags_key(entry) for entry in lock.entries}
    listed = get_many(file, [list_name]).get(list_name)
    wanted = chain(keys.values(), tags_keys.values())
    stored = {key for key, _ in iterate_entries(file, wanted)} if listed is None else set(listed.split())
    packed = tuple(card for card in cards if card.guid in keys)
    missing = {key: card for card in packed if (key := keys[card.guid]) not in stored}
    tags = {key: build_tags(card) for card in packed if (key := tags_keys[card.guid]) not in stored}
    if missing or tags or listed is None:
        files = {asset.name: asset.file.name for asset in assets}
        names = "\n".join(sorted({*stored, *missing, *tags}))
        fields = ((key, format_card(missing[key], files, cache)) for key in sorted(missing))  # in the index's order
        contents = chain(fields, ((key, ENCODER.encode(tags[key])) for key in tags))
        put_entries(file, chain(contents, [(list_name, encode_text(names))]))


def has_packed_cards(cache: Path) -> bool:
    """Return whether the cache has the packed fields of all cards; they are looked for once a month."""
    return bool(get_many(cache / FILE, [name_list()]))


def name_list() -> str:
    """Return the key of the list of what is stored."""
    return f"keys {int(time.time()) // SECONDS_PER_LIST}"


def load_removed_cards(cache: Path, lock: Lock) -> tuple[tuple[Removed, ...], tuple[Entry, ...]]:
    """Return the removed cards as they were packed last, and the entries whose text is not in the cache."""
    entries = sorted((e for e in lock.entries if e.state is State.REMOVED), key=lambda entry: entry.guid)
    if not entries:
        return (), ()
    stored = get_many(cache / FILE, chain.from_iterable(map(list_keys, entries)))
    cards = {entry.guid: load_card(entry, stored, cache) for entry in entries}
    removed = tuple(card for card in cards.values() if card)
    return removed, tuple(entry for entry in entries if not cards[entry.guid])


def load_packed_fields(cache: Path, entries: Sequence[Entry]) -> list[dict[str, str] | None]:
    """Return the fields of each entry's card as it was packed with its digests, None if the cache does not know them.

    They are as the cache has them, for people to read; what is packed again is cleaned (`load_removed_cards`).
    """
    stored = get_many(cache / FILE, map(create_key, entries))
    values = (load_json(stored.get(create_key(entry), "")) for entry in entries)
    fields = (value.get("fields") if isinstance(value, dict) else None for value in values)
    return [dict(texts) if isinstance(texts, dict) else None for texts in fields]


def list_keys(entry: Entry) -> tuple[str, ...]:
    """Return all keys under which the cache may have something of an entry."""
    return create_key(entry), create_tags_key(entry), create_early_key(entry)


@keep_results
def create_key(entry: Entry) -> str:
    """Return the cache key of an entry's last packed fields."""
    digests = (digest for digest in sorted(entry.digests.items()) if digest[0] != TAGS)
    return hash_parts("fields", entry.guid, *chain.from_iterable(digests))


def create_tags_key(entry: Entry) -> str:
    """Return the cache key of an entry's last packed tags."""
    return f"{TAGS}:{entry.digests.get(TAGS, '')}"


def create_early_key(entry: Entry) -> str:
    """Return the cache key under which version 0.1 stored fields and tags together."""
    return hash_parts(entry.guid, *chain.from_iterable(sorted(entry.digests.items())))


def hash_parts(*parts: str) -> str:
    """Return a cache key that is different for other parts."""
    text = "".join([f"{len(part)} {part}" for part in parts])  # the lengths tell where a part of deck.lock ends
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).hexdigest()


def format_card(card: Card, files: Mapping[str, str], cache: Path) -> bytes:
    """Return as JSON a card's fields and media names, each with its file in the cache and a digest of that."""
    names = {reference.address for side in (card.front, card.back) for reference in find_references(side)}
    media = {name: [files[name], hash_media(cache, files[name])] for name in sorted(names) if name in files}
    return ENCODER.encode({"fields": build_fields(card), "media": media})


def load_card(entry: Entry, stored: Mapping[str, str], cache: Path) -> Removed | None:
    """Return a removed card from what the cache has of it, None without its fields and tags."""
    values = load_json(stored.get(create_key(entry), ""))
    if isinstance(values, dict):
        return create_removed({TAGS: load_json(stored.get(create_tags_key(entry), ""))} | values, entry, cache)
    return create_removed(load_json(stored.get(create_early_key(entry), "")), entry, cache)


def create_removed(values: Any, entry: Entry, cache: Path) -> Removed | None:
    """Return a removed card with the tag by which it is found in Anki, and those of its pictures that still exist.

    Return None for values of another form.
    """
    from notedeck.identity.removed.packed_fields import clean_fields, clean_tags

    match values:
        case {"fields": texts, "tags": words, "media": dict(media)}:
            fields, tags = clean_fields(texts), clean_tags(words)
        case _:
            return None
    if fields is None or tags is None:
        return None
    # The cached Source has a line number, which differs from version to version.
    fields["Source"] = secure_formulas(clean_text(html.escape(entry.key.path)))
    assets = (find_asset(name, place, cache) for name, place in media.items())
    existing = tuple(asset for asset in assets if asset)
    tag = UNDECIDED_TAG if entry.copies else REMOVED_TAG
    return Removed(entry.guid, fields, tuple(sorted({*tags, tag})), entry.modified, existing, entry.key.style)


def load_json(text: str) -> Any:
    """Return the value of a JSON text, None for any other text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def find_asset(name: str, place: Any, cache: Path) -> Asset | None:
    """Return a media file of the cache, None unless it is the very file that was packed."""
    match place:
        case [str(file), str(digest)] if is_packed(name) and MEDIA_FILE.fullmatch(file):
            is_same = bool(digest) and hash_media(cache, file) == digest
            return Asset(name, cache / MEDIA / file) if is_same else None
    return None


def hash_media(cache: Path, file: str) -> str:
    """Return the digest of a media file of the cache, "" if it cannot be read."""
    data = read_bytes_or_none(cache / MEDIA / file)
    return "" if data is None else hashlib.sha256(data).hexdigest()
