"""HTML as a tree."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag


def parse_fragment(markup: str) -> Tag:
    """Return the body element with a piece of HTML in it."""
    body = BeautifulSoup(f"<body>{markup}</body>", "lxml").body
    assert body is not None
    return body
