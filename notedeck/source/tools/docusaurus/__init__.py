"""Docusaurus, and VitePress, which is alike: pages with boxes, tabs and components."""

from __future__ import annotations

from notedeck.source.names import is_mdx

TITLE = "Docusaurus"
MARKERS: tuple[tuple[str, ...], ...] = (
    ("docusaurus.config.js",),
    ("docusaurus.config.ts",),
    ("docusaurus.config.mjs",),
    (".vitepress",),
    (".vuepress",),
)
SKIPPED: tuple[str, ...] = ("build",)
MEDIA_FOLDERS: tuple[str, ...] = ("static", "public")
MEDIA_SETTING = ""
BASE_SETTING = r"\bbaseUrl:[ \t]*[\"'`](?P<base>/[^\"'`\n]{1,200})"
MACRO_PLACES: tuple[str, ...] = ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs")
MIN_NEIGHBOUR_SHARE = 0.0
HINT = ""
MAKES_SITES = True
NEEDS_OWN_SITE = False


def has_sign(path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return is_mdx(path) or any(sign in text for sign in (":::", "import ", "={"))
