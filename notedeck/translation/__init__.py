"""The other language on the cards: texts found, kept in a memory that people edit, and shown.

A build reads the memory and needs no network; `translate` fills it (`engines/`).
"""

from __future__ import annotations

from pathlib import Path

from notedeck.config.settings import Layout, TranslationSettings
from notedeck.model import Card
from notedeck.problems import Problem
from notedeck.translation.layout import cards as layouts
from notedeck.translation.layout import speech
from notedeck.translation.memory import po
from notedeck.translation.memory.entries import Memory


def memory_of(folder: Path, settings: TranslationSettings) -> tuple[Memory, tuple[Problem, ...]]:
    """The memory for the language that the cards show; empty if they show none.

    Raises DeckError when its file cannot be read.
    """
    return (Memory(), ()) if settings.layout is Layout.OFF else po.read(po.file_of(folder, settings.translate_to[0]))


def on_cards(cards: tuple[Card, ...], memory: Memory, settings: TranslationSettings, cache: Path) -> tuple[Card, ...]:
    """The cards with what the memory has for them, and with speech if the settings want it."""
    return speech.spoken(layouts.translated(cards, memory.lookup(), settings, cache), settings)
