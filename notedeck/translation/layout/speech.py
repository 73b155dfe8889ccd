"""What Anki reads aloud: its own command, in a field of its own, with the voice of each language."""

from __future__ import annotations

import re
from dataclasses import replace

from notedeck.anki.text import clean_text
from notedeck.config.languages import LANGUAGES
from notedeck.config.settings import TranslationSettings
from notedeck.model import Card
from notedeck.util.html import parse_html

LONGEST = 1500  # characters; nobody listens to more
BRACKETS = re.compile(r"[\[\]<>&]+")


def spoken(cards: tuple[Card, ...], settings: TranslationSettings) -> tuple[Card, ...]:
    """The cards with what is read aloud of both sides, if the settings want it."""
    return tuple(with_speech(card, settings) for card in cards) if settings.tts else cards


def with_speech(card: Card, settings: TranslationSettings) -> Card:
    """One card: the note's language first, then the other."""
    source, target = settings.language, settings.translate_to[0]
    return replace(
        card,
        speech_front=command(card.front, source) + command(card.front_translation, target),
        speech_back=command(card.back, source) + command(card.back_translation, target),
    )


def command(markup: str, language: str) -> str:
    """Anki's command for a text; what is no language is left out."""
    body = parse_html(markup)
    for tag in body(["pre", "summary", "table"]):
        tag.decompose()
    text = clean_text(" ".join(BRACKETS.sub(" ", body.get_text(" ")).split()))[:LONGEST]
    return f"[anki:tts lang={LANGUAGES[language].voice}]{text}[/anki:tts]" if text else ""
