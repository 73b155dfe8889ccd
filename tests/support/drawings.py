"""Drawings made by tests, in one process for all of a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import etree

from notedeck.diagrams.drawing import texts
from notedeck.diagrams.renderers import Renderer
from notedeck.diagrams.worker import Failed, Workshop


@dataclass(frozen=True, slots=True)
class Drawings:
    """Draws with any renderer."""

    workshop: Workshop

    def tried(self, renderer: Renderer, source: str) -> bytes | Failed:
        return self.workshop.draw(renderer, source)

    def made(self, renderer: Renderer, source: str) -> bytes:
        svg = self.tried(renderer, source)
        assert isinstance(svg, bytes), svg
        return svg


@pytest.fixture(scope="module")
def drawings() -> Iterator[Drawings]:
    with Workshop() as workshop:
        yield Drawings(workshop)


def words_of(svg: bytes) -> str:
    """The words of a drawing, one text a line."""
    rows = (" ".join("".join(map(str, one.itertext())).split()) for one in texts(etree.fromstring(svg)))
    return "\n".join(filter(None, rows))
