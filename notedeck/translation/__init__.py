"""The other language on the cards, from a memory of translations that people can edit.

A build only reads the memory and needs no network; the command `translate` fills it through an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from notedeck.config.settings import Layout, TranslationSettings
from notedeck.model import Card
from notedeck.problems import Problem
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import Memory
from notedeck.util.files.read import is_present


def load_memory(folder: Path, settings: TranslationSettings) -> tuple[Memory, tuple[Problem, ...]]:
    """Return the memory for the language that the cards show, with its problems; empty if they show none.

    Raises DeckError when its file cannot be read.
    """
    if settings.layout is Layout.OFF:
        return Memory(), ()
    file = locate_memory(folder, settings.translate_to[0])
    if not is_present(file):
        return Memory(), ()
    from notedeck.translation.memory.po import read_memory

    return read_memory(file)


def follow_notes(
    memory: Memory,
    cards: Sequence[Card],
    settings: TranslationSettings,
    new_paths: Mapping[str, Sequence[str]],
    unread: Set[str],
    cache: Path,
) -> Memory:
    """Return the memory with translations for single notes as for those that have their texts now.

    `cards` are those of all notes but the `unread`.
    """
    from notedeck.translation.memory import following
    from notedeck.translation.segments.collect import collect_segments

    segments = collect_segments(cards, settings.language, cache)
    return following.follow_notes(memory, segments, new_paths, unread)


def list_memory_files(folder: Path, settings: TranslationSettings) -> tuple[Path, ...]:
    """Return the files of the memory that the cards show, if there are any."""
    if settings.layout is Layout.OFF:
        return ()
    file = locate_memory(folder, settings.translate_to[0])
    return (file,) if is_present(file) else ()


def add_translations(
    cards: tuple[Card, ...], memory: Memory, settings: TranslationSettings, cache: Path
) -> tuple[Card, ...]:
    """Add what the memory has for the cards, and speech if the settings ask for it."""
    lookup = memory.build_lookup()
    if lookup and settings.layout is not Layout.OFF:
        from notedeck.translation.layout.cards import translate_cards

        cards = translate_cards(cards, lookup, settings, cache)
    if settings.tts:
        from notedeck.translation.layout.speech import add_speech

        cards = add_speech(cards, settings)
    return cards
