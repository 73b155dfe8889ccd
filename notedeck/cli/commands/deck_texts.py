"""The cards of a whole deck for the verbs that look at their texts alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from notedeck.cli.run import configured
from notedeck.config.settings import Settings
from notedeck.identity.lock import store
from notedeck.model import Card
from notedeck.source.deck_root import home


def read_cards(arguments: argparse.Namespace) -> tuple[Settings, tuple[Card, ...], Path]:
    """The settings, the cards of the whole deck without media, and the cache."""
    from notedeck import convert as conversion
    from notedeck import source
    from notedeck.cards import naming
    from notedeck.cli import output
    from notedeck.cli.progress import Silent

    source.check(arguments.notes)
    place = home(arguments.notes)
    settings = configured(arguments, place.folder)
    lock = store.read(place.folder).lock
    notes, _ = source.read_all(place.folder, settings.reading, place.alone(lock))
    top = naming.top_deck(place.deck(lock), settings.naming)
    cache = output.target(output.DEFAULT).cache
    return (
        settings,
        conversion.convert_all(notes, top, conversion.ConvertSettings.select(settings), cache, Silent()).cards,
        cache,
    )
