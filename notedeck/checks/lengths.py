"""Backs that are too long to learn, and backs that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from bs4 import Tag

from notedeck.anki.text import VISIBLE_TAG
from notedeck.checks._context import CheckContext, count_letters, prose_of, text_of
from notedeck.korean.labels import UNWRITTEN_TEXT
from notedeck.korean.sentences import asks_for_word
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode
from notedeck.util.soup import LINE_SELECTOR, line_of, parse_html

CODES = (ProblemCode.BACK_LONG, ProblemCode.BACK_EMPTY, ProblemCode.BACK_ONE_WORD)
# Outside of code. Of 1,193 cards of real notes, 2 in 100 have more; to read that takes more than a minute.
MAX_BACK_LETTERS = 550
LATIN = re.compile(r"[A-Za-z]")  # two of them say about as much as one Korean letter
MAX_OPENING_CHARACTERS = 40  # characters of the place to split at
LINE_ENDERS = ("br", "p", "li", "ul", "ol", "pre", "table", "tr", "blockquote", "div")
BELONGS_TO_TEXT_ABOVE = ("pre", "table", "img")


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Yield at most one finding for a card."""
    for card in context.deck.cards:
        text = prose_of(card.back)
        count = count_letters(text)
        if count - len(LATIN.findall(text)) / 2 > MAX_BACK_LETTERS:
            message = f'the back of "{card.key.title}" has {count:,} letters'
            yield Problem(ProblemCode.BACK_LONG, card.place, message, suggest_split(card))
        elif not VISIBLE_TAG.search(card.back) and (problem := find_empty_back(card)):
            yield problem


def find_empty_back(card: Card) -> Problem | None:
    """Return the problem of a back that says nothing yet, or one word that the title does not ask for."""
    text = text_of(card.back)
    if not text or UNWRITTEN_TEXT.fullmatch(text):
        hint = "Write the answer, or add the title to skip_headings."
        return Problem(ProblemCode.BACK_EMPTY, card.place, f'the back of "{card.key.title}" says only "{text}"', hint)
    if "missing-image" in card.back:  # reported as a missing picture
        return None
    alone = len(text.split()) == 1 and card.key.style == "basic" and not card.asks_both_ways and "<a " not in card.back
    if not alone or asks_for_word(card.key.title) or "<code" in card.back or "math" in card.back:
        return None
    hint = "Write more, or ask a question that one word answers."
    return Problem(
        ProblemCode.BACK_ONE_WORD, card.place, f'the back of "{card.key.title}" is the one word "{text}"', hint
    )


def suggest_split(card: Card) -> str:
    """Return the hint where a heading would halve the back: above a bold line or list, else above any block."""
    blocks = [block for block in parse_html(card.back).select(LINE_SELECTOR) if is_top(block)]
    sizes = [count_letters(prose_of(str(block))) for block in blocks]
    places = [at for at in range(1, len(blocks)) if can_follow_heading(blocks[at]) and not is_heading(blocks[at - 1])]
    if not places:
        return "Shorten it, or put a part of it below a heading of its own."
    half = sum(sizes) / 2
    sizes_above = (0, *accumulate(sizes))
    best = min(places, key=lambda at: abs(sizes_above[at] - half) - (half / 5 if starts_thought(blocks[at]) else 0))
    line = line_of(blocks[best])
    opening = opening_of(blocks[best])[:MAX_OPENING_CHARACTERS]
    return f'Split it, for example with a heading above line {line} ("{opening}").'


def is_top(block: Tag) -> bool:
    """Return whether an element is a block of the back itself, or an item of a list that is all of it."""
    parent = block.parent
    while parent is not None and parent.name in ("div",):
        parent = parent.parent
    if parent is None or parent.name == "body":
        return block.name not in ("ul", "ol") or has_several_elements(block.parent)
    body = parent.parent
    if parent.name not in ("ul", "ol") or body is None or body.name != "body":
        return False
    return not has_several_elements(body)


def has_several_elements(parent: Tag | None) -> bool:
    """Return whether more than one element is directly below another."""
    return parent is not None and len(parent.find_all(True, recursive=False, limit=2)) > 1


def can_follow_heading(block: Tag) -> bool:
    """Return whether a heading can be above an element: it has words, and does not belong to the text before."""
    return block.name not in BELONGS_TO_TEXT_ABOVE and re.search(r"\w", opening_of(block)) is not None


def opening_of(block: Tag) -> str:
    """Return the first line of an element, without the blocks inside."""
    pieces: list[str] = []
    for node in block.descendants:
        if isinstance(node, Tag) and node.name in LINE_ENDERS and "".join(pieces).strip():
            break
        pieces += [] if isinstance(node, Tag) else [str(node)]
    return " ".join("".join(pieces).split())


def is_heading(block: Tag) -> bool:
    """Return whether an element is a heading."""
    return re.fullmatch(r"h[1-6]", block.name) is not None


def starts_thought(block: Tag) -> bool:
    """Return whether an element begins with bold text, or is an inner heading."""
    text, bold = text_of(str(block)), block.find(["strong", "b"])
    return is_heading(block) or (isinstance(bold, Tag) and text.startswith(text_of(str(bold))))
