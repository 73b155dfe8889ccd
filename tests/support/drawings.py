"""Drawings made by tests, in one process for all of a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import etree

from notedeck.diagrams.drawing import list_texts
from notedeck.diagrams.model import Renderer, RenderFailure
from notedeck.diagrams.worker import RenderWorker


@dataclass(frozen=True, slots=True)
class Drawings:
    """Draws with any renderer."""

    worker: RenderWorker

    def try_drawing(self, renderer: Renderer, source: str) -> bytes | RenderFailure:
        """Return the SVG, or why there is none."""
        return self.worker.render(renderer, source)

    def draw(self, renderer: Renderer, source: str) -> bytes:
        """Return the SVG. Raises AssertionError if it cannot be drawn."""
        svg = self.try_drawing(renderer, source)
        assert isinstance(svg, bytes), svg
        return svg


@pytest.fixture(scope="module")
def drawings() -> Iterator[Drawings]:
    """Return a worker for all tests of a module."""
    with RenderWorker() as worker:
        yield Drawings(worker)


def read_svg_text(svg: bytes) -> str:
    """Return the words of a drawing, one text per line."""
    return "\n".join(list_texts(etree.fromstring(svg)))
