"""Code blocks in a card's HTML, with their language and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from notedeck.util.html import LINE_PATTERN, strip_tags

# As `markup/` writes a fence; code inside is escaped, so that "</code>" is always its end.
FENCE = re.compile(r'<pre\b([^>]*)>\s*<code class="language-([^"\s]+)">(.*?)</code>\s*</pre>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block: equal ones have equal language and text, wherever they stand; `line` is that of its first sign."""

    language: str
    source: str
    line: int = field(default=0, compare=False)


def fences(markup: str) -> Iterator[Fence]:
    """All code blocks of a language, in order."""
    if "<code" in markup:
        yield from map(fence, FENCE.finditer(markup))


def fence(found: re.Match[str]) -> Fence:
    line = LINE_PATTERN.search(found[1])
    return Fence(found[2].lower(), strip_tags(found[3]), int(line[1]) if line else 0)


def replaced(markup: str, choose: Callable[[Fence], str | None]) -> str:
    """The HTML with something else in the place of fences for which `choose` gives it."""

    def change(found: re.Match[str]) -> str:
        new = choose(fence(found))
        if new is None:
            return found[0]
        line = LINE_PATTERN.search(found[1])
        return new.replace("<div ", f"<div {line[0]} ", 1) if line else new

    return FENCE.sub(change, markup) if "<code" in markup else markup
