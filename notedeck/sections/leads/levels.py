"""Levels of lead lines: one right below another of a different form is inside that, and so are the others of its form.

`**(1) Parts**` right above `1️⃣ Classes`, for example, contains `2️⃣ Methods` as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from notedeck.korean.labels import BULLET, NUMBER
from notedeck.model import Value
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.titles import DELIMITER_ATTRIBUTE, LEAD_LEVEL, Title
from notedeck.util.patterns import compile_lazily

PLAIN = "plain"
SENTENCE_SIGNS = (".", "!", ",", ";", "。", "…")  # no title with a number ends in one of them
SYMBOLS = "symbols"  # titles with a symbol before them
DOTTED = compile_lazily(r"\d{1,2}(?:[.-]\d{1,2}){1,9}(?=\s)")  # `3.1 Name`
SYMBOL = re.compile(r"[^\w\s]|_|\d\ufe0f?\u20e3")
DIGITS = re.compile(r"\d{1,2}")
CIRCLED = re.compile(r"[①-⑳]")
LETTER = compile_lazily(r"[가-하]")
CHINESE = compile_lazily(r"[一二三四五六七八九十]+")


class Lead(Value, frozen=True):
    """A line that can be a title.

    `is_plain` is whether only its place says so, and `is_long` whether it is longer than most plain titles.
    `rest` is what stands after the title in the same paragraph. `is_group` is whether it has only titles below it;
    `form` is then its own form, if that is not to be seen from its text.
    `series` are the lines of all titles that are counted with it: it can follow one of them even if that is a question.
    """

    title: Title
    is_plain: bool
    is_long: bool = False
    rest: Block | None = None
    is_group: bool = False
    form: str = ""
    series: frozenset[int] = frozenset()


def nest_leads(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Set the levels of titles: one right below another of a different form is inside that, and so are its siblings."""
    levels: dict[str, int] = {}
    current = ""
    for number, block in enumerate(blocks):
        if block.name in HEADINGS:
            levels, current = {}, ""
        if (lead := leads[number]) is None:
            continue
        form = find_form(lead, block)
        before = leads[number - 1] if number else None
        is_inside = before is not None and before.rest is None and form != current
        above = levels.get(current, LEAD_LEVEL)
        if before is not None and before.is_group and form == current != SYMBOLS:
            leads[number] = lead.replace(title=lead.title.replace(level=above + 1))
            continue
        if is_inside and lead.is_plain and not has_plain_sibling(leads, blocks, number, levels):
            leads[number] = None
            continue
        if form not in levels or (is_inside and levels[form] <= above):
            levels[form] = above + 1 if is_inside else LEAD_LEVEL
        current = form
        leads[number] = lead.replace(title=lead.title.replace(level=levels[form]))


def has_plain_sibling(
    leads: Sequence[Lead | None], blocks: Sequence[Block], number: int, levels: Mapping[str, int]
) -> bool:
    """Return whether another plain title comes after one, before a title of another form and before any heading.

    One that starts with a symbol can have its siblings elsewhere in the section; `levels` are those of its forms.
    """
    if max(levels.values(), default=LEAD_LEVEL) > LEAD_LEVEL and SYMBOL.match(blocks[number].text):
        return True
    for other in range(number + 1, len(blocks)):
        lead = leads[other]
        if lead is not None or blocks[other].name in HEADINGS:
            return lead is not None and lead.is_plain
    return False


def find_form(lead: Lead, block: Block) -> str:
    """Return the form of a title: the sign or the kind of number before it, that it is marked, or that it is plain."""
    if lead.form or lead.is_plain:
        return lead.form or PLAIN
    if block.name == "ol":
        return "0" + block.element.get(DELIMITER_ATTRIBUTE, "")
    return find_sign(block.text) or "marked"


def find_sign(text: str) -> str:
    """Return the sign or number before a line, the same for all numbers of a kind; "" if there is none."""
    if match := DOTTED.match(text) or NUMBER.match(text):
        return CHINESE.sub("一", LETTER.sub("가", CIRCLED.sub("①", DIGITS.sub("0", match[0].strip()))))
    return text.strip()[0] if BULLET.match(text) else ""
