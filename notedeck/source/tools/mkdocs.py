"""MkDocs: pages with admonitions, tabs and attributes."""

from __future__ import annotations

from notedeck.source.page import Page
from notedeck.source.tools import Site

TITLE = "MkDocs"
MARKERS = (("mkdocs.yml",), ("mkdocs.yaml",))
SKIPPED: tuple[str, ...] = ("site",)
MEDIA_FOLDERS: tuple[str, ...] = ("docs",)


def is_likely(_path: str, _text: str) -> bool:
    """Return whether a note has syntax that only MkDocs reads."""
    return False


def rewrite(page: Page, _site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    return page
