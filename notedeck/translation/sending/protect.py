"""What may not be translated, on its way through an engine: codes in its place, and back.

`[X0X]` survives best by reports (facts, "Rich text"); a second shape is tried where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from notedeck.translation.segments.tokens import Token, damage, escaped, pieces, unescaped, without_emphasis

OPENING, CLOSING = "[［【〔({（｛⟦", "]］】〕)}）｝⟧"
SHAPES = ("[X{}X]", "{{Q{}Q}}")
LETTERS = ("XxХхΧχ×", "QqＱｑ")  # with those that look the same


@dataclass(frozen=True, slots=True)
class Protected:
    """A text for an engine, and what each of its codes stands for, in order."""

    msgid: str
    text: str
    shape: int
    codes: tuple[str, ...]


def protect(msgid: str, shape: int = 0, glossary: Mapping[str, str] | None = None) -> Protected:
    """A text of the memory with codes for its tokens and for the terms of a glossary.

    The second shape also leaves emphasis out, which a translation need not have.
    """
    codes: list[str] = []
    parts = []
    for piece in pieces(without_emphasis(msgid) if shape else msgid):
        if isinstance(piece, Token):
            parts.append(code(piece.text, codes, shape))
        else:
            parts.append(with_terms(unescaped(piece), codes, shape, glossary or {}))
    return Protected(msgid, "".join(parts), shape, tuple(codes))


def code(stands_for: str, codes: list[str], shape: int) -> str:
    """The next code."""
    codes.append(stands_for)
    return SHAPES[shape].format(len(codes) - 1)


def with_terms(text: str, codes: list[str], shape: int, glossary: Mapping[str, str]) -> str:
    """Words with codes for the terms that have a fixed translation, the longest first."""
    if not glossary:
        return text
    terms = "|".join(re.escape(term) for term in sorted(glossary, key=len, reverse=True))
    return re.sub(terms, lambda found: code(escaped(glossary[found[0]]), codes, shape), text)


def restored(answer: str, sent: Protected) -> str | None:
    """An engine's answer as a text of the memory; None if a code is missing, doubled or out of order.

    Blanks in a code, other brackets, and letters that look alike are mended; a code that is missing while the code
    words that it stands for are there once, verbatim, is mended, too.
    """
    letters = LETTERS[sent.shape]
    pattern = rf"[{re.escape(OPENING)}]\s*[{letters}]\s*(\d+)\s*[{letters}]\s*[{re.escape(CLOSING)}]"
    parts = re.split(pattern, answer)
    numbers = [int(number) for number in parts[1::2]]
    if len(set(numbers)) < len(numbers) or any(number >= len(sent.codes) for number in numbers):
        return None
    text = "".join(escaped(part) if at % 2 == 0 else sent.codes[int(part)] for at, part in enumerate(parts))
    for number in sorted(set(range(len(sent.codes))) - set(numbers)):
        mended = verbatim(text, sent.codes[number])
        if mended is None:
            return None
        text = mended
    stray = re.search(rf"[{letters}]\s*\d+\s*[{letters}]\s*[{re.escape(CLOSING)}]", unescaped(answer))
    lost = stray is not None and len(re.findall(rf"[{letters}]\s*\d+\s*[{letters}]", answer)) != len(numbers)
    return None if lost or damage(sent.msgid, text) else " ".join(text.split())


def verbatim(text: str, token: str) -> str | None:
    """A text in which the words of a code stand once, with the marks around them."""
    inner = re.fullmatch(r"<(code|math)>(.+)</\1>", token, re.S)
    plain = inner[2] if inner else token
    if token.startswith("<") and not inner:
        return None
    return text.replace(plain, token) if text.count(plain) == 1 else None
