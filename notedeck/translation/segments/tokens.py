"""What of a text may not be translated, and how it is written in the memory, where people read and edit it.

    <b>가용성</b>을 높이려면 <code>ELB</code>를 쓴다. <a1>문서</a1>를 보라.

Emphasis is a pair of plain tags, a link a numbered pair, code and formulas stand as they are, and a picture or anything
else is a numbered tag of its own. Code with words of the notes' language is emphasis, too: `<c>비용은 무료</c>`. A `<`
that starts none of these is text; one that would is written `&lt;`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

PAIRS = "b|i|s|u|c|mark|sub|sup|kbd|small|q|ins"
TOKEN = re.compile(
    rf"<code>(?P<code>.*?)</code>|<math>(?P<math>.*?)</math>|<(?P<atom>x\d+)/>"
    rf"|<(?P<end>/?)(?P<name>(?:{PAIRS})|(?:a|span)\d+)>",
    re.S,
)
LIKE = re.compile(rf"<(?=/?(?:{PAIRS}|code|math|(?:a|span|x)\d+)/?>)")


class Kind(Enum):
    """How a token behaves when its text is translated."""

    KEPT = "kept"  # stands exactly once, as it is: code, a formula, a picture
    OPEN = "open"  # begins a link or an emphasis
    CLOSE = "close"  # ends it


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text that is no words: `text` as written in the memory, `name` what pairs it."""

    kind: Kind
    name: str
    text: str

    @property
    def needed(self) -> bool:
        """Whether a translation must have it; emphasis may go."""
        return self.kind is Kind.KEPT or self.name[-1].isdigit()


def escaped(text: str) -> str:
    """Words, in which nothing can be taken for a token."""
    return LIKE.sub("&lt;", text.replace("&lt;", "&amp;lt;"))


def unescaped(text: str) -> str:
    """The words again."""
    return text.replace("&lt;", "<").replace("&amp;lt;", "&lt;")


def pieces(text: str) -> Iterator[str | Token]:
    """A text as words and tokens in order; the words still escaped."""
    position = 0
    for found in TOKEN.finditer(text):
        if found.start() > position:
            yield text[position : found.start()]
        yield token(found)
        position = found.end()
    if position < len(text):
        yield text[position:]


def token(found: re.Match[str]) -> Token:
    """One token from its match."""
    for name in ("code", "math", "atom"):
        if found[name] is not None:
            return Token(Kind.KEPT, found[0], found[0])
    return Token(Kind.CLOSE if found["end"] else Kind.OPEN, found["name"], found[0])


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order."""
    return [piece for piece in pieces(text) if isinstance(piece, Token)]


def words(text: str) -> str:
    """A text without its tokens."""
    return unescaped(" ".join(piece for piece in pieces(text) if isinstance(piece, str)))


def damage(source: str, translation: str) -> str:
    """What is wrong with the tokens of a translation, in words; "" if nothing is.

    What may not be translated must stand exactly once for each time in the source, pairs must open and close in order,
    and nothing may be there that the source does not have.
    """
    wanted, got = Counter(tokens(source)), Counter(tokens(translation))
    for one in wanted:
        if one.needed and got[one] < wanted[one]:
            return f"{one.text} is missing"
    for one in got:
        if got[one] > wanted[one]:
            return f"{one.text} stands too often" if wanted[one] else f"{one.text} is not in the source"
    return "" if nested(translation) else "the tags do not close in order"


def nested(text: str) -> bool:
    """Whether every pair opens and closes in order."""
    open_names: list[str] = []
    for one in tokens(text):
        if one.kind is Kind.OPEN:
            open_names.append(one.name)
        elif one.kind is Kind.CLOSE and (not open_names or open_names.pop() != one.name):
            return False
    return not open_names


def without_emphasis(text: str) -> str:
    """A text without the pairs that a translation may leave out."""
    return "".join(piece if isinstance(piece, str) else piece.text if piece.needed else "" for piece in pieces(text))
