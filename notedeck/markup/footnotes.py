"""References to footnotes: `[^label]`, numbered in the order in which a note refers to them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notedeck.markup.inline.scope import Scope

REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,200})\]")


def reference(text: str, start: int, scope: Scope) -> tuple[str, int] | None:
    """The reference at `text[start]` as HTML, with the index after it; None where no such footnote is defined."""
    match = REFERENCE.match(text, start)
    if not match or (key := match[1].casefold()) not in scope.footnotes:
        return None
    number = scope.numbers.setdefault(key, len(scope.numbers) + 1)
    return f'<sup class="footnote-ref" data-footnote="{html.escape(key)}">{number}</sup>', match.end()
