"""Front matter: what it says, where the text begins, and what is ordinary text."""

from __future__ import annotations

from dataclasses import fields

import pytest

from notedeck.model import FrontMatter
from notedeck.source.matter import LONGEST, Head, read
from tests.cases import Case, cases

CASES = cases("source/matter.md")


def shown(head: Head) -> str:
    """All that a head holds: problems, values that were given, and the lines of the text with their numbers."""
    rows = [f"{one.place.line} {one.code.slug}: {one.message}" for one in head.problems]
    hints = ["" if one.code.slug == "front-matter" else f" ({one.hint})" for one in head.problems]
    values = [(one.name, getattr(head.values, one.name)) for one in fields(FrontMatter)]
    said = [f"{name} = {value!s}" if hasattr(value, "value") else f"{name} = {value!r}" for name, value in values]
    given = [row for row, (name, value) in zip(said, values, strict=True) if value != getattr(FrontMatter(), name)]
    lines = [f"{head.first_line + nth}| {line}" for nth, line in enumerate(head.text.split("\n"))]
    flags = [] if head.wanted else ["left out"]
    return "\n".join([row + hint for row, hint in zip(rows, hints, strict=True)] + flags + given + lines)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_matter(case: Case) -> None:
    assert shown(read(case.given, "note.md")) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_lines_of_the_text_are_lines_of_the_file(case: Case) -> None:
    head = read(case.given, "note.md")
    assert case.given.split("\n")[head.first_line - 1 :] == head.text.split("\n")
    assert all(1 < problem.place.line <= len(case.given.split("\n")) and problem.hint for problem in head.problems)


def test_two_rules_far_apart_are_no_front_matter() -> None:
    text = "---\n" + "key: value\n" * (LONGEST // 10) + "---\n"
    assert read(text, "note.md").text == text


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "a: ", "'", '"', "&a ", "!x ", "|\n", "\t", "%", "`", "@", ": "])
def test_whatever_stands_there_the_note_is_read(piece: str) -> None:
    for yaml in (piece, piece * 50, f"title: {piece}", f"title: {piece * 3000}", f"tags: [{piece}]\nx: {piece}"):
        head = read(f"---\n{yaml}\n---\ntext\n", "note.md")
        assert head.text.endswith("text\n")
