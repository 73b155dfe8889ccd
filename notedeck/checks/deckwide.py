"""What Anki or AnkiWeb would not take as it is: a package that is too large, names that they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notedeck.anki.deck_names import normalize_deck_name
from notedeck.checks._given import Given
from notedeck.config.settings import SETTINGS_FILE
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.names import display_name

CODES = (ProblemCode.PACKAGE_LARGE, ProblemCode.DECK_NAME)
LIMIT = 100 * 1024 * 1024  # bytes that AnkiWeb takes in one upload of a shared deck


def find(given: Given) -> Iterable[Problem]:
    """Findings about the deck as a whole."""
    size = sum(asset.file.stat().st_size for asset in given.deck.assets if asset.file.is_file())
    if size > LIMIT:
        message = f"the media of the deck have {size / 1024 / 1024:.0f} MB; AnkiWeb takes packages up to 100 MB"
        yield Problem(
            ProblemCode.PACKAGE_LARGE,
            Place(SETTINGS_FILE),
            message,
            "Make pictures and videos smaller, or split the deck.",
        )
    for place, name in dict.fromkeys(names(given)):
        if normalize_deck_name(name) != name:
            message = f'"{name}" becomes the deck "{normalize_deck_name(name)}"'
            yield Problem(
                ProblemCode.DECK_NAME, place, message, 'Leave out ", blanks at the ends, and :: without a name.'
            )


def names(given: Given) -> Iterator[tuple[Place, str]]:
    """The names that become decks, with the places where they are given."""
    if given.naming.name:
        yield Place(SETTINGS_FILE), given.naming.name
    for note in given.notes:
        if note.matter.deck:
            yield Place(note.path, 1), note.matter.deck
        else:
            yield from ((Place(note.path), display_name(part)) for part in note.path.split("/"))
