"""A card both ways for each term that a note gives in two languages, with its sentence; each once in the deck."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from bs4 import Tag

from notedeck.cards.styles import basic
from notedeck.cards.term_pairs import Pair, pairs
from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section
from notedeck.util.html import line_of, parse_html, visible_text

NAME = "terms"
ASKS = "pairs of languages such as 가용성(Availability)"
USES_SECTION_TITLE = False
SENTENCES = ("p", "li", "td", "th", "dd", "dt", "blockquote", "summary", "h1", "h2", "h3", "h4", "h5", "h6")
INNER = ("ul", "ol", "pre", "table", "blockquote", "p")
END = re.compile(r"(?<=[.?!。])\s+")
LONGEST = 240  # letters of context; of a longer paragraph the one sentence


def cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """The basic card, then one card a pair such as `가용성(Availability)` in the title or below it."""
    found: dict[str, CardDraft] = {}
    for text, line in texts(section.front, section.body):
        for pair in pairs(text):
            found.setdefault(pair.name, face(pair, text, line))
    return (*basic.cards(section, settings), *found.values())


def texts(front: str, back: str) -> Iterator[tuple[str, int]]:
    """The title, and each block of a back, as texts in which a pair may stand, with their lines."""
    yield visible_text(parse_html(front)), 0
    yield from sentences(parse_html(back))


def sentences(body: Tag) -> Iterator[tuple[str, int]]:
    """The text of each block without the blocks in it, code left out, and its line."""
    for block in body.find_all(SENTENCES):
        if block.find_parent("pre") is None:
            copy = parse_html(str(block))
            own = copy.find(block.name)
            for one in own.find_all(INNER) if isinstance(own, Tag) else ():
                one.extract()
            yield visible_text(copy), line_of(block)


def face(pair: Pair, text: str, line: int) -> CardDraft:
    """Korean in front, English behind with the sentence, and the English as the question of a second card."""
    english = f'<p class="term" lang="en">{html.escape(pair.english, quote=False)}</p>'
    about = context(pair, text)
    back = english + (f'<p class="context">{html.escape(about, quote=False)}</p>' if about else "")
    question = f'<span lang="en">{html.escape(pair.english, quote=False)}</span>'
    return CardDraft(pair.korean, back, NAME, pair.name, line, question, unique_in_deck=True, translate=False)


def context(pair: Pair, text: str) -> str:
    """The sentence with the pair; "" if it says no more than the pair."""
    rest = re.sub(r"[\W_]", "", text)
    if len(rest) <= len(re.sub(r"[\W_]", "", pair.korean + pair.english)):
        return ""
    if len(text) <= LONGEST:
        return text
    return next((one for one in END.split(text) if pair.english in one and pair.korean in one), text)[:LONGEST]
