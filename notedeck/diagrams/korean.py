"""Fonts with Korean letters in a drawing: a picture in a card cannot use the card's own (facts, "Diagrams")."""

from __future__ import annotations

import re

STACK = b"Pretendard,Apple SD Gothic Neo,Noto Sans KR,Noto Sans CJK KR,Malgun Gothic,sans-serif"
ATTRIBUTE = re.compile(rb"""font-family=(?:"[^"]*"|'[^']*')""")
PROPERTY = re.compile(rb"""(font-family\s*:\s*|--_fm\s*:\s*)[^;}"<]*""")
FIXED = re.compile(rb"mono|courier|consol", re.IGNORECASE)


def with_korean_fonts(svg: bytes) -> bytes:
    """The drawing with our stack of fonts in the place of any but a fixed-width one."""
    svg = ATTRIBUTE.sub(lambda found: found[0] if FIXED.search(found[0]) else b'font-family="' + STACK + b'"', svg)
    return PROPERTY.sub(lambda found: found[0] if FIXED.search(found[0]) else found[1] + STACK, svg)
