"""Card styles: one module for each, found by its file name; a module whose name starts with "_" is no style.

To add a style, add a module here, a fixture `tests/data/styles/<name>.md`, and a test `tests/cards/styles/
test_<name>.py`. No list of styles needs to change.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol

from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section


class Style(Protocol):
    """What a style module has: its name, what it asks about in plain words, and a function that drafts cards."""

    NAME: str
    ASKS: str
    USES_SECTION_TITLE: bool  # else each card has a title of its own below that of the section

    def draft_cards(self, section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
        """Return the cards of one section.

        No word of the section may be lost: if the drafts do not contain all of it, the basic card is among them. Every
        draft but the basic card sets `style` to the name of the style, as the style is part of the card's identity.
        """


@cache
def list_style_names() -> tuple[str, ...]:
    """Return the names of the style modules of this package, without importing them."""
    return tuple(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


@cache
def load_style(name: str) -> Style:
    """Return the style of this name, which must be one of `list_style_names`."""
    return importlib.import_module(f"{__name__}.{name}")


def uses_section_title(name: str) -> bool:
    """Return whether cards of a style are titled like their section; False for a style that does not exist."""
    return name in list_style_names() and load_style(name).USES_SECTION_TITLE
