"""A small fingerprint of a text, from which the likeness of two texts can be told without either of them.

It holds the smallest hashes of the text's different words (a bottom-k sketch: A. Broder, "On the resemblance and
containment of documents", 1997). Words, not characters: an edit touches few of them, and order does not matter.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape

from notedeck.util.html import strip_tags

KEPT = 32  # hashes; the likeness of longer texts is exact to about 0.09
BITS = 18  # of each hash: three characters of base 64
MEDIA = re.compile(r"""<(?:img|video|audio|source)\b[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
PACKED = re.compile(r"-[0-9a-f]{8}\.\w+$")  # the part of a media name that changes with the picture
WORD = re.compile(r"\w+")
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
VALUES = {letter: index for index, letter in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts overlap, all from 0 to 1: of both together, and of the smaller one within the larger."""

    both: float
    smaller: float


NOTHING = Likeness(0.0, 0.0)


def words_of(html: str) -> frozenset[str]:
    """The different words of HTML, in one letter case; a picture counts as a word of its name."""
    pictures = {"src:" + PACKED.sub("", unescape(name)) for name in MEDIA.findall(html)}
    plain = unicodedata.normalize("NFKC", strip_tags(html, " ")).casefold()
    return frozenset(WORD.findall(plain)) | pictures


def sketch(words: frozenset[str]) -> str:
    """The smallest hashes of the words in order, three characters each."""
    hashes = sorted({hashed(word) for word in words})[:KEPT]
    return "".join(map(encoded, hashes))


def hashed(word: str) -> int:
    raw = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return int.from_bytes(raw, "big") >> (24 - BITS)


def encoded(number: int) -> str:
    return base64.b64encode((number << (24 - BITS)).to_bytes(3, "big"))[:3].decode("ascii")


def values(text: str) -> tuple[int, ...]:
    """The hashes of a sketch, smallest first; empty for one that is none."""
    raw = [VALUES.get(letter, -1) for letter in text.encode("ascii", "replace")]
    if len(raw) % 3 or -1 in raw:
        return ()
    return tuple(raw[at] << 12 | raw[at + 1] << 6 | raw[at + 2] for at in range(0, len(raw), 3))


def likeness(old: tuple[int, ...], old_words: int, new: tuple[int, ...], new_words: int) -> Likeness:
    """The likeness of two texts, from their sketches and the number of their different words."""
    if not old or not new:
        return NOTHING
    left, right = set(old), set(new)
    joint = sorted(left | right)
    seen = joint if max(old_words, new_words) <= KEPT else joint[:KEPT]
    both = sum(1 for value in seen if value in left and value in right) / len(seen)
    shared = both * (old_words + new_words) / (1 + both)
    return Likeness(both, min(1.0, shared / min(old_words, new_words)))
