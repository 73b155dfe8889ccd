"""Code blocks in a card's HTML, with their language and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from notedeck.model import Card
from notedeck.util.html import LINE_PATTERN, strip_tags

# As `markup/` writes a fence; code inside is escaped, so "</code>" is always its end.
FENCE = re.compile(r'<pre\b([^>]*)>\s*<code class="language-([^"\s]+)">(.*?)</code>\s*</pre>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block; two are equal if language and text are, wherever they stand. `line` is 0 if unknown."""

    language: str
    source: str
    line: int = field(default=0, compare=False)


def find_fences(markup: str) -> Iterator[Fence]:
    """Yield all code blocks that name a language, in order."""
    if "<code" in markup:
        yield from map(parse_fence, FENCE.finditer(markup))


def iterate_card_fences(card: Card) -> Iterator[Fence]:
    """Yield the fences of both sides."""
    for side in (card.front, card.back):
        yield from find_fences(side)


def parse_fence(match: re.Match[str]) -> Fence:
    """Return the fence of a match of `FENCE`."""
    line = LINE_PATTERN.search(match[1])
    return Fence(match[2].lower(), strip_tags(match[3]), int(line[1]) if line else 0)


def replace_fences(markup: str, choose: Callable[[Fence], str | None]) -> str:
    """Return the HTML with each fence replaced by what `choose` returns for it; None keeps the fence."""

    def replace_match(match: re.Match[str]) -> str:
        new = choose(parse_fence(match))
        if new is None:
            return match[0]
        line = LINE_PATTERN.search(match[1])
        return new.replace("<div ", f"<div {line[0]} ", 1) if line else new

    return FENCE.sub(replace_match, markup) if "<code" in markup else markup
