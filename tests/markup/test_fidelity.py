"""Real notes come out with the structure that GitHub gives them, but for the differences we want."""

from __future__ import annotations

import pytest

from benchmarks.fidelity import measure, report
from tests.support.cases import Case, cases
from tests.support.differences import DIFFERENCES, UNKNOWN, compare
from tests.support.shared import SHARED, shared_notes

LEAST = 0.99  # share of sections that are equal, or differ in ways that we want


@pytest.mark.skipif(not SHARED.exists(), reason="no notes beside the work tree")
def test_real_notes_look_as_on_github() -> None:
    notes = shared_notes()
    total, found = measure(notes)
    unwanted = [(note, one) for note, one in found if UNKNOWN in one.names]
    assert total > 1_000
    assert len(unwanted) <= (1 - LEAST) * total, report(len(notes), total, unwanted)


@pytest.mark.parametrize("case", cases("markup/differences.md"), ids=str)
def test_each_wanted_difference_has_its_name(case: Case) -> None:
    """The yardstick itself: it sees a difference where there is one, and names it; expected are its names."""
    _, found = compare(case.given)
    assert "\n".join(name for one in found for name in one.names) == case.expected


def test_all_wanted_differences_are_shown() -> None:
    shown = {name for case in cases("markup/differences.md") for name in case.expected.splitlines()}
    assert shown >= {one.name for one in DIFFERENCES} | {UNKNOWN}
