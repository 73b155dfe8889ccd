"""Graphs in dot, drawn by each Graphviz that is here."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notedeck.diagrams.renderers import Unavailable, graphviz
from notedeck.diagrams.renderers.graphviz import Graphviz
from notedeck.diagrams.widths import decoded, encoded, stand_ins
from notedeck.diagrams.worker import Failed
from tests.support.cases import Case, cases
from tests.support.drawings import Drawings, drawings, words_of

__all__ = ["drawings"]
NAME = "diagrams/graphviz.md"
PURE = shutil.which("graphviz-pure", path=str(Path(sys.executable).parent)) or "graphviz-pure"
PROGRAMS = [PURE, *filter(None, [shutil.which("dot")])]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("case", cases(NAME), ids=str)
def test_every_word_is_in_the_drawing(case: Case, program: str, drawings: Drawings) -> None:
    assert sorted(words_of(drawings.made(Graphviz(program), case.given)).split("\n")) == case.expected.split("\n")


def test_what_is_no_dot_is_told(drawings: Drawings) -> None:
    failed = drawings.tried(Graphviz(PURE), "digraph { 가 -> ")
    assert isinstance(failed, Failed) and "syntax error" in failed.message


def test_without_a_program_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    assert graphviz.find.__wrapped__() == Unavailable(graphviz.HINT)


@given(st.text(alphabet="가나다漢ab01q0x1 \n\"'->{}[]="))
def test_stand_ins_are_taken_away_again(text: str) -> None:
    pairs = stand_ins(text)
    assert decoded(encoded(text, pairs), pairs) == text
    assert not any(letter in encoded(text, pairs) for letter in pairs)
