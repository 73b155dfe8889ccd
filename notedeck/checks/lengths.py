"""Backs that are too long to learn, and backs that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import Tag

from notedeck.anki.text import VISIBLE_TAG
from notedeck.checks._given import Given, letters, prose, words
from notedeck.korean.labels import UNWRITTEN_TEXT
from notedeck.korean.sentences import asks_for_word
from notedeck.model import Card, Place
from notedeck.problems import Problem, ProblemCode
from notedeck.util.html import LINE_SELECTOR, line_of, parse_html

CODES = (ProblemCode.BACK_LONG, ProblemCode.BACK_EMPTY, ProblemCode.BACK_ONE_WORD)
# Of 1,193 cards of real notes 2 in 100 have more outside of code; to read so much takes more than a minute.
LONG = 550
LATIN = re.compile(r"[A-Za-z]")  # two of them say about as much as one Korean letter
SHOWN = 40  # characters of the place to split at
LINES = ("br", "p", "li", "ul", "ol", "pre", "table", "tr", "blockquote", "div")  # end a line
SHOWN_WITH = ("pre", "table", "img")  # belong to the text above them


def find(given: Given) -> Iterable[Problem]:
    """One finding a card at most."""
    for card in given.deck.cards:
        text = prose(card.back)
        count = letters(text)
        if count - len(LATIN.findall(text)) / 2 > LONG:
            yield Problem(
                ProblemCode.BACK_LONG, card.place, f'the back of "{card.key.title}" has {count:,} letters', split(card)
            )
        elif not VISIBLE_TAG.search(card.back) and (problem := thin(card)):
            yield problem


def thin(card: Card) -> Problem | None:
    """A back that says nothing yet, or one word where nobody asked for one."""
    text = words(card.back)
    if not text or UNWRITTEN_TEXT.fullmatch(text):
        hint = "Write the answer, or add the title to skip_headings."
        return Problem(ProblemCode.BACK_EMPTY, card.place, f'the back of "{card.key.title}" says only "{text}"', hint)
    if "missing-image" in card.back:  # told as a picture that is missing
        return None
    alone = len(text.split()) == 1 and card.key.style == "basic" and not card.reversed and "<a " not in card.back
    if not alone or asks_for_word(card.key.title) or "<code" in card.back or "math" in card.back:
        return None
    hint = "Say more, or ask so that one word is the answer."
    return Problem(
        ProblemCode.BACK_ONE_WORD, card.place, f'the back of "{card.key.title}" is the one word "{text}"', hint
    )


def split(card: Card) -> str:
    """Where a heading would part the back most evenly: above a bold line or list, else above any block."""
    blocks = [block for block in parse_html(card.back).select(LINE_SELECTOR) if is_top(block)]
    sizes = [letters(prose(str(block))) for block in blocks]
    places = [at for at in range(1, len(blocks)) if is_place(blocks[at]) and not is_heading(blocks[at - 1])]
    if not places:
        return "Say less, or put part of it below a heading of its own."
    half = sum(sizes) / 2
    best = min(places, key=lambda at: abs(sum(sizes[:at]) - half) - (half / 5 if is_start(blocks[at]) else 0))
    place = Place(card.place.path, line_of(blocks[best]))
    return f'Split it, for example with a heading above line {place.line} ("{opening(blocks[best])[:SHOWN]}").'


def is_top(block: Tag) -> bool:
    """Whether an element is a block of the back itself, or an item of a list that is all of it."""
    parent = block.parent
    while parent is not None and parent.name in ("div",):
        parent = parent.parent
    if parent is None or parent.name == "body":
        return block.name not in ("ul", "ol") or len([one for one in block.parent or [] if isinstance(one, Tag)]) > 1
    only = parent.name in ("ul", "ol") and parent.parent is not None and parent.parent.name == "body"
    return only and len(parent.parent.find_all(True, recursive=False)) == 1 if parent.parent is not None else False


def is_place(block: Tag) -> bool:
    """Whether a heading could stand above an element: one with words that do not belong to the text before."""
    return block.name not in SHOWN_WITH and re.search(r"\w", opening(block)) is not None


def opening(block: Tag) -> str:
    """The first line of an element, without the blocks within it."""
    pieces: list[str] = []
    for node in block.descendants:
        if isinstance(node, Tag) and node.name in LINES and "".join(pieces).strip():
            break
        pieces += [] if isinstance(node, Tag) else [str(node)]
    return " ".join("".join(pieces).split())


def is_heading(block: Tag) -> bool:
    return re.fullmatch(r"h[1-6]", block.name) is not None


def is_start(block: Tag) -> bool:
    """Whether a new thought begins here: a line in bold, or an inner heading."""
    text, bold = words(str(block)), block.find(["strong", "b"])
    return is_heading(block) or (isinstance(bold, Tag) and text.startswith(words(str(bold))))
