"""Renderers of diagrams: one file each, found by its name; a file whose name starts with "_" is not a renderer.

The module of a renderer has `LANGUAGES`, the names of its language in fences, and `find_renderer()`, which returns a
`Renderer` or, if something that it needs is not installed, an `Unavailable`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from notedeck.diagrams.model import Renderer, Unavailable


class RendererModule(Protocol):
    """What the module of a renderer defines."""

    __name__: str
    LANGUAGES: tuple[str, ...]

    def find_renderer(self) -> Renderer | Unavailable:
        """Return the renderer, if everything that it needs is installed."""


@cache
def load_renderers() -> dict[str, RendererModule]:
    """Return the modules of all renderers by the languages that they draw."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    modules = [cast(RendererModule, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {language: module for module in modules for language in module.LANGUAGES}


def choose_renderer(language: str, commands: Mapping[str, Renderer | None]) -> Renderer | Unavailable | None:
    """Return the renderer of a language, None for a language whose fences stay code blocks.

    The user's command for a language comes first, also if it is None because it may not run.
    """
    if language in commands:
        return commands[language]
    module = load_renderers().get(language)
    return module.find_renderer() if module else None
