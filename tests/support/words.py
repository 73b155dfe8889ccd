"""What can be read in a piece of HTML."""

from __future__ import annotations

from collections import Counter

from notedeck.util.soup import parse_html


def count_letters(markup: str) -> Counter[str]:
    """How often each character stands in it, but for blanks, footnotes, the right ones of choices, and lists of titles.

    These may stand on several sides.
    """
    body = parse_html(markup)
    for repeated in body.select("section.footnotes, .chosen, ul.titles"):
        repeated.decompose()
    return Counter("".join(body.get_text().split()))
