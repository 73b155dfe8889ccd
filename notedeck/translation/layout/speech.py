"""The text that Anki reads aloud: its `[anki:tts]` tag with the voice of each language."""

from __future__ import annotations

import re

from notedeck.anki.text import clean_text
from notedeck.config.languages import LANGUAGES
from notedeck.config.settings import TranslationSettings
from notedeck.model import Card
from notedeck.util.soup import parse_html

MAX_SPEECH_CHARACTERS = 1500  # nobody listens to more
TAG_CHARACTERS = re.compile(r"[\[\]<>&]+")


def add_speech(cards: tuple[Card, ...], settings: TranslationSettings) -> tuple[Card, ...]:
    """Add the speech of both sides to the cards."""
    return tuple(add_card_speech(card, settings) for card in cards)


def add_card_speech(card: Card, settings: TranslationSettings) -> Card:
    """Add speech to one card: the note's language first, then the other."""
    source, target = settings.language, settings.translate_to[0]
    return card.replace(
        speech_front=format_speech(card.front, source) + format_speech(card.front_translation, target),
        speech_back=format_speech(card.back, source) + format_speech(card.back_translation, target),
    )


def format_speech(markup: str, language: str) -> str:
    """Return Anki's tag for a side, without code, tables and folded titles; "" without text."""
    body = parse_html(markup)
    for tag in body(["pre", "summary", "table"]):
        tag.decompose()
    text = clean_text(" ".join(TAG_CHARACTERS.sub(" ", body.get_text(" ")).split()))[:MAX_SPEECH_CHARACTERS]
    return f"[anki:tts lang={LANGUAGES[language].voice}]{text}[/anki:tts]" if text else ""
