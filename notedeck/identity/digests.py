"""Digests of the content of a card's packed fields: they show what changed since the card was packed last."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from notedeck.anki.fields import build_fields, build_tags
from notedeck.identity.base32 import encode_block
from notedeck.identity.content import normalise_content
from notedeck.model import Card

TAGS = "tags"
# An insertion above a card changes its line in Source; that alone is no reason to import the card again.
IGNORED_FIELDS = ("Source",)
REPEATED_PARTS = frozenset(("Breadcrumb", "BreadcrumbTranslation", "Layout", TAGS))  # alike on many cards in a row
DIGEST_BYTES = 5  # an edit goes unnoticed once in 10^12


def compute_digests(card: Card) -> dict[str, str]:
    """Return a digest of each field that the card fills and of its tags, by name, in the order of the fields."""
    parts = {name: text for name, text in build_fields(card).items() if name not in IGNORED_FIELDS}
    parts[TAGS] = join_tags(card)
    return {
        name: (compute_repeated_digest if name in REPEATED_PARTS else compute_digest)(text)
        for name, text in parts.items()
        if text
    }


def join_tags(card: Card) -> str:
    """Return one text that is different for other tags, "" without any."""
    return "\x1f".join(sorted(build_tags(card)))


def compute_digest(text: str) -> str:
    """Return the digest of the content of a text in HTML: 8 letters and digits."""
    data = normalise_content(text).encode("utf-8", "surrogatepass")
    raw = hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()
    return encode_block(int.from_bytes(raw, "big"))


compute_repeated_digest = lru_cache(compute_digest)


def list_changed_fields(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the fields whose digests differ."""
    return tuple(name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name))
