"""Logseq: each page is an outline of bullets, which are blocks; `#card` makes a block the front of a card."""

from __future__ import annotations

TITLE = "Logseq"
MARKERS: tuple[tuple[str, ...], ...] = (("logseq/config.edn",),)
SKIPPED: tuple[str, ...] = ("logseq/bak", "logseq/.recycle")
MEDIA_FOLDERS: tuple[str, ...] = ()
MEDIA_SETTING = ""
BASE_SETTING = ""
MACRO_PLACES: tuple[str, ...] = ("logseq/custom.js",)
MIN_NEIGHBOUR_SHARE = 0.3
HINT = "::"
MAKES_SITES = False
SIGNS = ("::", "#card", "{{cloze", "#[[card", "){:", "/assets/", "((")
NEEDS_OWN_SITE = False


def has_sign(_path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return any(sign in text for sign in SIGNS)
