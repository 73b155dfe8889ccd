"""A sketch: a short fingerprint of a text that lets two texts be compared without storing either of them.

It holds the smallest hashes of the text's different words (a bottom-k sketch: A. Broder, "On the resemblance and
containment of documents", 1997). Words, not characters: an edit changes few of them, and order does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from binascii import a2b_base64, b2a_base64
from bisect import bisect_right
from collections.abc import Sequence, Set
from functools import lru_cache
from hashlib import blake2b
from html import unescape
from typing import NamedTuple

from notedeck.model import Value

MAX_HASHES = 32  # per sketch; the likeness of longer texts is exact to about 0.09
HASH_BITS = 18  # three characters of base 64
TAG = re.compile(r"<[^>]*>")
MEDIA_SOURCE = re.compile(r"""<(?:img|video|audio|source)\b[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
MEDIA_HASH = re.compile(r"-[0-9a-f]{8}\.\w+$")  # the part of a media name that changes with the picture
WORD = re.compile(r"\w+")
ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
LAST_BYTES = tuple(bytes((byte >> (24 - HASH_BITS) << (24 - HASH_BITS),)) for byte in range(256))


class Likeness(NamedTuple):
    """How much two texts overlap, each from 0 to 1.

    `overall` is the share of their common words in all words of both, `kept` that in the words of the old text, and
    `known` that in the words of the new one.
    """

    overall: float
    kept: float
    known: float


UNLIKE = Likeness(0.0, 0.0, 0.0)


class Sketch(Value, frozen=True):
    """The sketch of a text as deck.lock has it, and the number of different words of the text."""

    letters: str
    word_count: int


class Words(Value, frozen=True):
    """The hashes of the different words of a text, smallest first, and the number of these words."""

    hashes: Sequence[bytes]
    count: int


def sketch_html(html: str) -> Sketch:
    """Return the sketch of the text and pictures of HTML."""
    return create_sketch(hash_html(html))


def hash_html(html: str) -> Words:
    """Return the words of the text and pictures of HTML."""
    words = split_words(html)
    return Words(sorted(set(map(hash_word, words))), len(words))


def split_words(html: str) -> frozenset[str]:
    """Return the different words of HTML in one letter case; a picture counts as one word, its name."""
    pictures = {"src:" + MEDIA_HASH.sub("", unescape(name)) for name in MEDIA_SOURCE.findall(html)}
    plain = unicodedata.normalize("NFKC", unescape(TAG.sub(" ", html))).casefold()
    return frozenset(WORD.findall(plain)) | pictures


def create_sketch(words: Words) -> Sketch:
    """Return the smallest hashes of words in order, three characters each, and the number of words."""
    letters = bytearray(b2a_base64(b"".join(words.hashes[:MAX_HASHES]), newline=False))
    del letters[3::4]
    return Sketch(letters.decode("ascii"), words.count)


@lru_cache(maxsize=65_536)  # most words of a deck are on many of its cards
def hash_word(word: str) -> bytes:
    """Return HASH_BITS bits, followed by zeros up to three bytes."""
    raw = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return raw[:2] + LAST_BYTES[raw[2]]


def parse_sketch(text: str) -> tuple[bytes, ...]:
    """Return the hashes of a sketch, smallest first; none if the text is not a sketch."""
    letters = text.encode("ascii", "replace")
    if len(letters) % 3 or not ALPHABET.issuperset(letters):
        return ()
    padded = bytearray(b"A") * (len(letters) // 3 * 4)
    for at in range(3):
        padded[at::4] = letters[at::3]
    hashes = a2b_base64(padded)
    return tuple(hashes[at : at + 3] for at in range(0, len(hashes), 3))


def compute_likeness(old: Set[bytes], old_words: int, new: Sequence[bytes]) -> Likeness:
    """Return the likeness of two texts from the sketch of the old one, and all hashes of the new one in order.

    The sketch holds all words of the old text up to a certain hash, so the words of the new one up to it are counted.
    """
    counted = set(new if old_words <= MAX_HASHES else new[: bisect_right(new, max(old))])
    common = len(old & counted)
    if not common:
        return UNLIKE
    return Likeness(common / (len(old) + len(counted) - common), common / len(old), common / len(counted))


def compare_sketches(first: Sequence[bytes], first_words: int, second: Sequence[bytes], second_words: int) -> Likeness:
    """Return the likeness of two texts of which only the sketches, as hashes, are known."""
    if not (first and second):
        return UNLIKE
    cut = [hashes[-1] for hashes, words in ((first, first_words), (second, second_words)) if words > MAX_HASHES]
    limit = min(cut, default=max(first[-1], second[-1]))
    left, right = (frozenset(hashes[: bisect_right(hashes, limit)]) for hashes in (first, second))
    common = len(left & right)
    return Likeness(common / len(left | right), common / len(left), common / len(right)) if common else UNLIKE
