"""Card styles: one file a style, found by its file name; a file whose name starts with "_" is none.

A style is a module with `NAME`, `ASKS` (what it asks about, in plain words), `USES_SECTION_TITLE` (whether its cards
are titled like their section, or have titles of their own below it), and the function `cards(section, settings) ->
tuple[CardDraft, ...]`: what to ask about one section. No word of the section may be lost: a style whose drafts do not
hold all of it adds the basic card.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol

from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Section


class Style(Protocol):
    """What a style module offers."""

    NAME: str
    ASKS: str
    USES_SECTION_TITLE: bool

    def cards(self, section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
        """The faces to learn from a section."""


@cache
def styles() -> dict[str, Style]:
    """Every style found in this folder, by its name."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    found = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {module.NAME: module for module in found}


def uses_section_title(name: str) -> bool:
    """Return whether cards of a style are titled like their section; False for a style that does not exist."""
    style = styles().get(name)
    return style is not None and style.USES_SECTION_TITLE
