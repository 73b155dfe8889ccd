"""The words that changed, as a terminal and a pull request show them."""

from __future__ import annotations

import time
from collections import Counter
from random import Random

import pytest

from notedeck.cli.reports.words import format_markdown_line, format_spans
from notedeck.comparison.readable import Line
from notedeck.comparison.words import ChangedLine, Kind, compare_lines
from tests.support.cases import Case, load_cases

MAX_SECONDS = 20.0


def format_words(given: str) -> str:
    """Return each line that changed as a terminal and as Markdown show it; a line `---` is between the texts."""
    old, new = ([Line(text) for text in part.split("\n") if text] for part in f"\n{given}\n".split("\n---\n"))
    changed = compare_lines(old, new)
    return "\n".join(
        text
        for line in changed
        for text in ("".join(span.text for span in format_spans(line)), f"  {format_markdown_line(line)}")
    )


@pytest.mark.parametrize("case", load_cases("comparison/words.md"), ids=str)
def test_words(case: Case) -> None:
    assert format_words(case.given) == case.expected


@pytest.mark.parametrize("case", load_cases("comparison/words.md"), ids=str)
def test_both_texts_are_in_the_parts(case: Case) -> None:
    old, new = ([Line(text) for text in part.split("\n") if text] for part in f"\n{case.given}\n".split("\n---\n"))
    for line in compare_lines(old, new):
        before = "".join(part.text for part in line.parts if part.kind is not Kind.ADDED).strip()
        after = "".join(part.text for part in line.parts if part.kind is not Kind.REMOVED).strip()
        assert not before or before in [text.text for text in old]
        assert not after or after in [text.text for text in new]


def test_lines_have_their_numbers() -> None:
    old = [Line("하나", 3), Line("둘", 4)]
    new = [Line("하나", 5), Line("둘 셋", 6), Line("넷 다섯", 9)]
    assert [line.number for line in compare_lines(old, new)] == [6, 9]
    assert [line.number for line in compare_lines(old, new[:1])] == [5]


def test_long_texts_are_compared_soon() -> None:
    texts = [[Line(" ".join(["a", "b"] * size), number) for number in range(size)] for size in (300, 301)]
    start = time.process_time()
    compare_lines(*texts)
    assert time.process_time() - start < MAX_SECONDS


def test_any_texts_are_in_the_parts() -> None:
    random = Random(1)
    for _ in range(200):
        old, new = ([Line(" ".join(random.choices("abcd", k=4))) for _ in range(random.randrange(6))] for _ in range(2))
        changed = compare_lines(old, new)
        counts = Counter(line.text.replace(" ", "") for line in new)
        for line in changed:
            counts[join_words(line, Kind.REMOVED)] -= 1
            counts[join_words(line, Kind.ADDED)] += 1
        del counts[""]
        assert +counts == Counter(line.text.replace(" ", "") for line in old)


def join_words(line: ChangedLine, left_out: Kind) -> str:
    """Return the text of a line without the parts of one kind, and without spaces."""
    return "".join(part.text for part in line.parts if part.kind is not left_out).replace(" ", "")
