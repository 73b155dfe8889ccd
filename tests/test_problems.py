"""The closed set of problems: each is told from the others, and each can happen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import notedeck
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.problems import DeckError, Problem, ProblemCode, Severity, has_failures

PACKAGE = Path(notedeck.__file__).parent
SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py") if file.name != "problems.py")


def problem(severity: Severity) -> Problem:
    """Some problem of that weight."""
    return Problem(
        next(code for code in ProblemCode if code.severity is severity), Place("a.md", 3), Message("message")
    )


@pytest.mark.parametrize("code", ProblemCode, ids=lambda code: code.slug)
def test_code(code: ProblemCode) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code.slug)
    assert code.slug == code.name.lower().replace("_", "-")
    assert re.search(rf"\bProblemCode\.{code.name}\b", SOURCES), "no code finds this problem"


def test_codes_are_told_apart() -> None:
    assert len({code.slug for code in ProblemCode}) == len(ProblemCode.__members__)


def test_as_text() -> None:
    found = Problem(
        ProblemCode.NOTE_ENCODING, Place("sub/a.md", 3), Message("byte 7 is bad"), Message("Save it in UTF-8.")
    )
    assert str(found) == "sub/a.md:3: note-encoding: byte 7 is bad"
    assert str(Problem(ProblemCode.NOTE_ENCODING, Place("sub/a.md"), Message("no"))) == "sub/a.md: note-encoding: no"


@pytest.mark.parametrize(
    ("severity", "plain", "strict"),
    [(Severity.ERROR, True, True), (Severity.WARNING, False, True), (Severity.INFO, False, False)],
)
def test_what_makes_a_build_fail(severity: Severity, plain: bool, strict: bool) -> None:
    row = [problem(Severity.INFO), problem(severity)]
    assert has_failures(row, strict=False) is plain
    assert has_failures(row, strict=True) is strict
    assert not has_failures([], strict=True)


def test_deck_error() -> None:
    error = DeckError(Message("message"), Message("hint"))
    assert (str(error), error.hint) == ("message", "hint")
    assert DeckError(Message("message")).hint == ""
