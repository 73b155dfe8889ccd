"""Characters that nobody sees and that a program may obey: an engine's answer or a memory may bring them to a card."""

from __future__ import annotations

import html
import re

from notedeck.util.patterns import compile_lazily
from notedeck.util.text import HIDDEN_CHARACTERS

# What a translation into one of our languages needs only if its source has it: joiners, fillers and variants of signs.
UNNEEDED_CHARACTERS = compile_lazily(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u200c\u200d\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufffe\uffff"
    "\U000e0100-\U000e01ef]"
)
ANSWER_CHARACTERS = compile_lazily(f"{HIDDEN_CHARACTERS.pattern}|{UNNEEDED_CHARACTERS.pattern}")
TEXT_CHARACTERS = "\t\n"
ENTITY = compile_lazily(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);")
MAX_ENCODINGS = 4  # one upon the other
HYPHENATION = "\xad"  # where a person allows a long word to be divided


def remove_hidden(text: str, source: str) -> str:
    """Return a person's translation without the hidden characters that its source does not have."""
    return remove_characters(HIDDEN_CHARACTERS, text, TEXT_CHARACTERS + HYPHENATION + source)


def clean_answer(answer: str, source: str) -> str:
    """Return an engine's answer with its entities decoded, without the hidden and unneeded characters.

    What the source has stays, and so do all entities if it has any.
    """
    return remove_characters(ANSWER_CHARACTERS, decode_entities(answer, source), TEXT_CHARACTERS + source)


def decode_entities(answer: str, source: str) -> str:
    """Return an answer without entities, which some servers encode once or several times."""
    if ENTITY.search(source):
        return answer
    for _ in range(MAX_ENCODINGS):
        if not ENTITY.search(answer):
            break
        answer = html.unescape(answer)
    return answer


def remove_characters(pattern: re.Pattern[str], text: str, kept: str) -> str:
    """Return the text without what the pattern finds and `kept` lacks; a space in the place of a line end."""
    if not pattern.search(text):
        return text
    kept_characters = set(kept)
    return pattern.sub(lambda match: match[0] if match[0] in kept_characters else " " * match[0].isspace(), text)


def list_hidden(text: str, source: str) -> list[str]:
    """Return the hidden characters that `remove_hidden` removes, each once, as people write them: `U+202E`."""
    hidden = {*HIDDEN_CHARACTERS.findall(text)} - {*TEXT_CHARACTERS, *HYPHENATION, *source}
    return [f"U+{ord(char):04X}" for char in sorted(hidden)]
