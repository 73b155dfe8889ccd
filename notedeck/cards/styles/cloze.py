"""The cloze style: one cloze note for a section, with its key terms as cloze deletions."""

from __future__ import annotations

import re

from bs4 import Tag

from notedeck.anki.note_types import CLOZE_STYLE
from notedeck.cards.cloze_html import CLOZE_SELECTOR, block_of, sentence_of
from notedeck.cards.clozes import CLOZE_ATTRIBUTE
from notedeck.cards.styles import basic
from notedeck.config.settings import CardSettings, KeyTerm
from notedeck.korean.letters import HANGUL
from notedeck.model import CardDraft, Section
from notedeck.util.soup import inner_html, parse_html, visible_text

NAME = CLOZE_STYLE
ASKS = "key terms: inline code, bold or ==marked== words, as the setting `cloze` says"
USES_SECTION_TITLE = True
TAGS = {KeyTerm.CODE: ("code",), KeyTerm.BOLD: ("strong", "b"), KeyTerm.MARK: ("mark",)}
NEVER_HIDDEN = ("pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "summary")
LETTER = re.compile(r"[^\W_]")


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return the section with its cloze deletions marked; without any, it is a basic card."""
    body = parse_html(section.body)
    terms = find_terms(body, settings)
    for term in terms:
        term[CLOZE_ATTRIBUTE] = ""
    for term in find_lone_terms(terms):
        del term[CLOZE_ATTRIBUTE]
    (draft,) = basic.draft_cards(section, settings)
    return (draft.replace(back=inner_html(body), style=NAME) if body.select_one(CLOZE_SELECTOR) else draft,)


def find_terms(body: Tag, settings: CardSettings) -> list[Tag]:
    """Return the elements that set off a term; of nested ones, the outermost."""
    names = [name for kind in settings.cloze for name in TAGS[kind]]
    terms: list[Tag] = []
    for tag in body.find_all(names):
        never_hidden = tag.find_parent(NEVER_HIDDEN) or tag.find_parent(class_="math")
        nested = any(parent is term for parent in tag.parents for term in terms[-1:])
        if not never_hidden and not nested and is_term(tag, settings):
            terms.append(tag)
    return terms


def is_term(tag: Tag, settings: CardSettings) -> bool:
    """Return whether an element is a term; code with few Korean letters is a command or a name instead."""
    text = visible_text(tag)
    is_program = tag.name == "code" and len(HANGUL.findall(text)) < settings.cloze_min_hangul
    return LETTER.search(text) is not None and not is_program


def find_lone_terms(terms: list[Tag]) -> list[Tag]:
    """Return the terms whose sentence has no other word: nothing would ask for them."""
    blocks = {id(block): block for block in map(block_of, terms)}
    has_words = {name: LETTER.search(sentence_of(block).replace("_", " ")) for name, block in blocks.items()}
    return [term for term in terms if not has_words[id(block_of(term))]]
