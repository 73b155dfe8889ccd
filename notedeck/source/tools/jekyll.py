"""Jekyll: pages with Liquid tags and kramdown's attributes."""

from __future__ import annotations

from notedeck.source.page import Page
from notedeck.source.tools import Site

TITLE = "Jekyll"
MARKERS = (("_config.yml",), ("_config.yaml",))
SKIPPED: tuple[str, ...] = ("_site",)
MEDIA_FOLDERS: tuple[str, ...] = ()


def is_likely(_path: str, _text: str) -> bool:
    """Return whether a note has syntax that only Jekyll reads."""
    return False


def rewrite(page: Page, _site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    return page
