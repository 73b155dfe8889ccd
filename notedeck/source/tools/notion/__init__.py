"""Notion: an export of pages, with an id at the end of each name."""

from __future__ import annotations

import re

TITLE = "Notion"
MARKERS: tuple[tuple[str, ...], ...] = ()
SKIPPED: tuple[str, ...] = ()
MEDIA_FOLDERS: tuple[str, ...] = ()
MEDIA_SETTING = ""
BASE_SETTING = ""
MACRO_PLACES: tuple[str, ...] = ()
MIN_NEIGHBOUR_SHARE = 0.5
HINT = ""
MAKES_SITES = False
NEEDS_OWN_SITE = False
PAGE_ID = re.compile(r" [0-9a-f]{32}(?=$|[/._])", re.IGNORECASE)  # in a path


def has_sign(path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    has_api_tags = "<callout" in text or "<empty-block" in text or "<table_of_contents" in text
    return PAGE_ID.search(path) is not None or "%20" in text or "<aside>" in text or has_api_tags
