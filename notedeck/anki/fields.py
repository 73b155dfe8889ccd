"""A card as the field values and tags of an Anki note; pure functions."""

from __future__ import annotations

import html
import re

from notedeck.anki.text import clean_text, is_blank, open_details, replace_signs, strip_line_attributes
from notedeck.markup.formulas.on_cards import secure_formulas
from notedeck.model import Card

BREADCRUMB_SEPARATOR = " › "
TAG_BREAK = re.compile(r"[\s\x00-\x20\x7f\u3000\"]+")


def format_front(card: Card) -> str:
    """Return the front in HTML.

    Anki accepts no note with a blank front: a blank one is replaced by the title, or by the place in the notes.
    """
    front = clean_text(strip_line_attributes(card.front))
    if not is_blank(front):
        return front
    candidates = (html.escape(card.key.title), html.escape(str(card.place)))
    return next((text for text in map(clean_text, candidates) if not is_blank(text)), "?")


def format_breadcrumb(titles: tuple[str, ...]) -> str:
    """Return the plain titles above a card as one line of HTML."""
    return BREADCRUMB_SEPARATOR.join(clean_text(html.escape(title)) for title in titles)


def format_tag(text: str) -> str:
    """Return a tag that Anki keeps whole: white space (also U+3000) would split it, so it becomes "_"."""
    return TAG_BREAK.sub(" ", replace_signs(clean_text(text))).strip().replace(" ", "_")


def build_tags(card: Card) -> tuple[str, ...]:
    """Return the card's tags in their order, without duplicates."""
    return tuple(dict.fromkeys(tag for tag in map(format_tag, card.tags) if tag))


def count_cards(card: Card) -> int:
    """Return how many cards Anki generates from the note of `card`."""
    return len(card.clozes) or (1 if is_blank(format_reverse(card)) else 2)


def format_back(card: Card) -> str:
    """Return the back in HTML."""
    return clean_text(open_details(strip_line_attributes(card.back)))


def format_reverse(card: Card) -> str:
    """Return the question of the second card in HTML, "" if there is none."""
    return format_back(card) if card.asks_both_ways else clean_text(card.reverse)


def build_fields(card: Card) -> dict[str, str]:
    """Return the values of the note type's fields by name; fields that are left out are empty."""
    return {name: secure_formulas(value) for name, value in fill_fields(card).items()}


def fill_fields(card: Card) -> dict[str, str]:
    """Return the values of the fields in which formulas are not checked yet."""
    return {
        "Front": format_front(card),
        "Back": format_back(card),
        "Breadcrumb": format_breadcrumb(card.breadcrumb),
        "Source": clean_text(html.escape(str(card.place))),
        "FrontTranslation": clean_text(card.front_translation),
        "BackTranslation": clean_text(strip_line_attributes(card.back_translation)),
        "BreadcrumbTranslation": clean_text(card.breadcrumb_translation),
        "Reverse": format_reverse(card),
        "SpeechFront": card.speech_front,
        "SpeechBack": card.speech_back,
        "Layout": " ".join(filter(None, (card.layout, "reversed" if card.asks_both_ways else ""))),
    }
