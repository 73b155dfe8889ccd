"""The translation on a card: from the memory to the fields of the card."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from notedeck.anki.fields import BREADCRUMB_SEPARATOR
from notedeck.cards.clozes import is_cloze, remove_marks
from notedeck.cards.styles.cloze import EXCERPT
from notedeck.config.languages import LANGUAGES, LanguagePair, has_letters_of
from notedeck.config.settings import Layout, TranslationSettings
from notedeck.model import Card, Value
from notedeck.translation.layout.columns import ROWS
from notedeck.translation.layout.sides import Translate, copy_side, interleave_side
from notedeck.translation.segments.collect import extract_texts
from notedeck.translation.segments.extent import limit_cards
from notedeck.translation.segments.runs import format_title
from notedeck.translation.segments.tokens import read_words, unescape_words
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.cache.texts import get_many, put_many

CACHE_NAME = "translated.sqlite"
Lookup = Mapping[tuple[str, str], str]  # from the path of a note ("" for any) and a msgid to its translation


class CardTranslation(Value, frozen=True):
    """The HTML of a card in the other language."""

    front: str = ""
    back: str = ""
    breadcrumb: str = ""


def translate_cards(
    cards: tuple[Card, ...], lookup: Lookup, settings: TranslationSettings, cache: Path
) -> tuple[Card, ...]:
    """Add what the memory has for the cards. A card without any translation does not change.

    `settings.layout` is not OFF. Takes results for the same texts from the folder `cache`.
    """
    pair = LanguagePair(settings.language, settings.translate_to[0])
    translatable = limit_cards(cards, settings.translate)
    texts = [
        select_translations(card, msgids, lookup)
        for card, msgids in zip(translatable, extract_texts(translatable, pair.source, cache), strict=True)
    ]
    keys = [
        build_cache_key(card, card_texts, pair, settings) for card, card_texts in zip(translatable, texts, strict=True)
    ]
    cached = get_many(cache / CACHE_NAME, keys)
    translations = {
        key: CardTranslation(*json.loads(cached[key]))
        if key in cached
        else translate_card(card, card_texts, pair, choose_layout(card, settings))
        for card, card_texts, key in zip(translatable, texts, keys, strict=True)
    }
    fresh = {
        key: json.dumps([value.front, value.back, value.breadcrumb])
        for key, value in translations.items()
        if key not in cached
    }
    put_many(cache / CACHE_NAME, fresh)
    key_of = {card.key: key for card, key in zip(translatable, keys, strict=True)}
    return tuple(
        add_translation(card, translations[key_of[card.key]], pair, settings) if card.key in key_of else card
        for card in cards
    )


def select_translations(card: Card, msgids: Sequence[str], lookup: Lookup) -> dict[str, str]:
    """Return the translations of a card's texts, for its note first; without those that the memory lacks."""
    texts = ((msgid, lookup.get((card.key.path, msgid)) or lookup.get(("", msgid), "")) for msgid in msgids)
    return {msgid: text for msgid, text in texts if text}


def build_cache_key(card: Card, texts: Mapping[str, str], pair: LanguagePair, settings: TranslationSettings) -> str:
    """Return the cache key of everything that the translation of a card depends on."""
    layout = choose_layout(card, settings).value
    content = (card.key.title, card.front, card.back, card.breadcrumb)
    return cache_key(code_fingerprint(), repr(pair), layout, card.looks, *content, sorted(texts.items()))


def choose_layout(card: Card, settings: TranslationSettings) -> Layout:
    """Return the layout of a card. Below each block, a translation would give away the cloze deletions."""
    is_unsuitable = settings.layout is Layout.BELOW and is_cloze(card)
    return Layout.REVEAL if is_unsuitable else settings.layout


def translate_card(card: Card, texts: Mapping[str, str], pair: LanguagePair, layout: Layout) -> CardTranslation:
    """Return the translation of one card from its msgids and their translations."""
    if not texts:
        return CardTranslation()

    def translate(msgid: str) -> str:
        return texts.get(msgid, "")

    return CardTranslation(
        translate_front(card.front, translate, pair),
        translate_back(card, translate, pair, layout),
        translate_breadcrumb(card.breadcrumb, translate, pair),
    )


def add_translation(
    card: Card, translation: CardTranslation, pair: LanguagePair, settings: TranslationSettings
) -> Card:
    """Return a card in two languages; without a front or back in the other language, the card itself."""
    if not (translation.front or translation.back):
        return card
    front = translation.front and f'<span lang="{pair.target}">{translation.front}</span>'
    breadcrumb = translation.breadcrumb and f'<span lang="{pair.target}">{translation.breadcrumb}</span>'
    return card.replace(
        front=f'<span lang="{pair.source}">{card.front}</span>',
        back=f'<div lang="{pair.source}">{card.back}</div>' if card.back else "",
        front_translation=front,
        back_translation=translation.back,
        breadcrumb_translation=breadcrumb,
        reverse=card.reverse or (front if settings.reverse else ""),
        layout=choose_layout(card, settings).value,
    )


def translate_front(markup: str, translate: Translate, pair: LanguagePair) -> str:
    """Return a front in the other language, "" unless all of it is translated."""
    side = copy_side(markup, translate, pair)
    return side.html if side.is_complete else ""


def has_columns(card: Card, layout: Layout) -> bool:
    """Return whether the blocks of both languages stand beside each other. A card that hides blocks has no columns."""
    return layout is Layout.SIDE and EXCERPT not in card.looks


def translate_back(card: Card, translate: Translate, pair: LanguagePair, layout: Layout) -> str:
    """Return a back in the other language in this layout, "" if nothing of it is translated."""
    markup, title = remove_marks(card.back), card.key.title
    if layout is Layout.BELOW:
        side = interleave_side(markup, translate, pair, title)
        return "" if side.is_empty else f'<div lang="{pair.source}">{side.html}</div>'
    side = copy_side(markup, translate, pair, title, keeps_places=has_columns(card, layout))
    if side.is_empty:
        return ""
    rows = f' class="{ROWS}"' if side.is_aligned else ""
    text = f'<div{rows} lang="{pair.target}">{side.html}</div>'
    if layout is not Layout.REVEAL:
        return text
    name = html.escape(LANGUAGES[pair.target].name)
    return f'<details class="reveal"><summary lang="{pair.target}">{name}</summary>{text}</details>'


def translate_breadcrumb(breadcrumb: tuple[str, ...], translate: Translate, pair: LanguagePair) -> str:
    """Return a breadcrumb in the other language, "" unless all that needs a translation has one."""
    msgids = [format_title(title) for title in breadcrumb]
    needs_translation = [has_letters_of(read_words(msgid), pair.source) for msgid in msgids]
    texts = [translate(msgid) if needed else msgid for msgid, needed in zip(msgids, needs_translation, strict=True)]
    if not all(texts) or not any(needs_translation):
        return ""
    return BREADCRUMB_SEPARATOR.join(html.escape(unescape_words(text), quote=False) for text in texts)
