"""Graphs in the language dot, by the system's Graphviz, else by the package graphviz-pure."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notedeck.diagrams.renderers import Renderer, Unavailable
from notedeck.diagrams.renderers._command import Command
from notedeck.diagrams.widths import decoded, encoded, stand_ins
from notedeck.diagrams.worker import Failed

LANGUAGES = ("dot", "graphviz")
FONT = "Arial"  # whose widths every Graphviz knows; what is shown has the fonts of the device
HINT = 'Install Graphviz, or in the folder of notedeck: .venv/bin/pip install -e ".[graphviz]"'
POLICY = "1"  # raise it when we draw otherwise


@dataclass(frozen=True, slots=True)
class Graphviz:
    """A program that understands the options of `dot`."""

    program: str

    @property
    def name(self) -> str:
        return "graphviz"

    def version(self) -> str:
        """The file and its size: a newer program is hardly ever as large."""
        return f"{self.program} {Path(self.program).stat().st_size} {POLICY}"

    def svg(self, source: str) -> bytes:
        pairs = stand_ins(source)
        fonts = " ".join(f"-{part}fontname={FONT}" for part in "GNE")
        drawn = Command(f"'{self.program}' -Tsvg {fonts}").svg(encoded(source, pairs))
        return decoded(drawn.decode("utf-8"), pairs).encode()

    def failed(self, error: Exception) -> Failed:
        return Command(f"'{self.program}'").failed(error)


@cache
def find() -> Renderer | Unavailable:
    """The system's `dot`, or the program of the extra."""
    beside = shutil.which("graphviz-pure", path=str(Path(sys.executable).parent))
    program = shutil.which("dot") or beside or shutil.which("graphviz-pure")
    return Graphviz(program) if program else Unavailable(HINT)
