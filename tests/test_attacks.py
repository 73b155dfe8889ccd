"""A few tries of each class of `python -m benchmarks.attack`: nothing gets through."""

from __future__ import annotations

import sys

import pytest

from benchmarks.attack import find_classes

TRIES = {
    "caches": 2,
    "consent": 2,
    "faults": 1,
    "formulas": 1,
    "git": 1,
    "globs_toml_yaml": 4,
    "imports": 1,
    "kills": 2,
    "locks": 10,
    "names": 3,
    "notes": 100,
    "outputs": 4,
    "paths": 40,
    "placements": 2,
    "server": 40,
    "ssrf": 12,
    "strangers_page": 3,
    "svgs": 40,
    "taken_away": 2,
    "terminal": 4,
    "translations": 20,
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs fork and /proc")


def test_every_class_is_tried() -> None:
    assert sorted(TRIES) == sorted(find_classes())


@pytest.mark.parametrize("name", sorted(TRIES))
def test_nothing_gets_through(name: str) -> None:
    result = find_classes()[name].attack(TRIES[name], 1)
    if result.skipped:
        pytest.skip(result.skipped)
    assert result.tries > 0
    assert result.through == ()
