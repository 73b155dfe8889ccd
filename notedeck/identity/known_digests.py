"""Digests of cards that are as they were in an earlier build, from the cache; others are computed.

The cache holds no text, so nothing is packed that was not cleaned in this build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import chain, groupby, starmap
from pathlib import Path

import msgspec

from notedeck.identity.digests import compute_digests
from notedeck.identity.sides import NO_SIDES, KnownSides, digest_known_sides
from notedeck.model import Card
from notedeck.util.cache.database import iterate_entries, put_many
from notedeck.util.cache.fingerprint import code_fingerprint
from notedeck.util.kept_results import keep_results

FILE = "digests.sqlite"
KEY_BYTES = 16
FRONT, BACK = map(Card.__struct_fields__.index, ("front", "back"))  # one after the other
ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(list[dict[str, str]])


def find_digests(cards: Sequence[Card], cache: Path, known_sides: KnownSides = NO_SIDES) -> list[dict[str, str]]:
    """Return the digests of the cards, in order. Those of cards without known sides are in `cache`."""
    digests = [digest_known_sides(card, known_sides) for card in cards]
    others = iter(find_cached([card for card, known in zip(cards, digests, strict=True) if known is None], cache))
    return [next(others) if known is None else known for known in digests]


def find_cached(cards: Sequence[Card], cache: Path) -> list[dict[str, str]]:
    """Return the digests of cards; those of a note are in `cache` while these cards of it stay the same."""
    notes = [list(note) for _, note in groupby(cards, key=lambda card: card.key.path)]
    keys = list(starmap(create_key, notes))
    known = {key: DECODER.decode(content) for key, content in iterate_entries(cache / FILE, keys)}
    new = {key: list(map(compute_digests, note)) for key, note in zip(keys, notes, strict=True) if key not in known}
    put_many(cache / FILE, {key: ENCODER.encode(digests) for key, digests in new.items()})
    known |= new
    return list(chain.from_iterable(map(known.__getitem__, keys)))


@keep_results
def create_key(*cards: Card) -> str:
    """Return the key of the digests of cards: it stands for all that is known of them, and for the program."""
    # Both sides apart: msgspec keeps what it has encoded beside each text, for as long as the text is there.
    sides = "".join([side for card in cards for side in (card.front, card.back)]).encode("utf-8", "surrogatepass")
    values = map(msgspec.structs.astuple, cards)
    rest = [(len(card[FRONT]), len(card[BACK]), card[:FRONT], card[BACK + 1 :]) for card in values]
    try:
        data = ENCODER.encode(rest)
    except UnicodeEncodeError:  # half of a character, which a path can have
        data = repr(rest).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(sides + data, key=code_fingerprint().encode(), digest_size=KEY_BYTES).hexdigest()
