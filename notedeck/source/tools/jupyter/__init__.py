"""Jupyter: notebooks, which `notebook/` has made Markdown of; what is left is the Markdown of their cells."""

from __future__ import annotations

from notedeck.source.names import is_notebook

TITLE = "Jupyter"
MARKERS: tuple[tuple[str, ...], ...] = ()
SKIPPED: tuple[str, ...] = ()
MEDIA_FOLDERS: tuple[str, ...] = ()
MEDIA_SETTING = ""
BASE_SETTING = ""
MACRO_PLACES: tuple[str, ...] = ("_config.yml",)  # of Jupyter Book
MIN_NEIGHBOUR_SHARE = 0.0
HINT = ""
MAKES_SITES = False
NEEDS_OWN_SITE = False


def has_sign(path: str, _text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return is_notebook(path)
