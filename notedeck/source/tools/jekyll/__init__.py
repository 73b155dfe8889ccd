"""Jekyll: pages with Liquid and kramdown's attributes, and files from the site's root.

https://jekyllrb.com/docs/liquid/
"""

from __future__ import annotations

TITLE = "Jekyll"
MARKERS: tuple[tuple[str, ...], ...] = (("_config.yml",), ("_config.yaml",))
SKIPPED: tuple[str, ...] = ("_site", "_includes", "_layouts")
MEDIA_FOLDERS: tuple[str, ...] = ("assets", "assets/images", "assets/img", "images", "img")  # plugins look there
MEDIA_SETTING = ""
BASE_SETTING = r"^baseurl[ \t]*:[ \t]*[\"']?(?P<base>/?[^\"'#\s]{1,200})"
MACRO_PLACES: tuple[str, ...] = ("_includes", "_layouts", "js", "_config.yml")  # the last of Jupyter Book
MIN_NEIGHBOUR_SHARE = 0.0
HINT = ""
MAKES_SITES = True
NEEDS_OWN_SITE = True


def has_sign(_path: str, text: str) -> bool:
    """Return whether a note may have syntax that only this tool reads."""
    return "{%" in text or "{:" in text or "{{" in text
