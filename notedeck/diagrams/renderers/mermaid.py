"""Mermaid, by the package mermaid-render, which needs no browser (facts, "Diagrams")."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from importlib.metadata import version

from notedeck.diagrams.renderers import Renderer, Unavailable
from notedeck.diagrams.worker import Failed

LANGUAGES = ("mermaid", "mmd")
PACKAGE = "mermaid-render"
POLICY = "1"  # raise it when we draw otherwise
PLACE = re.compile(r"^(?P<kind>[a-z-]+) at (?P<line>\d+):\d+: (?P<words>.*)", re.DOTALL)
POINTER = re.compile(r"^-*\^\s*$", re.MULTILINE)  # a line that points at a letter of the one above
TOLD = 200  # characters of a message


@dataclass(frozen=True, slots=True)
class Mermaid:
    """Mermaid in this process; the module itself is loaded where it draws."""

    name: str = PACKAGE

    def version(self) -> str:
        return f"{version(PACKAGE)} {POLICY}"

    def svg(self, source: str) -> bytes:
        from mermaid_render import mermaid_to_svg

        return bytes(mermaid_to_svg(source, theme="default"))

    def failed(self, error: Exception) -> Failed:
        """Mermaid's own words, and its line."""
        found = PLACE.match(str(error))
        told = POINTER.sub(" ", found["words"] if found else str(error))
        words = " ".join(told.split())[:TOLD]
        return Failed(words or type(error).__name__, int(found["line"]) if found else 0)


def find() -> Renderer | Unavailable:
    """Mermaid, if its extra is installed."""
    if importlib.util.find_spec("mermaid_render") is None:
        return Unavailable('In the folder of notedeck: .venv/bin/pip install -e ".[mermaid]"')
    return Mermaid()
