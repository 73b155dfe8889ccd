"""Numbered lists of questions and topics, each with its answer below it: where several items ask, all are titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from notedeck.config.settings import SplittingSettings
from notedeck.korean.questions import is_question_line
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.boxes import Container
from notedeck.sections.containers import Head, find_head, has_more, read_item
from notedeck.sections.leads.numbered_lines import read_start_number
from notedeck.util.tree import Element

MIN_ITEMS = 3
MIN_ASKING = 2
MIN_ASKING_SHARE = 0.2
MIN_ANSWERED_SHARE = 0.9
MAX_TITLE_CHARACTERS = 120
ANSWERS = frozenset({"p", "blockquote", "pre", "table"})  # a list alone can be the choices of a question
ANSWERS_OUTSIDE = ANSWERS | {"ul"}  # not indented, so that they end the list
QUESTION_MARK = re.compile(r"[?？]|(?:시오|세요|か。)", re.M)


def find_question_lists(blocks: Sequence[Block]) -> frozenset[Block]:
    """Return the numbered lists of which all items are titles; one that goes on with the numbers of another counts."""
    followed = {block for block, following in pairwise(blocks) if following.name in ANSWERS_OUTSIDE}
    return frozenset(block for run in find_runs(blocks) if are_questions(run, followed) for block in run)


def find_runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the numbered lists between headings, those together that count on."""
    run: list[Block] = []
    following = 1
    for block in blocks:
        if block.name in HEADINGS:
            following = 0
        if block.name != "ol":
            continue
        start_number = read_start_number(block)
        if run and start_number != following:
            yield run
            run = []
        run.append(block)
        following = start_number + len(block.element)
    if run:
        yield run


def are_questions(lists: Sequence[Block], followed: Set[Block]) -> bool:
    """Return whether several items of lists ask, nearly all have an answer, and all begin with a short line.

    `followed` are the lists right above a text, which can answer the last item.
    """
    marks = sum(len(QUESTION_MARK.findall(block.text)) for block in lists)
    items = [item for block in lists for item in block.element.iterchildren("li")] if marks >= MIN_ASKING else []
    if len(items) < MIN_ITEMS:
        return False
    heads = [find_head(item) for item in items]
    if any(head.name in HEADINGS or not 0 < len(head.text) <= MAX_TITLE_CHARACTERS for head in heads):
        return False
    answered = sum(map(has_more, items, heads)) + count_answered_below(block for block in lists if block in followed)
    asking = [has_text_below(*pair) for pair in zip(items, heads, strict=True) if is_question_line(pair[1].text)]
    is_asked = True in asking and len(asking) >= max(MIN_ASKING, MIN_ASKING_SHARE * len(items))
    return is_asked and answered >= MIN_ANSWERED_SHARE * len(items)


def count_answered_below(lists: Iterable[Block]) -> int:
    """Return how many of these lists end with an item that has nothing below it in the list."""
    ends = (block.element[-1] for block in lists if len(block.element))
    return sum(1 for item in ends if not has_more(item, find_head(item)))


def has_text_below(item: Element, head: Head) -> bool:
    """Return whether an item has more than a list below its first line."""
    blocks = [element for element in item if element.tag in ANSWERS]
    return head.has_more_lines or len(blocks) > (head.name in ANSWERS)


def open_question_list(block: Block, settings: SplittingSettings) -> Container:
    """Return the items of a list as questions with their answers."""
    items = block.element.findall("li")
    return Container([read_item(item, find_head(item), settings, TitleKind.QUESTION) for item in items])
