"""Units whose text says nothing: a mark such as `TODO`, only arrows, a pointer such as `위와 동일`, an empty form."""

from __future__ import annotations

import re

from notedeck.korean.answers import ANSWER_TITLE
from notedeck.korean.exam_titles import QUESTION_TITLE
from notedeck.korean.labels import UNWRITTEN_TEXT
from notedeck.korean.pointers import answers_nothing
from notedeck.sections.blocks import VISIBLE_ELEMENTS
from notedeck.sections.units import Unit

MAX_MARK_CHARACTERS = 60  # of a mark such as `TODO`
COUNTED_OR_ASKED = re.compile(r"[\d?？]")  # `문제 3` above `A`: the choice A


def is_unwritten(unit: Unit) -> bool:
    """Return whether the only text below a title is a mark such as `TODO`, or says nothing itself."""
    if len(unit.blocks[0].text) > MAX_MARK_CHARACTERS:
        return False
    blocks = [block for block in unit.blocks if block.has_content and block.name != "hr"]
    if any(not block.text or not VISIBLE_ELEMENTS.isdisjoint(block.inner_names) for block in blocks):
        return False
    text = " ".join(block.text for block in (*unit.asked, *blocks))
    if len(text) <= MAX_MARK_CHARACTERS and UNWRITTEN_TEXT.fullmatch(text) is not None:
        return True
    if any(block.name == "pre" or "code" in block.inner_names for block in blocks):
        return False
    return answers_nothing(" ".join(block.text for block in blocks), unit.title)


def is_empty_form(unit: Unit) -> bool:
    """Return whether a unit is only a form that nobody has filled in: the title `Q` above `A`."""
    if unit.asked or len(unit.blocks) != 1 or COUNTED_OR_ASKED.search(unit.title):
        return False
    return QUESTION_TITLE.match(unit.title) is not None and ANSWER_TITLE.match(unit.blocks[0].text) is not None
