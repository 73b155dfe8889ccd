"""Results that builds of one process keep: while they are asked for, and only if they shall be kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from notedeck.util.kept_results import (
    KeptResults,
    begin_build,
    keep_for_next_build,
    keep_results,
    keep_results_of_equals,
)

VALUES = [["a"], ["b"]]
CALLS: list[object] = []


@keep_results
def double(value: list[str]) -> list[str]:
    CALLS.append(value)
    return value * 2


@keep_results_of_equals
def spell(text: str) -> list[str]:
    CALLS.append(text)
    return list(text)


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    CALLS.clear()
    with keep_for_next_build():
        yield


def test_the_same_value_gives_the_same_result() -> None:
    assert double(VALUES[0]) is double(VALUES[0])
    begin_build()
    assert double(VALUES[0]) == ["a", "a"]
    assert CALLS == [["a"]]


def test_an_equal_value_is_another_one_unless_equal_ones_count() -> None:
    assert double(["a"]) == double(["a"])
    assert spell("ab") is spell("".join("ab"))
    assert CALLS == [["a"], ["a"], "ab"]


def test_what_a_whole_build_has_not_asked_for_is_forgotten() -> None:
    for values in (VALUES, VALUES, VALUES[:1], VALUES):
        begin_build()
        for value in values:
            double(value)
    assert CALLS == [["a"], ["b"], ["b"]]


def test_nothing_is_kept_after_the_block() -> None:
    double(VALUES[0])
    with keep_for_next_build():
        double(VALUES[0])
    assert not KeptResults.is_keeping and not any(kept.recent or kept.older for kept in KeptResults.all)
    assert double(VALUES[0]) is not double(VALUES[0])
    assert CALLS == [["a"]] * 3
