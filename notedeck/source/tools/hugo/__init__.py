"""Hugo: pages with shortcodes, and files in `static` and `assets`.

https://gohugo.io/content-management/shortcodes/
"""

from __future__ import annotations

TITLE = "Hugo"
MARKERS: tuple[tuple[str, ...], ...] = (
    ("hugo.toml",),
    ("hugo.yaml",),
    ("hugo.yml",),
    ("hugo.json",),
    ("config.toml", "content"),
    ("config.yaml", "content"),
    ("config.yml", "content"),
    ("config/_default", "content"),
)
SKIPPED: tuple[str, ...] = ("public", "resources", "archetypes", "themes")
MEDIA_FOLDERS: tuple[str, ...] = ("static", "assets")
MEDIA_SETTING = r"^staticDir[ \t]*[=:][ \t]*[\"']?(?P<folder>[^\"'#\s\[][^\"'#\n]{0,200})"
BASE_SETTING = r"^base(?:URL|Url|url)[ \t]*[=:][ \t]*[\"']?(?:https?:)?//[^/\s\"']{1,200}(?P<base>/[^\"'#\s]{1,200})"
MACRO_PLACES: tuple[str, ...] = ("layouts", "js")
MIN_NEIGHBOUR_SHARE = 0.0
HINT = ""
MAKES_SITES = True
NEEDS_OWN_SITE = True


def has_sign(_path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return "{{<" in text or "{{%" in text
