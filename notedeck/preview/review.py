"""The translation state of each card of a page, for its reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from notedeck.config.languages import LanguagePair
from notedeck.config.settings import Layout, TranslationSettings
from notedeck.model import Card, Key, Value
from notedeck.translation.memory import name_memory
from notedeck.translation.memory.entries import Memory
from notedeck.translation.memory.states import StatedText, find_state, index_entries


class Review(Value, frozen=True):
    """The texts of the cards, by the card's key, and the name of the file that has their translations.

    `language` is that of the translations.
    """

    texts: Mapping[Key, tuple[StatedText, ...]]
    file: str
    language: str


def review_cards(cards: Iterable[Card], memory: Memory, settings: TranslationSettings, cache: Path) -> Review | None:
    """Return the review of the cards, which are without translations; None for a deck that shows none."""
    if settings.layout is Layout.OFF or not any(not entry.obsolete for entry in memory.entries):
        return None
    from notedeck.translation.segments.collect import extract_texts
    from notedeck.translation.segments.extent import limit_cards

    pair, index = LanguagePair(settings.language, settings.translate_to[0]), index_entries(memory)
    limited = limit_cards(cards, settings.translate)
    texts = {
        card.key: tuple(find_state(msgid, card.key.path, index, pair) for msgid in dict.fromkeys(msgids))
        for card, msgids in zip(limited, extract_texts(limited, pair.source, cache), strict=True)
    }
    return Review(texts, name_memory(pair.target), pair.target)


def build_review_data(review: Review, cards: Iterable[Card]) -> tuple[dict[str, Any], list[list[int]]]:
    """Return the texts as JSON values, each once, and for each card the numbers of its texts."""
    numbers: dict[tuple[str, str], int] = {}
    texts: list[StatedText] = []
    numbers_of_cards = []
    for card in cards:
        own = review.texts.get(card.key, ())
        for text in own:
            if numbers.setdefault((text.context, text.msgid), len(texts)) == len(texts):
                texts.append(text)
        numbers_of_cards.append([numbers[text.context, text.msgid] for text in own])
    return {"file": review.file, "language": review.language, "texts": [*map(build_text, texts)]}, numbers_of_cards


def build_text(text: StatedText) -> dict[str, Any]:
    """Return a text as JSON values."""
    return {
        "msgid": text.msgid,
        "text": text.text,
        "state": text.state.value,
        "reason": text.reason,
        "context": text.context,
        "line": text.line,
    }
