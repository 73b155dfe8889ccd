"""Slides of Slidev and Marp: front matter of each slide, components that uncover text step by step, and styles."""

from __future__ import annotations

TITLE = "Slides"
MARKERS: tuple[tuple[str, ...], ...] = (("slidev.config.ts",), (".marprc.yml",), (".marprc",), ("marp.config.js",))
SKIPPED: tuple[str, ...] = ()
MEDIA_FOLDERS: tuple[str, ...] = ("public",)
MEDIA_SETTING = ""
BASE_SETTING = ""
MACRO_PLACES: tuple[str, ...] = ("setup", "marp.config.js", ".marprc.yml")
MIN_NEIGHBOUR_SHARE = 0.0
HINT = ""
MAKES_SITES = False
NEEDS_OWN_SITE = False


def has_sign(_path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return "<v-" in text or "<style" in text or "<!--" in text or "\n---" in text
