"""Logseq: each page is an outline of bullets."""

from __future__ import annotations

from notedeck.source.page import Page
from notedeck.source.tools import Site

TITLE = "Logseq"
MARKERS = (("logseq/config.edn",),)
SKIPPED: tuple[str, ...] = ("logseq/bak", "logseq/.recycle")
MEDIA_FOLDERS: tuple[str, ...] = ()


def is_likely(_path: str, _text: str) -> bool:
    """Return whether a note has syntax that only Logseq reads."""
    return False


def rewrite(page: Page, _site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    return page
