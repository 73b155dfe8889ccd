"""Texts that only introduce the titles below them, `There are three kinds:`: the card lists these titles.

What the text introduces is on cards of its own, so that without the list nobody could answer the card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.korean.counts import find_announced_count
from notedeck.korean.labels import drop_aside, ends_as_introduction, fold_title
from notedeck.model import TitleKind
from notedeck.sections.blocks import Block
from notedeck.sections.units import Unit
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import list_nodes, make_element, parse_tree

MIN_TITLES = 2
REPEATED = "titles"  # class of the list
COLON_AT_END = re.compile(r"\s{0,9}[:：](?=(?:</\w{1,20}>){0,9}$)")


def list_introduced_titles(units: Sequence[Unit], card_units: Sequence[Unit]) -> set[int]:
    """Add to each unit with a card that only introduces what is below it the titles there, also those without text.

    Return the lines of the titles that are on such a card.
    """
    introductions = {id(unit): unit for unit in card_units if is_introduction(unit)}
    if not introductions:
        return set()
    shown = {id(title) for unit in card_units for title in (unit, *unit.ancestors)}
    titles: dict[int, list[Unit]] = {}
    for unit in units:
        if id(unit.parent) in introductions and (id(unit) in shown or not unit.has_body):
            titles.setdefault(id(unit.parent), []).append(unit)
    return {line for key, below in titles.items() for line in add_titles(introductions[key], below)}


def is_introduction(unit: Unit) -> bool:
    """Return whether the last text of a unit announces what should follow it, or how many things."""
    text = find_last_text(unit)
    return ends_as_introduction(text) or find_announced_count(text) >= MIN_TITLES


def find_last_text(unit: Unit) -> str:
    """Return the text of the paragraph at the end of a unit; "" if the unit ends otherwise, or is an answer."""
    if unit.kind is TitleKind.PREAMBLE or unit.has_one_answer:
        return ""
    last = next((block for block in reversed(unit.blocks) if block.name != "hr" and block.has_content), None)
    return last.text if last is not None and last.name == "p" and "img" not in last.inner_names else ""


def add_titles(unit: Unit, below: Sequence[Unit]) -> list[int]:
    """Add a list of the titles below a unit that are like the first one; return their lines."""
    first = below[0]
    titles = [title for title in below if (title.kind, title.level) == (first.kind, first.level) and title.html]
    if len(titles) < MIN_TITLES or any(title.is_question for title in titles):
        return []
    if not are_announced(unit, titles):
        return []
    texts = (COLON_AT_END.sub("", title.html.strip()) for title in titles)
    items = [make_element("li", list_nodes(parse_tree(text)), {}) for text in texts]
    unit.blocks.append(Block(make_element("ul", items, {"class": REPEATED, LINE_ATTRIBUTE: str(first.line)})))
    return [title.line for title in titles]


def are_announced(unit: Unit, titles: Sequence[Unit]) -> bool:
    """Return whether a unit announces its titles: it ends so, or with their number, and does not name them itself."""
    text = find_last_text(unit)
    if ends_as_introduction(text):
        return True
    folded_text = fold_title("".join(block.text for block in unit.blocks))
    is_named = all(fold_title(drop_aside(title.title)) in folded_text for title in titles)
    return find_announced_count(text) == len(titles) and not is_named
