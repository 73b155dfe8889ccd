"""Mermaid: every kind of drawing with Korean words."""

from __future__ import annotations

import pytest

from notedeck.diagrams.model import RenderFailure, Unavailable
from notedeck.diagrams.renderers.mermaid import Mermaid, find_renderer
from notedeck.messages import Message
from notedeck.util.extras import create_install_hint
from tests.support.cases import Case, load_cases
from tests.support.drawings import Drawings, drawings, read_svg_text

__all__ = ["drawings"]
NAME = "diagrams/mermaid.md"


@pytest.mark.parametrize("case", load_cases(NAME), ids=str)
def test_every_word_is_in_the_drawing(case: Case, drawings: Drawings) -> None:
    assert read_svg_text(drawings.draw(Mermaid(), case.given)) == case.expected


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("graph TD\n  A --> \n  B[[[\n", "Parse error", 3),
        ("graph TD\n  A[가 --> B[나]\n", "A[가 --> B[나] Expecting", 2),
        ("nonsense\n", "No diagram type detected", 0),
        ("", "", 0),
    ],
)
def test_a_syntax_error_is_reported_with_its_line(source: str, message: str, line: int, drawings: Drawings) -> None:
    failed = drawings.try_drawing(Mermaid(), source)
    assert isinstance(failed, RenderFailure) and message in failed.message and failed.line == line and failed.lasting


@pytest.mark.parametrize(
    "source",
    [
        'graph TD\n  A[가] --> B[나]\n  click A "https://example.com" "말"\n',
        'graph TD\n  A["<img src=x onerror=alert(1)>가"] --> B["<script>alert(1)</script>나"]\n',
        '%%{init: {"securityLevel": "loose", "theme": "dark"}}%%\ngraph TD\n  A[가<br/>다] --> B[나]\n',
        "---\ntitle: 제목\n---\ngraph TD\n  A[가] --> B[나]\n",
    ],
)
def test_nothing_in_a_drawing_acts(source: str, drawings: Drawings) -> None:
    svg = drawings.draw(Mermaid(), source)
    assert not any(mark in svg.lower() for mark in (b"<script", b"onerror=", b"href", b"<foreignobject", b"<a "))
    assert "가" in read_svg_text(svg) and "나" in read_svg_text(svg)


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_renderer() == Mermaid()
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert find_renderer() == Unavailable(Message(f"Install it: {create_install_hint('mermaid', 'mermaid-render')}"))
