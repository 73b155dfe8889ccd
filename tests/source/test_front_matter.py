"""Front matter: what it says, where the text begins, and what is ordinary text."""

from __future__ import annotations

import pytest

from notedeck.model import FrontMatter
from notedeck.problems import ProblemCode
from notedeck.source.front_matter import split_front_matter
from notedeck.source.matter_block import MAX_CHARACTERS
from tests.support.cases import Case, load_cases

CASES = load_cases("source/front_matter.md")


def shown(given: str) -> str:
    """All that is read from a note: problems, values that it gives, and its lines with their numbers in the file."""
    head = split_front_matter(given + "\n", "note.md")
    rows = [f"{one.place.line} {one.code.slug}: {one.message}" for one in head.problems]
    rows += [f"  {one.hint}" for one in head.problems if one.code is ProblemCode.FRONT_MATTER_VALUE]
    rows += [] if head.is_included else ["left out"]
    values = {name: getattr(head.values, name) for name in FrontMatter.__struct_fields__}
    rows += [f"{name} = {value!r}" for name, value in values.items() if value != getattr(FrontMatter(), name)]
    lines = head.text.split("\n")[:-1]
    return "\n".join(rows + [f"{head.first_line + nth}| {line}" for nth, line in enumerate(lines)])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_matter(case: Case) -> None:
    assert shown(case.given) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_lines_of_the_text_are_lines_of_the_file(case: Case) -> None:
    text = case.given + "\n"
    head = split_front_matter(text, "note.md")
    assert text.split("\n")[head.first_line - 1 :] == head.text.split("\n")
    assert all(1 < problem.place.line < text.count("\n") and problem.hint for problem in head.problems)


def test_two_rules_far_apart_are_no_front_matter() -> None:
    text = "---\n" + "key: value\n" * (MAX_CHARACTERS // 10) + "---\n"
    assert split_front_matter(text, "note.md").text == text


@pytest.mark.parametrize(
    "piece", ["[", "{", "- ", "? ", "a: ", "'", '"', "&a ", "!x ", "|\n", "\t", "%", "`", "@", ": "]
)
def test_whatever_stands_there_the_note_is_read(piece: str) -> None:
    for yaml in (piece, piece * 50, f"title: {piece}", f"title: {piece * 3000}", f"tags: [{piece}]\nx: {piece}"):
        head = split_front_matter(f"---\n{yaml}\n---\ntext\n", "note.md")
        assert head.text.endswith("text\n")
