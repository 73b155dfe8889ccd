"""Notion: an export of pages, with an id at the end of each name."""

from __future__ import annotations

from notedeck.source.page import Page
from notedeck.source.tools import Site

TITLE = "Notion"
MARKERS = ()
SKIPPED: tuple[str, ...] = ()
MEDIA_FOLDERS: tuple[str, ...] = ()


def is_likely(_path: str, _text: str) -> bool:
    """Return whether a note has syntax that only Notion reads."""
    return False


def rewrite(page: Page, _site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    return page
