"""How the memory writes what must not be translated, in a form that people can read and edit.

    <b>가용성</b>을 높이려면 <code>ELB</code>를 쓴다. <a1>문서</a1>를 보라.

Emphasis is a pair of plain tags, a link is a numbered pair, code and formulas are written as they are, and a picture or
anything else is a single numbered tag. Code with words of the notes' language counts as emphasis:
`<c>비용은 무료</c>`. A `<` that starts none of these is text; one that would start a tag is written `&lt;`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum

from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Value

PAIRED_TAGS = "b|i|s|u|c|mark|sub|sup|kbd|small|q|ins"
TOKEN = re.compile(
    rf"<(?P<verbatim>code|math)>|<(?P<atom>x\d+)/>|<(?P<end>/?)(?P<name>(?:{PAIRED_TAGS})|(?:a|span)\d+)>"
)
TOKEN_LOOKALIKE = re.compile(rf"<(?=/?(?:{PAIRED_TAGS}|code|math|(?:a|span|x)\d+)/?>)")


class Kind(Enum):
    """How a token behaves when its text is translated."""

    VERBATIM = "verbatim"  # appears exactly once, unchanged: code, a formula, a picture
    OPEN = "open"  # starts a link or emphasis
    CLOSE = "close"  # ends it


class Token(Value, frozen=True):
    """A part of a text that is not words: `text` as the memory writes it, `name` the same for both ends of a pair."""

    kind: Kind
    name: str
    text: str

    @property
    def is_required(self) -> bool:
        """Whether a translation must contain it. Emphasis may be left out."""
        return self.kind is Kind.VERBATIM or self.name[-1].isdigit()


def escape_words(text: str) -> str:
    """Return words so that nothing in them can be taken for a token."""
    return TOKEN_LOOKALIKE.sub("&lt;", text.replace("&lt;", "&amp;lt;"))


def unescape_words(text: str) -> str:
    """Return what `escape_words` received."""
    return text.replace("&lt;", "<").replace("&amp;lt;", "&lt;")


def split_tokens(text: str) -> Iterator[str | Token]:
    """Yield the words and tokens of a text in order; the words are still escaped."""
    position = search_start = 0
    unclosed: set[str] = set()  # names without a further end: to search again for each start takes quadratic time
    while match := TOKEN.search(text, search_start):
        search_start, name = match.end(), match["verbatim"]
        if name:
            inner_end = -1 if name in unclosed else text.find(f"</{name}>", search_start)
            if inner_end < 0:
                unclosed.add(name)
                continue
            search_start = inner_end + len(f"</{name}>")
        if match.start() > position:
            yield text[position : match.start()]
        yield create_token(match, text[match.start() : search_start])
        position = search_start
    if position < len(text):
        yield text[position:]


def create_token(match: re.Match[str], text: str) -> Token:
    """Return the token for a match of TOKEN and all of the token's text."""
    if match["name"] is None:
        return Token(Kind.VERBATIM, text, text)
    return Token(Kind.CLOSE if match["end"] else Kind.OPEN, match["name"], text)


def list_tokens(text: str) -> list[Token]:
    """Return the tokens of a text in order."""
    return [part for part in split_tokens(text) if isinstance(part, Token)]


def read_words(text: str) -> str:
    """Return a text without its tokens."""
    return unescape_words(" ".join(part for part in split_tokens(text) if isinstance(part, str)))


def find_damage(source: str, translation: str) -> Message:
    """Return what is wrong with the tokens of a translation as a clause for people, "" if nothing is.

    A required token must appear as often as in the source, pairs must open and close in order, and no token may appear
    that the source does not have.
    """
    expected, actual = Counter(list_tokens(source)), Counter(list_tokens(translation))
    for token in expected:
        if token.is_required and actual[token] < expected[token]:
            return Message("{token} is missing", token=token.text)
    for token in actual:
        if actual[token] > expected[token]:
            if expected[token]:
                return Message("{token} appears too often", token=token.text)
            return Message("{token} is not in the source", token=token.text)
    return NO_MESSAGE if is_nested(translation) else Message("the tags do not close in order")


def is_nested(text: str) -> bool:
    """Return whether every pair opens and closes in order."""
    open_names: list[str] = []
    for token in list_tokens(text):
        if token.kind is Kind.OPEN:
            open_names.append(token.name)
        elif token.kind is Kind.CLOSE and (not open_names or open_names.pop() != token.name):
            return False
    return not open_names


def remove_emphasis(text: str) -> str:
    """Return a text without the pairs that a translation may leave out."""
    parts = (part if isinstance(part, str) else part.text if part.is_required else "" for part in split_tokens(text))
    return "".join(parts)
