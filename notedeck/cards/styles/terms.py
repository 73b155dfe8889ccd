"""The terms style: two cards for each term that a note gives in two languages; a term is unique in the deck."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from bs4 import Tag

from notedeck.cards.styles import basic
from notedeck.cards.term_pairs import TermPair, find_pairs
from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Section
from notedeck.util.soup import line_of, parse_html, read_visible_text

NAME = "terms"
ASKS = Message("pairs of languages such as 가용성(Availability)")
USES_SECTION_TITLE = False
BRACKETS = ("(", "（")  # without one, there is no pair
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "blockquote", "summary", "h1", "h2", "h3", "h4", "h5", "h6")
INNER_BLOCKS = ("ul", "ol", "pre", "table", "blockquote", "p")
SENTENCE_BREAK = re.compile(r"(?<=[.?!。])\s+")
NO_LETTER = re.compile(r"[\W_]")
MAX_CONTEXT_CHARACTERS = 240  # of a longer paragraph, the card shows one sentence


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return the basic card, then a card for each pair such as `가용성(Availability)` in the title or below it.

    A pair that stands alone first gets its context where it comes again.
    """
    if not any(bracket in section.front or bracket in section.body for bracket in BRACKETS):
        return basic.draft_cards(section, settings)
    drafts: dict[str, CardDraft] = {}
    bare_names: set[str] = set()
    for text, line in find_texts(section.front, section.body):
        pairs: dict[str, TermPair] = {}
        for pair in find_pairs(text):
            pairs.setdefault(pair.name, pair)
        new_pairs = [pair for name, pair in pairs.items() if name not in drafts or name in bare_names]
        for pair, context in zip(new_pairs, find_contexts(new_pairs, text), strict=True):
            if context or pair.name not in drafts:
                drafts[pair.name] = draft_pair(pair, context, line)
                bare_names = bare_names - {pair.name} if context else bare_names | {pair.name}
    return (*basic.draft_cards(section, settings), *drafts.values())


def find_texts(front: str, back: str) -> Iterator[tuple[str, int]]:
    """Yield the texts in which a pair can stand, with their lines: the front (line 0), and each block of the back."""
    yield read_visible_text(parse_html(front)), 0
    for block in parse_html(back).find_all(BLOCKS):
        if block.find_parent("pre") is None:
            yield own_text(block), line_of(block)


def own_text(block: Tag) -> str:
    """Return the text of a block without the blocks inside."""
    return " ".join("".join(iter_own_text(block)).split())


def iter_own_text(block: Tag) -> Iterator[str]:
    """Yield the pieces of a block's own text."""
    for child in block.children:
        if not isinstance(child, Tag):
            yield str(child)
        elif child.name not in INNER_BLOCKS:
            yield from iter_own_text(child)


def draft_pair(pair: TermPair, context: str, line: int) -> CardDraft:
    """Return the card from Korean to English with the sentence as context, and English as its reverse question."""
    english = html.escape(pair.english, quote=False)
    context_html = f'<p class="context">{html.escape(context, quote=False)}</p>' if context else ""
    return CardDraft(
        front=pair.korean,
        back=f'<p class="term" lang="en">{english}</p>{context_html}',
        style=NAME,
        title=pair.name,
        line=line,
        reverse=f'<span lang="en">{english}</span>',
        unique_in_deck=True,
        translate=False,
    )


def find_contexts(pairs: Iterable[TermPair], text: str) -> Iterator[str]:
    """Yield the sentence around each pair of a text, an empty text if it says no more than the pair."""
    letter_count, sentences = count_letters(text), SENTENCE_BREAK.split(text)
    for pair in pairs:
        if letter_count <= count_letters(pair.korean + pair.english):
            yield ""
        elif len(text) <= MAX_CONTEXT_CHARACTERS:
            yield text
        else:
            fitting = (sentence for sentence in sentences if pair.english in sentence and pair.korean in sentence)
            yield next(fitting, text)[:MAX_CONTEXT_CHARACTERS]


def count_letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return len(NO_LETTER.sub("", text))
