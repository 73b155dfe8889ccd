"""Placeholders for what an engine must not translate, and the way back.

`[X0X]` survives most engines (docs/facts.md, "Placeholders"); a text that comes back damaged is sent again with the
second shape.
"""

from __future__ import annotations

import re

from notedeck.model import Value
from notedeck.translation.hidden import remove_hidden
from notedeck.translation.segments.tokens import (
    Token,
    escape_words,
    find_damage,
    remove_emphasis,
    split_tokens,
    unescape_words,
)
from notedeck.translation.sending.terms import TermIndex

OPENING, CLOSING = "[［【〔({（｛⟦", "]］】〕)}）｝⟧"
MAX_VERBATIM_TOKENS = 50  # of one text; each is looked for in all of it
PLACEHOLDERS = ("[X{}X]", "{{Q{}Q}}")
LETTERS = ("XxХхΧχ×", "QqＱｑ")  # the letter of each placeholder, and those that look the same


class ProtectedText(Value, frozen=True):
    """A text for an engine, and what each of its placeholders stands for, in order."""

    msgid: str
    text: str
    shape: int  # index into PLACEHOLDERS
    originals: tuple[str, ...]


def protect_text(msgid: str, shape: int = 0, terms: TermIndex | None = None) -> ProtectedText:
    """Replace the tokens of a text and the terms of a glossary by placeholders.

    The second shape also drops emphasis, which a translation may leave out.
    """
    originals: list[str] = []
    parts = []
    for part in split_tokens(remove_emphasis(msgid) if shape else msgid):
        if isinstance(part, Token):
            parts.append(add_placeholder(part.text, originals, shape))
        else:
            parts.append(protect_terms(unescape_words(part), originals, shape, terms))
    return ProtectedText(msgid, "".join(parts), shape, tuple(originals))


def add_placeholder(original: str, originals: list[str], shape: int) -> str:
    """Return the next placeholder, and append what it stands for to `originals`."""
    originals.append(original)
    return PLACEHOLDERS[shape].format(len(originals) - 1)


def protect_terms(text: str, originals: list[str], shape: int, terms: TermIndex | None) -> str:
    """Replace the terms that have a fixed translation by placeholders, the longest first."""
    if terms is None or not terms.translations:
        return text
    parts = []
    for before, term in terms.split_text(text):
        translation = escape_words(remove_hidden(terms.translations[term], term)) if term else ""
        parts += [before, add_placeholder(translation, originals, shape) if term else ""]
    return "".join(parts)


def restore_text(answer: str, sent: ProtectedText) -> str | None:
    """Return an engine's answer with its tokens; None if a placeholder is missing, doubled or out of order.

    Accepts spaces in a placeholder, other brackets, and letters that look alike. A missing placeholder is also accepted
    if the code that it stands for appears once, verbatim.
    """
    letters = LETTERS[sent.shape]
    pattern = rf"[{re.escape(OPENING)}]\s*[{letters}]\s*(\d{{1,6}})\s*[{letters}]\s*[{re.escape(CLOSING)}]"
    parts = re.split(pattern, answer)
    numbers = [int(number) for number in parts[1::2]]
    if len(set(numbers)) < len(numbers) or any(number >= len(sent.originals) for number in numbers):
        return None
    text = "".join(sent.originals[int(part)] if index % 2 else escape_words(part) for index, part in enumerate(parts))
    missing = sorted(set(range(len(sent.originals))) - set(numbers))
    if len(missing) > MAX_VERBATIM_TOKENS:
        return None
    for number in missing:
        completed = wrap_verbatim(text, sent.originals[number])
        if completed is None:
            return None
        text = completed
    broken = has_broken_placeholder(answer, letters, len(numbers))
    return None if broken or find_damage(sent.msgid, text) else " ".join(text.split())


def has_broken_placeholder(answer: str, letters: str, count: int) -> bool:
    """Return whether an answer has the rest of a placeholder beside the `count` whole ones."""
    rest = re.search(rf"[{letters}]\s*\d+\s*[{letters}]\s*[{re.escape(CLOSING)}]", unescape_words(answer))
    return rest is not None and len(re.findall(rf"[{letters}]\s*\d+\s*[{letters}]", answer)) != count


def wrap_verbatim(text: str, token: str) -> str | None:
    """Put the tags of a code or formula around the only place where its content appears; None if there is none."""
    element = re.fullmatch(r"<(code|math)>(.+)</\1>", token, re.S)
    if token.startswith("<") and not element:
        return None
    content = element[2] if element else token
    return text.replace(content, token) if text.count(content) == 1 else None
