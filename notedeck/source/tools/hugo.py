"""Hugo: pages with shortcodes, and files in `static`."""

from __future__ import annotations

from notedeck.source.page import Page
from notedeck.source.tools import Site

TITLE = "Hugo"
MARKERS = (
    ("hugo.toml",),
    ("hugo.yaml",),
    ("hugo.yml",),
    ("hugo.json",),
    ("config.toml", "content"),
    ("config.yaml", "content"),
)
SKIPPED: tuple[str, ...] = ("public", "resources")
MEDIA_FOLDERS: tuple[str, ...] = ("static",)


def is_likely(_path: str, _text: str) -> bool:
    """Return whether a note has syntax that only Hugo reads."""
    return False


def rewrite(page: Page, _site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    return page
