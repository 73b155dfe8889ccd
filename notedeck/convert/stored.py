"""Conversions as bytes: in the cache, and on their way from one process to another."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from notedeck.cards.naming import list_tags, name_deck
from notedeck.config.settings import NamingSettings
from notedeck.convert.values import Conversion, ConvertSettings
from notedeck.messages import pack_message, unpack_message
from notedeck.model import Card, FrontMatter, Source
from notedeck.source.names import list_name_parts
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint

ENCODER = msgspec.msgpack.Encoder(enc_hook=pack_message)
DECODER = msgspec.msgpack.Decoder(Conversion, dec_hook=lambda _, packed: unpack_message(packed))


def create_conversion_key(note: Source, settings: ConvertSettings) -> str:
    """Return the cache key of a conversion: the code, the settings, and of the note its text, front matter and name.

    Its folder and its time are put on the cards afterwards, so notes that are moved are not converted again.
    """
    text = hashlib.sha256(note.text.encode("utf-8", "surrogatepass")).hexdigest()
    name = list_name_parts(note.path)[-1]
    return cache_key(code_fingerprint(), describe_settings(settings, note.matter), name, describe_source(note), text)


def describe_source(note: Source) -> str:
    """Return a text that differs for other line numbers of the same text, and for other macros."""
    lines = f"{note.first_line}" if not note.line_numbers else f"{note.line_numbers}"
    return f"{lines} {note.macros}" if note.macros else lines


@lru_cache
def describe_settings(settings: ConvertSettings, matter: FrontMatter) -> str:
    """Return a text that differs for settings, and front matter, of which other cards are made."""
    own = settings.apply_front_matter(matter)
    return repr((own.splitting, own.cards, matter))


def dump_conversion(conversion: Conversion) -> bytes:
    """Return a conversion as bytes for `load_conversion`; none if they cannot hold its texts."""
    try:
        return ENCODER.encode(conversion)
    except UnicodeEncodeError:  # half of a character, which front matter can have as "\ud800"
        return b""


def load_conversion(data: bytes, note: Source, top_deck: str, naming: NamingSettings) -> Conversion:
    """Return a conversion from its bytes, with the path, deck, tags and time that the note has now."""
    conversion = DECODER.decode(data)
    path, deck, tags = note.path, name_deck(note, top_deck, naming), list_tags(note, naming)
    set_value = msgspec.structs.force_setattr  # nobody else has these values yet, and a copy takes longer
    for card in conversion.cards:
        set_value(card, "deck", deck)
        set_value(card, "tags", tags)
        set_value(card, "modified", note.modified)
        set_value(card.key, "path", path)
        set_value(card.place, "path", path)
    share_texts(conversion.cards)
    for place in (item.place for items in (conversion.skipped, conversion.problems) for item in items):
        set_value(place, "path", path)
    return conversion


def share_texts(cards: Iterable[Card]) -> None:
    """Make equal texts of a note's cards the same objects: hundreds of bytes of each card, in a large deck."""
    set_value = msgspec.structs.force_setattr
    titles: dict[tuple[str, ...], tuple[str, ...]] = {}
    for card in cards:
        key = card.key
        set_value(card, "breadcrumb", titles.setdefault(card.breadcrumb, card.breadcrumb))
        set_value(key, "breadcrumb", titles.setdefault(key.breadcrumb, key.breadcrumb))
        set_value(key, "style", sys.intern(key.style))
        if card.front == key.title:
            set_value(card, "front", key.title)
