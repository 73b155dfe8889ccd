"""One Anki cloze note a section: its key terms are the gaps."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import Tag

from notedeck.cards.clozes import MARK, block_of, sentence
from notedeck.cards.clozes import STYLE as NAME
from notedeck.cards.styles import basic
from notedeck.config.settings import CardSettings, KeyTerm
from notedeck.model import CardDraft, Section
from notedeck.util.html import inner_html, parse_html, visible_text

ASKS = "key terms: inline code, bold or ==marked== words, as the setting `cloze` says"
USES_SECTION_TITLE = True
TAGS = {KeyTerm.CODE: ("code",), KeyTerm.BOLD: ("strong", "b"), KeyTerm.MARK: ("mark",)}
CLOSED = ("pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "summary")  # where nothing is hidden
HANGUL = re.compile(r"[가-힣]")
LETTER = re.compile(r"[^\W_]")


def cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """The section with its key terms marked; one that has none is a basic card."""
    body = parse_html(section.body)
    terms = key_terms(body, settings)
    for term in terms:
        term[MARK] = ""
    for term in alone(terms):
        del term[MARK]
    (plain,) = basic.cards(section, settings)
    return (replace(plain, back=inner_html(body), style=NAME) if body.select_one(f"[{MARK}]") else plain,)


def key_terms(body: Tag, settings: CardSettings) -> list[Tag]:
    """The elements that set off a term, the outermost of those in one another."""
    names = [name for kind in settings.cloze for name in TAGS[kind]]
    found: list[Tag] = []
    for tag in body.find_all(names):
        closed = tag.find_parent(CLOSED) or tag.find_parent(class_="math")
        within = any(parent is one for parent in tag.parents for one in found[-1:])
        if not closed and not within and is_term(tag, settings):
            found.append(tag)
    return found


def is_term(tag: Tag, settings: CardSettings) -> bool:
    """Whether an element sets off words; code with few Korean letters is a command or a name rather than a term."""
    text = visible_text(tag)
    few = tag.name == "code" and len(HANGUL.findall(text)) < settings.cloze_min_hangul
    return LETTER.search(text) is not None and not few


def alone(terms: list[Tag]) -> list[Tag]:
    """The terms whose sentence has no other word: nothing would ask for them."""
    return [term for term in terms if not LETTER.search(sentence(block_of(term)).replace("_", " "))]


__all__ = ["ASKS", "NAME", "USES_SECTION_TITLE", "cards"]
