"""Graphs in the language dot, drawn by the system's Graphviz, else by the package graphviz-pure."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from notedeck.diagrams.korean import choose_placeholders, insert_placeholders, remove_placeholders
from notedeck.diagrams.model import Renderer, RenderFailure, Unavailable
from notedeck.diagrams.renderers._command import Argument, Command, CommandError
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.extras import create_install_hint
from notedeck.util.processes.programs import find_program

LANGUAGES = ("dot", "graphviz")
EXTRA, PACKAGE = "graphviz", "graphviz-pure"
FONT = "Arial"  # every Graphviz knows its widths; the card shows the fonts of `diagrams/korean.py`
POLICY = "1"  # part of the cache key; increase it when the options or the placeholders change


class Graphviz(Value, frozen=True):
    """A program that understands the options of `dot`."""

    program: str

    @property
    def name(self) -> str:
        """Return the same name for every Graphviz."""
        return "graphviz"

    def find_version(self) -> str:
        """Return the program's path and size; a newer program hardly ever has the same size."""
        return f"{self.program} {Path(self.program).stat().st_size} {POLICY}"

    def render(self, source: str) -> bytes:
        """Return the graph as SVG. Raises what `Command.render` raises."""
        from notedeck.diagrams.renderers._dot import find_file_attribute  # takes longer to load than all else here

        if name := find_file_attribute(source):
            raise CommandError(Message("{name} would read a file, which a diagram may not do", name=name))
        placeholders = choose_placeholders(source)
        svg = self.command.render(insert_placeholders(source, placeholders))
        return remove_placeholders(svg.decode("utf-8"), placeholders).encode()

    def describe_error(self, error: Exception) -> RenderFailure:
        """Return what the program printed, or why it did not run."""
        return self.command.describe_error(error)

    @property
    def command(self) -> Command:
        """The program with its options."""
        options = ("-Tsvg", *(f"-{part}fontname={FONT}" for part in "GNE"))
        return Command(tuple(Argument(word) for word in (self.program, *options)))


@cache
def find_renderer() -> Renderer | Unavailable:
    """Return the system's `dot`, or the program of the extra."""
    beside_python = find_program(PACKAGE, str(Path(sys.executable).parent))
    program = find_program("dot") or beside_python or find_program(PACKAGE)
    return (
        Graphviz(program)
        if program
        else Unavailable(
            Message("Install Graphviz, or: {install_hint}", install_hint=create_install_hint(EXTRA, PACKAGE))
        )
    )
