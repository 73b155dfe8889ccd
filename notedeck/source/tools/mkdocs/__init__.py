"""MkDocs and its theme Material: pages with admonitions, tabs and attributes."""

from __future__ import annotations

TITLE = "MkDocs"
MARKERS: tuple[tuple[str, ...], ...] = (("mkdocs.yml",), ("mkdocs.yaml",))
SKIPPED: tuple[str, ...] = ("site", "includes", "overrides")
MEDIA_FOLDERS: tuple[str, ...] = ("docs",)
MEDIA_SETTING = r"^docs_dir:[ \t]*[\"']?(?P<folder>[^\"'#\s][^\"'#\n]{0,200})"
BASE_SETTING = r"^site_url:[ \t]*[\"']?https?://[^/\s\"']{1,200}(?P<base>/[^\"'#\s]{1,200})"
MACRO_PLACES: tuple[str, ...] = ("mkdocs.yml", "overrides", "javascripts", "js", "assets/javascripts")
MIN_NEIGHBOUR_SHARE = 0.0
HINT = ""
MAKES_SITES = True
NEEDS_OWN_SITE = False


def has_sign(_path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return "!!! " in text or "???" in text or "\n///" in text or '=== "' in text or ("){" in text and "![" in text)
