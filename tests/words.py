"""What can be read in a piece of HTML."""

from __future__ import annotations

import html
from collections import Counter

from bs4 import BeautifulSoup

from notedeck.model import Skipped

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def letters(markup: str) -> Counter[str]:
    """How often each character stands outside of headings; blanks do not count."""
    soup = BeautifulSoup(markup, "lxml")
    for heading in soup.find_all(HEADINGS):
        heading.decompose()
    return Counter("".join(soup.get_text().split()))


def headings(markup: str) -> set[str]:
    """The texts of the headings, blanks folded."""
    soup = BeautifulSoup(markup, "lxml")
    return {" ".join(heading.get_text(" ").split()) for heading in soup.find_all(HEADINGS)}


def without_footnotes(markup: str) -> str:
    """The same without the footnotes, which may stand on several cards."""
    soup = BeautifulSoup(markup, "lxml")
    for section in soup.select("section.footnotes"):
        section.decompose()
    return soup.body.decode_contents() if soup.body else ""


def html_of(part: Skipped) -> str:
    return html.escape(part.text)
