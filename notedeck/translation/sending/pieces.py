"""A text that is too long for one request, in pieces that end with a sentence where they can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.translation.engines import EngineFacts
from notedeck.translation.sending.batches import count_bytes

SENTENCE = re.compile(r".+?(?:[.!?…]+[)\]\"'”’]*\s+|[。！？]+\s*|$)", re.DOTALL)
WORD = re.compile(r"\S+\s*|\s+")


def is_too_long(text: str, facts: EngineFacts) -> bool:
    """Return whether a text is larger than a request may be."""
    return count_bytes(text, facts) > facts.max_request_bytes


def split_long(text: str, facts: EngineFacts) -> list[str]:
    """Return the pieces of a text, none of them too long, at the ends of sentences, else between words."""
    pieces = [""]
    for part in split_parts(text, facts):
        if pieces[-1] and is_too_long(pieces[-1] + part, facts):
            pieces.append("")
        pieces[-1] += part
    return [piece.strip() for piece in pieces if piece.strip()]


def split_parts(text: str, facts: EngineFacts) -> Iterator[str]:
    """Yield the sentences of a text, of a long one its words, and of a long word its parts."""
    size = max(1, facts.max_request_bytes // max(1, facts.bytes_per_wide_character))
    for sentence in SENTENCE.findall(text):
        if not is_too_long(sentence, facts):
            yield sentence
            continue
        for word in WORD.findall(sentence):
            yield from (word[start : start + size] for start in range(0, len(word), size))
