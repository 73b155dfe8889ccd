"""Notes and their translations are aligned by headings, order and structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.model import Source
from notedeck.translation.parallel.align import align
from notedeck.translation.parallel.pairs import ParallelText, pair_notes
from tests.support.cases import Case, load_cases

CASES = load_cases("translation/parallel.md")
BOUNDARY = "\n=====\n"
LANGUAGES = LanguagePair("ko", "en")


def create_note(path: str, text: str) -> Source:
    return Source(path, Path(path), text, modified=1)


def format_text(text: ParallelText) -> str:
    return f"{text.msgid} ! {text.reason}" if text.reason else f"{text.msgid} = {text.msgstr}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_texts_and_their_translations(case: Case) -> None:
    note, translation = case.given.split(BOUNDARY)
    texts = pair_notes(create_note("a.md", note), create_note("a.en.md", translation), LANGUAGES)
    assert "\n".join(map(format_text, texts)) == case.expected


def test_each_text_has_its_places() -> None:
    note, translation = (
        create_note("os/a.md", "# 큐\n\n선입선출이다\n\n`LIFO`이다\n"),
        create_note("os/a.en.md", "# Queue\n\n\nFirst in, first out\n"),
    )
    texts = pair_notes(note, translation, LANGUAGES)
    assert [(str(text.place), str(text.other)) for text in texts] == [
        ("os/a.md:1", "os/a.en.md:1"),
        ("os/a.md:3", "os/a.en.md:4"),
        ("os/a.md:5", "os/a.en.md"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("", "", []),
        ("ab", "", [("a", None), ("b", None)]),
        ("abc", "abc", [("a", "a"), ("b", "b"), ("c", "c")]),
        ("abc", "ac", [("a", "a"), ("b", None), ("c", "c")]),
        ("ac", "abc", [("a", "a"), (None, "b"), ("c", "c")]),
    ],
)
def test_sequences_are_aligned_in_order(first: str, second: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert align(first, second, lambda one, other: 1.0 if one == other else -5.0) == expected
