"""A sketch: a short fingerprint of a text that lets two texts be compared without storing either of them.

It holds the smallest hashes of the text's different words (a bottom-k sketch: A. Broder, "On the resemblance and
containment of documents", 1997). Words, not characters: an edit changes few of them, and order does not matter.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape

MAX_HASHES = 32  # per sketch; the likeness of longer texts is exact to about 0.09
HASH_BITS = 18  # three characters of base 64
TAG = re.compile(r"<[^>]*>")
MEDIA_SOURCE = re.compile(r"""<(?:img|video|audio|source)\b[^>]*?\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
MEDIA_HASH = re.compile(r"-[0-9a-f]{8}\.\w+$")  # the part of a media name that changes with the picture
WORD = re.compile(r"\w+")
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
LETTER_VALUES = {letter: index for index, letter in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts overlap, each from 0 to 1.

    `overall` is the share of their common words in all words of both; `contained` is the share of the smaller text that
    is in the larger one.
    """

    overall: float
    contained: float


UNLIKE = Likeness(0.0, 0.0)


def split_words(html: str) -> frozenset[str]:
    """Return the different words of HTML in one letter case; a picture counts as one word, its name."""
    pictures = {"src:" + MEDIA_HASH.sub("", unescape(name)) for name in MEDIA_SOURCE.findall(html)}
    plain = unicodedata.normalize("NFKC", unescape(TAG.sub(" ", html))).casefold()
    return frozenset(WORD.findall(plain)) | pictures


def create_sketch(words: frozenset[str]) -> str:
    """Return the smallest hashes of the words in order, three characters each."""
    hashes = sorted({hash_word(word) for word in words})[:MAX_HASHES]
    return "".join(map(encode_hash, hashes))


def hash_word(word: str) -> int:
    """Return a number of HASH_BITS bits."""
    raw = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return int.from_bytes(raw, "big") >> (24 - HASH_BITS)


def encode_hash(number: int) -> str:
    """Return three characters of base 64."""
    return base64.b64encode((number << (24 - HASH_BITS)).to_bytes(3, "big"))[:3].decode("ascii")


def parse_sketch(text: str) -> tuple[int, ...]:
    """Return the hashes of a sketch, smallest first; none if the text is not a sketch."""
    values = [LETTER_VALUES.get(letter, -1) for letter in text.encode("ascii", "replace")]
    if len(values) % 3 or -1 in values:
        return ()
    return tuple(values[at] << 12 | values[at + 1] << 6 | values[at + 2] for at in range(0, len(values), 3))


def compute_likeness(old: tuple[int, ...], old_words: int, new: tuple[int, ...], new_words: int) -> Likeness:
    """Return the likeness of two texts from their hashes and the numbers of their different words."""
    if not old or not new:
        return UNLIKE
    left, right = set(old), set(new)
    union = sorted(left | right)
    sample = union if max(old_words, new_words) <= MAX_HASHES else union[:MAX_HASHES]
    overall = sum(1 for value in sample if value in left and value in right) / len(sample)
    common_words = overall * (old_words + new_words) / (1 + overall)
    return Likeness(overall, min(1.0, common_words / min(old_words, new_words)))
