"""Quotes of one short line, `> Standards`, as titles of the texts below them, where a section has several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block
from notedeck.sections.leads.groups import list_sections
from notedeck.sections.leads.levels import Lead
from notedeck.sections.titles import (
    LEAD_LEVEL,
    is_marked,
    is_marked_lead,
    is_part_of_answer,
    is_short_name,
    make_title,
)
from notedeck.util.tree import list_nodes

UNNAMED_BLOCKS = frozenset({*HEADINGS, "hr", "details", "blockquote"})
MIN_LINES = 3
MIN_MARKED_LINES = 2
MAX_CHARACTERS = 40  # of a line without a number or bold text; longer ones are definitions
MIN_SHARE = 0.75  # of the quotes of a section
QUOTES = "quotes"  # form of these titles, see `levels`


def add_quote_lines(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the quotes of one short line, if a section has several and hardly any other quote.

    Below a question they divide its answer, and one that comes again is a label.
    """
    for section in list_sections(blocks):
        quotes = [number for number in section if blocks[number].name == "blockquote"]
        if len(quotes) < MIN_MARKED_LINES or (section[0] and is_question_line(blocks[section[0] - 1].text)):
            continue
        lines = {number: line for number in quotes if (line := find_line(blocks, number)) is not None}
        texts = Counter(line.text for line in lines.values())
        lines = {number: line for number, line in lines.items() if texts[line.text] == 1}
        min_lines = MIN_MARKED_LINES if all(map(is_marked, lines.values())) else MIN_LINES
        if len(lines) >= max(min_lines, MIN_SHARE * len(quotes)):
            for number, line in lines.items():
                leads[number] = Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, line), is_plain=False, form=QUOTES)


def find_line(blocks: Sequence[Block], number: int) -> Block | None:
    """Return the only line of a quote if it names something, with a text below the quote; None for other quotes."""
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if following is None or following.name in UNNAMED_BLOCKS:
        return None
    nodes = [node for node in list_nodes(blocks[number].element) if not isinstance(node, str) or node.strip()]
    node = nodes[0] if len(nodes) == 1 else ""
    line = Block(node) if not isinstance(node, str) else None
    if line is not None and line.name in LISTS and len(line.element) == 1:
        line = Block(line.element[0])
    if line is None or line.name not in ("p", "li") or "a" in line.inner_names or is_part_of_answer(line):
        return None
    is_name = is_marked_lead(line) or is_short_name(line, MAX_CHARACTERS, marked=False)
    return line if is_name and not has_question_label(line.text) else None
