"""Real notes come out with the structure that GitHub gives them, except for deliberate differences."""

from __future__ import annotations

import pytest

from benchmarks.fidelity import format_report, measure_notes
from tests.support.cases import Case, load_cases
from tests.support.differences import DIFFERENCES, UNKNOWN, compare_with_github
from tests.support.shared import SHARED, list_shared_notes

MIN_EXPLAINED_SHARE = 0.99  # share of sections that are equal, or differ on purpose


@pytest.mark.skipif(not SHARED.exists(), reason="no notes beside the work tree")
def test_real_notes_look_as_on_github() -> None:
    notes = list_shared_notes()
    total, found = measure_notes(notes)
    unwanted = [(note, one) for note, one in found if UNKNOWN in one.names]
    assert total > 1_000
    assert len(unwanted) <= (1 - MIN_EXPLAINED_SHARE) * total, format_report(len(notes), total, unwanted)


@pytest.mark.parametrize("case", load_cases("markup/differences.md"), ids=str)
def test_each_deliberate_difference_has_its_name(case: Case) -> None:
    """The comparison itself finds a difference where there is one, and names it; expected are the names."""
    _, found = compare_with_github(case.given)
    assert "\n".join(name for one in found for name in one.names) == case.expected


def test_all_deliberate_differences_have_a_case() -> None:
    shown = {name for case in load_cases("markup/differences.md") for name in case.expected.splitlines()}
    assert shown >= {one.name for one in DIFFERENCES} | {UNKNOWN}
