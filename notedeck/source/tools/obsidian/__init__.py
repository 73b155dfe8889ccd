"""Obsidian: a vault of linked notes."""

from __future__ import annotations

TITLE = "Obsidian"
MARKERS: tuple[tuple[str, ...], ...] = ((".obsidian",),)
SKIPPED: tuple[str, ...] = (".trash",)
MEDIA_FOLDERS: tuple[str, ...] = ()
MEDIA_SETTING = ""
BASE_SETTING = ""
MACRO_PLACES: tuple[str, ...] = ("preamble.sty",)  # of the plugin Extended MathJax
MIN_NEIGHBOUR_SHARE = 0.3
HINT = "[["
MAKES_SITES = False
NEEDS_OWN_SITE = False
SIGNS = ("%%", "==⚠", "![[", " ^", "\n^", "^[", "```dataview", "```tasks")
MAX_HEAD = 2_000  # characters at the head of a note, in which metadata can have links
NAMES = (".excalidraw.", "template", "템플릿")  # in a path


def has_sign(path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return any(sign in text for sign in SIGNS) or any(name in path.lower() for name in NAMES) or "[[" in text[:MAX_HEAD]
