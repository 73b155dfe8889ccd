"""Style sheets inside drawings, without what they would load from elsewhere."""

from __future__ import annotations

import re

IMPORT = re.compile(r"@import\b[^;}]*;?", re.I)
URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)]*))\s*\)?""", re.I)
INSIDE = re.compile(r"\s*(?:#|data:(?:image/(?:png|jpeg|gif|webp)|font/|application/(?:x-)?font-)[^,]*,)", re.I)
RUNS = re.compile(r"expression\s*\(|javascript:|image-set\s*\(|-moz-binding|behavior\s*:", re.I)
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.S)
ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I | re.S)


def is_inside(address: str) -> bool:
    """Whether an address leads into the same file: to another part of it, or to a picture or font that it carries."""
    return bool(INSIDE.match(address))


def harmless(css: str) -> str:
    """The same style without imports and addresses outside of the file; empty if it would run something."""
    plain = ESCAPE.sub(unescaped, COMMENT.sub("", css))
    if RUNS.search(plain):
        return ""
    clean = URL.sub(lambda url: url[0] if is_inside(next(filter(None, url.groups()), "")) else "none", plain)
    clean = IMPORT.sub("", clean)
    return css if clean == ESCAPE.sub(unescaped, COMMENT.sub("", css)) else clean


def unescaped(match: re.Match[str]) -> str:
    """The letter that an escape stands for (CSS Syntax 3, 4.3.7); those that would end a string stay escaped."""
    letter = chr(int(match[1], 16)) if match[1] and int(match[1], 16) <= 0x10FFFF else match[2] or ""
    return letter if letter.isalnum() or letter in "@(:/-" else match[0]
