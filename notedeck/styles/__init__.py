"""Card styles: one file a style, found by its file name.

A style is a module with `NAME`, and `cards(section, settings) -> tuple[Face, ...]`: what to ask about one section.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol

from notedeck.model import Face, Section
from notedeck.settings import Settings


class Style(Protocol):
    """What a style module offers."""

    NAME: str

    def cards(self, section: Section, settings: Settings) -> tuple[Face, ...]:
        """The faces to learn from a section; none is allowed, if the style finds nothing to ask."""


@cache
def styles() -> dict[str, Style]:
    """Every style found in this folder, by its name."""
    found = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return {module.NAME: module for module in found}
