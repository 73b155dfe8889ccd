"""Korean text in drawings: placeholders while a renderer measures it, and fonts that have its letters.

Renderers measure boxes with fonts of their own. One that has no Korean letters measures them as blanks, and cuts the
text or lets it run out of its box. So a placeholder stands for each wide letter while the renderer works: a letter and
a digit together are about as wide as a Korean letter in any font.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

from notedeck.korean.letters import compile_wide_letter

PAIRS = tuple("".join(pair) for pair in product("qxkvyupbdghno", "0123456789"))

FONTS = b"Pretendard,Apple SD Gothic Neo,Noto Sans KR,Noto Sans CJK KR,Malgun Gothic,sans-serif"
FONT_ATTRIBUTE = re.compile(rb"""font-family=(?:"[^"]*"|'[^']*')""")
FONT_PROPERTY = re.compile(rb"""(font-family\s*:\s*|--_fm\s*:\s*)[^;}"<]*""")
FIXED_WIDTH = re.compile(rb"mono|courier|consol", re.IGNORECASE)


def choose_placeholders(text: str) -> Mapping[str, str]:
    """Return a placeholder for each wide letter of a text, as long as there are any that the text does not contain."""
    free = [pair for pair in PAIRS if pair not in text]
    return dict(zip(dict.fromkeys(compile_wide_letter().findall(text)), free, strict=False))


def insert_placeholders(text: str, placeholders: Mapping[str, str]) -> str:
    """Replace the wide letters by their placeholders."""
    return compile_wide_letter().sub(lambda match: placeholders.get(match[0], match[0]), text)


def remove_placeholders(text: str, placeholders: Mapping[str, str]) -> str:
    """Replace the placeholders by their letters.

    Placeholders start with a letter and end with a digit, so none can overlap another.
    """
    letters = {placeholder: letter for letter, placeholder in placeholders.items()}
    return re.sub("|".join(letters), lambda match: letters[match[0]], text) if letters else text


def use_korean_fonts(svg: bytes) -> bytes:
    """Replace the fonts of a drawing, except fixed-width ones.

    Anki shows a drawing as an image, and an image cannot use the fonts of the card around it.
    """
    svg = FONT_ATTRIBUTE.sub(
        lambda match: match[0] if FIXED_WIDTH.search(match[0]) else b'font-family="' + FONTS + b'"', svg
    )
    return FONT_PROPERTY.sub(lambda match: match[0] if FIXED_WIDTH.search(match[0]) else match[1] + FONTS, svg)
