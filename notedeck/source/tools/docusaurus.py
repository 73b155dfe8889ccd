"""Docusaurus: pages with admonitions, tabs and components."""

from __future__ import annotations

from notedeck.source.page import Page
from notedeck.source.tools import Site

TITLE = "Docusaurus"
MARKERS = (("docusaurus.config.js",), ("docusaurus.config.ts",), ("docusaurus.config.mjs",))
SKIPPED: tuple[str, ...] = ("build",)
MEDIA_FOLDERS: tuple[str, ...] = ("static",)


def is_likely(_path: str, _text: str) -> bool:
    """Return whether a note has syntax that only Docusaurus reads."""
    return False


def rewrite(page: Page, _site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    return page
