"""What can be read in a piece of HTML."""

from __future__ import annotations

from collections import Counter

from bs4 import BeautifulSoup


def letters(markup: str) -> Counter[str]:
    """How often each character stands in it, but for blanks, and footnotes, which may stand on several cards."""
    soup = BeautifulSoup(f"<body>{markup}</body>", "lxml")
    for section in soup.select("section.footnotes"):
        section.decompose()
    return Counter("".join(soup.get_text().split()))
