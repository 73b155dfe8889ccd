"""CSS inside drawings, without what it would load from outside the file.

The rules apply to `<style>` elements, `style` attributes, and presentation attributes such as `fill`.
"""

from __future__ import annotations

import re

IMPORT = re.compile(r"@import\b[^;}]*;?", re.I)
URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)]*))\s*\)?""", re.I)
INTERNAL = re.compile(r"\s*(?:#|data:(?:image/(?:png|jpeg|gif|webp)|font/|application/(?:x-)?font-)[^,]*,)", re.I)
EXECUTABLE = re.compile(r"expression\s*\(|javascript:|image-set\s*\(|-moz-binding|behavior\s*:", re.I)
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.S)
ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I | re.S)


def is_internal(address: str) -> bool:
    """Return whether an address leads to another part of the file, or to a picture or font inside it."""
    return bool(INTERNAL.match(address))


def clean_css(css: str) -> str:
    """Return the CSS without imports and addresses outside the file; "" if it would run something."""
    plain = ESCAPE.sub(decode_escape, COMMENT.sub("", css))
    if EXECUTABLE.search(plain):
        return ""
    clean = URL.sub(lambda match: match[0] if is_internal(next(filter(None, match.groups()), "")) else "none", plain)
    clean = IMPORT.sub("", clean)
    return css if clean == plain else clean


def decode_escape(match: re.Match[str]) -> str:
    """Return the letter that an escape stands for (CSS Syntax 3, 4.3.7); one that would end a string stays escaped."""
    letter = chr(int(match[1], 16)) if match[1] and int(match[1], 16) <= 0x10FFFF else match[2] or ""
    return letter if letter.isalnum() or letter in "@(:/-" else match[0]
