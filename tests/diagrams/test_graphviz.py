"""Graphs in dot, drawn by each Graphviz that is here."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notedeck.diagrams.korean import choose_placeholders, insert_placeholders, remove_placeholders
from notedeck.diagrams.model import RenderFailure, Unavailable
from notedeck.diagrams.renderers import graphviz
from notedeck.diagrams.renderers.graphviz import Graphviz
from notedeck.messages import Message
from notedeck.util.extras import create_install_hint
from tests.support.cases import Case, load_cases
from tests.support.drawings import Drawings, drawings, read_svg_text

__all__ = ["drawings"]
NAME = "diagrams/graphviz.md"
PURE = shutil.which("graphviz-pure", path=str(Path(sys.executable).parent)) or "graphviz-pure"
PROGRAMS = [PURE, *filter(None, [shutil.which("dot")])]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("case", load_cases(NAME), ids=str)
def test_every_word_is_in_the_drawing(case: Case, program: str, drawings: Drawings) -> None:
    assert sorted(read_svg_text(drawings.draw(Graphviz(program), case.given)).split("\n")) == case.expected.split("\n")


def test_a_syntax_error_is_reported(drawings: Drawings) -> None:
    failed = drawings.try_drawing(Graphviz(PURE), "digraph { 가 -> ")
    assert isinstance(failed, RenderFailure) and "syntax error" in failed.message


def test_without_a_program_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "find_program", lambda *_: None)
    assert graphviz.find_renderer.__wrapped__() == Unavailable(
        Message(f"Install Graphviz, or: {create_install_hint('graphviz', 'graphviz-pure')}")
    )


@pytest.mark.parametrize(
    "source",
    [
        'digraph { a [image="/etc/passwd"] }',
        "digraph { a [ shapefile = x ] }",
        'graph { imagepath="/etc"; a }',
        'graph { graph [fontpath="/etc"] }',
        'digraph { a ["image"="x"] }',
        "digraph { a [width=1image=x] }",
        "\ufeffdigraph { a [\ufeffimage=x] }",
        'digraph { a ["ima" + "ge"="x"] }',
        'digraph { a ["ima" /* " */ + // "\n "ge" = x] }',
        'digraph { a ["ima\\\nge"="x"] }',
        'digraph { /* " */ a [image="x"] }',
        'digraph { x [label="/*"]; a [image="x"] /* */ }',
        'digraph { x [label="//"]; a [image="x"] }',
        'digraph { x [label="\\\\"]; a [image="x"] }',
        'digraph { x [label="\\""]; a [image="x"] }',
        'digraph { x [label=<"<b>\'</b>>]; a [image="x"] }',
        'digraph { x [label=<<!-- > --> //>]; a [image="x"] }',
        "digraph {\n# \" '\na [image=x] }",
        "digraph { a [label=<<TABLE><TR><TD><IMG SRC='/etc/passwd'/></TD></TR></TABLE>>] }",
        'digraph { a [label=<x " y <img src="/etc/passwd"/>>] }',
    ],
)
def test_a_graph_that_would_read_a_file_is_not_drawn(source: str, drawings: Drawings) -> None:
    failed = drawings.try_drawing(Graphviz(PURE), source)
    assert isinstance(failed, RenderFailure) and "would read a file" in failed.message


@pytest.mark.parametrize(
    "source",
    [
        "digraph { image -> registry }",
        'digraph { a [label="image=1"] }',
        'digraph { a [label="<img> 태그"] }',
        "digraph { /* image=x */ a }",
        "digraph { a [label=<<b>image = x</b>>] }",
        "digraph { a -> b [label=image] }",
    ],
)
def test_a_word_that_means_no_file_is_drawn(source: str, drawings: Drawings) -> None:
    assert drawings.draw(Graphviz(PURE), source)


@given(st.text(alphabet="가나다漢ab01q0x1 \n\"'->{}[]="))
def test_placeholders_are_removed_again(text: str) -> None:
    pairs = choose_placeholders(text)
    assert remove_placeholders(insert_placeholders(text, pairs), pairs) == text
    assert not any(letter in insert_placeholders(text, pairs) for letter in pairs)
