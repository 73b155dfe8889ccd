"""Sections that are titled as a list of references and are none: they explain something, or how to cite."""

from __future__ import annotations

import re

from notedeck.korean.sentences import is_statement
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.links import own_text
from notedeck.sections.units import Unit
from notedeck.util.patterns import compile_lazily

MAX_TEXT_CHARACTERS = 3_000
SHOWING = frozenset({"img", "table", "pre"})
SOURCE = compile_lazily(
    r"https?://|www\.|강의|강좌|강사|도서|블로그|유튜브|논문|저자|지음|출판|교재|출처|구글|위키|검색"
    r"|\b(?:blog|book|lecture|course|youtube|wiki\w*|isbn|pp?\.\s?\d|et al)\b|教材|书籍|课程|博客|論文|书本",
    re.I,
)
REFERENCES = r"참고\s?문헌|참[조고]|출처|인용|参考文献|參考文獻|引用文献|references?\b|bibliograph|citations?\b"
REFERENCES_TITLE = compile_lazily(REFERENCES, re.I)
ABOUT_REFERENCES = compile_lazily(
    r"(?:참고\s?문헌|출처|인용\s?(?:문헌|표시)?)(?:은|는|을|를|의|에는?|도)\s[^.\n]{0,80}"
    r"(?:쓴다|적는다|적어야|써야|쓰고|밝혀야|밝힌다|늘어놓|정렬|표기|기재|배열|작성한다|작성해야|만들)"
    r"|(?:写|加|引用|列|附).{0,12}(?:参考文献|參考文獻)|(?:参考文献|參考文獻).{0,20}(?:应|要|必须|需|格式|加分|排列|書式|順)"
    r"|参考文献は.{2,60}(?:書く|書きます|並べ|記載|する)"
    r"|\b(?:references?|citations?|bibliograph(?:y|ies))\s(?:should|must|are\s(?:written|listed|sorted|ordered|formatted)|need|follow)\b",
    re.I,
)


def explains_something(unit: Unit) -> bool:
    """Return whether the text below a title such as `참고` or `참고문헌` has no link and is no list of sources.

    It then says how references are written, or has a statement beside a picture, a table, code or a list in a list.
    """
    if not REFERENCES_TITLE.search(unit.title) or any("a" in block.inner_names for block in unit.blocks):
        return False
    text = " ".join(block.text for block in unit.blocks)
    if len(text) > MAX_TEXT_CHARACTERS:
        return False
    if ABOUT_REFERENCES.search(text):
        return True
    is_text = any(map(has_more_than_sources, unit.blocks)) and any(map(is_statement, list_lines(unit)))
    return is_text and not SOURCE.search(text)


def has_more_than_sources(block: Block) -> bool:
    """Return whether a block has what no list of sources has: a picture, a table, code, or a list in a list."""
    is_nested = block.name in LISTS and not block.inner_names.isdisjoint(LISTS)
    return is_nested or block.name in SHOWING or not block.inner_names.isdisjoint(SHOWING)


def list_lines(unit: Unit) -> list[str]:
    """Return the lines of the paragraphs and list items of a unit."""
    items = (own_text(item) for block in unit.blocks if block.name in LISTS for item in block.element.iter("li"))
    lines = (line for block in unit.blocks if block.name == "p" for line in block.text_lines)
    return [line.strip() for line in (*items, *lines)]
