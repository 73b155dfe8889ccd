"""Sections that are about references, how to write them, rather than a list of them."""

from __future__ import annotations

import re

from notedeck.sections.units import Unit
from notedeck.util.patterns import compile_lazily

MAX_TEXT_CHARACTERS = 3_000
REFERENCES = r"참고\s?문헌|출처|인용|参考文献|參考文獻|引用文献|references?\b|bibliograph|citations?\b"
REFERENCES_TITLE = compile_lazily(REFERENCES, re.I)
ABOUT_REFERENCES = compile_lazily(
    r"(?:참고\s?문헌|출처|인용\s?(?:문헌|표시)?)(?:은|는|을|를|의|에는?|도)\s[^.\n]{0,80}"
    r"(?:쓴다|적는다|적어야|써야|쓰고|밝혀야|밝힌다|늘어놓|정렬|표기|기재|배열|작성한다|작성해야|만들)"
    r"|(?:写|加|引用|列|附).{0,12}(?:参考文献|參考文獻)|(?:参考文献|參考文獻).{0,20}(?:应|要|必须|需|格式|加分|排列|書式|順)"
    r"|参考文献は.{2,60}(?:書く|書きます|並べ|記載|する)"
    r"|\b(?:references?|citations?|bibliograph(?:y|ies))\s(?:should|must|are\s(?:written|listed|sorted|ordered|formatted)|need|follow)\b",
    re.I,
)


def explains_references(unit: Unit) -> bool:
    """Return whether the text below a title such as `참고문헌` says how references are written, and has no link."""
    if not REFERENCES_TITLE.search(unit.title) or any("a" in block.inner_names for block in unit.blocks):
        return False
    text = " ".join(block.text for block in unit.blocks)
    return len(text) <= MAX_TEXT_CHARACTERS and ABOUT_REFERENCES.search(text) is not None
