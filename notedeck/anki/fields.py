"""A card as the field values and tags of an Anki note; pure functions."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from notedeck.anki.code import mark_code
from notedeck.anki.second_card import hide_front
from notedeck.anki.text import clean_text, is_blank, is_plain, open_details, replace_signs, strip_line_attributes
from notedeck.markup.formulas.on_cards import has_backslash, secure_formulas
from notedeck.model import Card, Place

BREADCRUMB_SEPARATOR = " › "
MAX_REMEMBERED_TEXTS = 20_000  # some 20 MB; identity, package and preview need the same ones, `watch` at every save
MAX_REMEMBERED_TITLES = 10_000  # those of a note are on all its cards, which the cache stores in another order
MAX_REMEMBERED_CARDS = 12_000  # a larger deck has each card finished several times, and takes less memory
TAG_BREAK = re.compile(r"[\s\x00-\x20\x7f\u3000\"]+")


@lru_cache(maxsize=MAX_REMEMBERED_CARDS)
def finish_sides(
    front: str, back: str, front_translation: str, back_translation: str, breadcrumb_translation: str, reverse: str
) -> tuple[str, ...]:
    """Return the HTML of a card for its fields, in the same order.

    Identity and package ask for the same cards one after the other.
    """
    translations = (front_translation, strip_line_attributes(back_translation), breadcrumb_translation)
    return finish_texts((*clean_sides(front, back), *translations, reverse))


def finish_front_and_back(front: str, back: str) -> tuple[str, ...]:
    """Return the HTML of both sides for their fields, as `finish_sides` does, without remembering it."""
    return finish_texts(clean_sides(front, back))


def clean_sides(front: str, back: str) -> tuple[str, str]:
    """Return both sides without what only earlier stages need."""
    return strip_line_attributes(front), open_details(strip_line_attributes(back))


def finish_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return HTML for fields: as every Anki stores and shows it, with no formula but the accepted ones, code marked.

    Most cards have nothing to finish, which all their texts together show faster than each.
    """
    together = "\n".join(texts)
    if has_backslash(together) or not is_plain(together):
        return tuple(map(finish_text, texts))
    return tuple([mark_code(text) if "<code" in text else text for text in texts]) if "<code" in together else texts


@lru_cache(maxsize=MAX_REMEMBERED_TEXTS)
def finish_text(text: str) -> str:
    """Return HTML for a field, as `finish_texts` does."""
    clean = secure_formulas(clean_text(text))
    return mark_code(clean) if "<code" in clean else clean


def replace_blank_front(front: str, card: Card) -> str:
    """Return the finished front of a card.

    Anki accepts no note with a blank front: a blank one is replaced by the title, or by the place in the notes.
    """
    if not is_blank(front):
        return front
    candidates = (html.escape(card.key.title), html.escape(str(card.place)))
    return next((text for text in map(finish_text, candidates) if not is_blank(text)), "?")


def format_source(place: Place) -> str:
    """Return the place of a card in HTML."""
    path = clean_path(place.path)
    return secure_formulas(f"{path}:{place.line}" if place.line else path)


@lru_cache(maxsize=MAX_REMEMBERED_TEXTS)
def clean_path(path: str) -> str:
    """Return the path of a note in HTML."""
    return clean_text(html.escape(path))


@lru_cache(maxsize=MAX_REMEMBERED_TITLES)
def format_breadcrumb(titles: tuple[str, ...]) -> str:
    """Return the plain titles above a card as one line of HTML."""
    return secure_formulas(BREADCRUMB_SEPARATOR.join(clean_text(html.escape(title)) for title in titles))


def format_tag(text: str) -> str:
    """Return a tag that Anki keeps whole: white space (also U+3000) would split it, so it becomes "_"."""
    return TAG_BREAK.sub(" ", replace_signs(clean_text(text))).strip().replace(" ", "_")


def build_tags(card: Card) -> tuple[str, ...]:
    """Return the card's tags in their order, without duplicates."""
    return format_tags(card.tags)


@lru_cache(maxsize=MAX_REMEMBERED_TITLES)
def format_tags(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags for these texts in their order, without duplicates."""
    return tuple(dict.fromkeys(tag for tag in map(format_tag, texts) if tag))


def count_cards(card: Card) -> int:
    """Return how many cards Anki generates from the note of `card`."""
    if card.clozes:
        return len(card.clozes)
    reverse = card.back if card.asks_both_ways else card.reverse
    return 2 if reverse and not is_blank(clean_text(reverse)) else 1


def build_fields(card: Card) -> dict[str, str]:
    """Return the values of the note type's fields by name; fields that are left out are empty.

    It is called for each card more than once, so nothing is called for a text that is empty.
    """
    front, back, front_translation, back_translation, breadcrumb_translation, reverse = finish_sides(
        card.front,
        card.back,
        card.front_translation,
        card.back_translation,
        card.breadcrumb_translation,
        card.reverse,
    )
    return {
        "Front": replace_blank_front(front, card),
        "Back": back,
        "Breadcrumb": format_breadcrumb(card.breadcrumb),
        "Source": format_source(card.place),
        "FrontTranslation": front_translation,
        "BackTranslation": back_translation,
        "BreadcrumbTranslation": breadcrumb_translation,
        "Reverse": hide_front(back, card.front) if card.asks_both_ways else reverse,
        "SpeechFront": card.speech_front and secure_formulas(card.speech_front),
        "SpeechBack": card.speech_back and secure_formulas(card.speech_back),
        "Layout": format_layout(card.layout, card.asks_both_ways, card.looks),
    }


@lru_cache
def format_layout(layout: str, asks_both_ways: bool, looks: tuple[str, ...]) -> str:
    """Return the words by which the templates lay the card out."""
    words = (layout, "reversed" if asks_both_ways else "", *looks)
    return secure_formulas(" ".join(filter(None, words)))
