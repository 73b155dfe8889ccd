"""What Anki or AnkiWeb does not accept as it is: a package that is too large, names that they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notedeck.anki.deck_names import normalize_deck_name
from notedeck.checks._context import CheckContext
from notedeck.config.settings import SETTINGS_FILE
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.names import format_display_name
from notedeck.util.files.read import file_size

CODES = (ProblemCode.PACKAGE_LARGE, ProblemCode.DECK_NAME)
MAX_PACKAGE_BYTES = 100 * 1024 * 1024  # that AnkiWeb accepts in one upload of a shared deck


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Return the findings about the deck as a whole."""
    size = sum(file_size(asset.file) for asset in context.deck.assets)
    if size > MAX_PACKAGE_BYTES:
        message = Message(
            "the media files of the deck have {size:.0f} MB; AnkiWeb accepts packages up to 100 MB",
            size=size / 1024 / 1024,
        )
        yield Problem(
            ProblemCode.PACKAGE_LARGE,
            Place(SETTINGS_FILE),
            message,
            Message("Make pictures and videos smaller, or split the deck."),
        )
    for place, name in dict.fromkeys(find_deck_names(context)):
        if normalize_deck_name(name) != name:
            message = Message('"{name}" becomes the deck "{name2}"', name=name, name2=normalize_deck_name(name))
            yield Problem(
                ProblemCode.DECK_NAME,
                place,
                message,
                Message("Remove quotation marks, <, >, \\, spaces at both ends, and empty levels between ::."),
            )


def find_deck_names(context: CheckContext) -> Iterator[tuple[Place, str]]:
    """Yield the names that become decks, with the places where they are written."""
    if context.naming.name:
        yield Place(SETTINGS_FILE), context.naming.name
    for note in context.notes:
        if note.matter.deck:
            yield Place(note.path, 1), note.matter.deck
        else:
            yield from ((Place(note.path), format_display_name(part)) for part in note.path.split("/"))
