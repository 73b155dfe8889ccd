"""Which fields of a card changed since it was packed last."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from notedeck.anki.fields import build_fields, build_tags
from notedeck.model import Card

TAGS = "tags"
# An insertion above a card changes its line, and Anki takes no other deck for a card that it has (facts, "Decks").
LEFT_OUT = ("Source",)
SIZE = 5  # bytes: an edit goes unseen once in 10^12


def digests_of(card: Card) -> dict[str, str]:
    """A hash of each field that the card fills and of its tags, by name, in the order of the fields."""
    parts = {name: text for name, text in build_fields(card).items() if text and name not in LEFT_OUT}
    if tags := "\x1f".join(sorted(build_tags(card))):
        parts[TAGS] = tags
    return {name: digest(text) for name, text in parts.items()}


def digest(text: str) -> str:
    """8 letters and digits."""
    raw = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
    return base64.b32encode(raw).decode("ascii").lower()


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the fields that differ."""
    return tuple(name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name))
