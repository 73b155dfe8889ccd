"""What can be read in a piece of HTML."""

from __future__ import annotations

from collections import Counter

from notedeck.util.soup import parse_html


def count_letters(markup: str) -> Counter[str]:
    """How often each character stands in it, but for blanks, and footnotes, which may stand on several cards."""
    body = parse_html(markup)
    for section in body.select("section.footnotes"):
        section.decompose()
    return Counter("".join(body.get_text().split()))
