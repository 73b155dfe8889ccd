"""Renderers of drawings: one file each, found by its name; a file whose name starts with "_" is none.

A renderer's module has `LANGUAGES`, what a fence may be called; and `find()`, which gives a `Renderer` or, where what
it needs is not installed, an `Unavailable`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Protocol

from notedeck.diagrams.renderers._command import Command
from notedeck.diagrams.worker import Failed


class Renderer(Protocol):
    """What draws; a value that another process can be given."""

    @property
    def name(self) -> str:
        """Tells it from other renderers of the same language."""

    def version(self) -> str:
        """Another version may draw otherwise."""

    def svg(self, source: str) -> bytes:
        """The drawing as SVG; raises any error for what cannot be drawn."""

    def failed(self, error: Exception) -> Failed:
        """An error of `svg` in words."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A renderer that is not installed: `hint` says how it would be."""

    hint: str


@cache
def renderers() -> dict[str, ModuleType]:
    """The modules of all renderers by the languages that they draw."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    found = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {language: module for module in found for language in module.LANGUAGES}


def choose(language: str, commands: Mapping[str, str]) -> Renderer | Unavailable | None:
    """What draws a language: the user's command first; None for a language that is code."""
    if language in commands:
        return Command(commands[language])
    if language not in renderers():
        return None
    found: Renderer | Unavailable = renderers()[language].find()
    return found
