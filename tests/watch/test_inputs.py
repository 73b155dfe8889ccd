"""Which changed files can change a deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from watchfiles import Change

from notedeck.watch.inputs import InputFilter
from tests.support.cases import Case, load_cases

CASES = load_cases("watch/inputs.md")


def wanted(inputs: InputFilter, folder: Path, given: str, change: Change = Change.added) -> list[str]:
    """Those of the given relative paths that count below `folder`."""
    kept = inputs.select_inputs((change, str(folder / row)) for row in given.splitlines())
    return [Path(path).relative_to(folder).as_posix() for path in kept]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_counts(case: Case, tmp_path: Path) -> None:
    inputs = InputFilter([tmp_path], [tmp_path / "output"])
    assert wanted(inputs, tmp_path, case.given) == case.expected.splitlines()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_neither_the_kind_of_change_nor_the_place_of_the_notes_matters(case: Case, tmp_path: Path) -> None:
    hidden = tmp_path / ".notes" / "node_modules" / "output"
    inputs = InputFilter([hidden], [hidden / "output"])
    for change in Change:
        assert wanted(inputs, hidden, case.given, change) == case.expected.splitlines()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hidden_folder_that_is_watched_itself_counts(case: Case, tmp_path: Path) -> None:
    inside = tmp_path / ".assets"
    assert wanted(InputFilter([tmp_path]), inside, case.given) == []
    both = InputFilter([tmp_path, inside], [inside / "output"])
    assert wanted(both, inside, case.given) == case.expected.splitlines()


def test_other_places_do_not_count(tmp_path: Path) -> None:
    assert wanted(InputFilter([tmp_path / "notes"]), tmp_path, "a.md\nnotes/a.md\nnotes2/a.md") == ["notes/a.md"]


@pytest.mark.parametrize("output", [".", ".."])
def test_an_output_folder_around_the_notes_hides_nothing_of_them(tmp_path: Path, output: str) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    assert wanted(InputFilter([notes], [notes / output]), notes, "a.md\na.apkg") == ["a.md"]


def test_a_folder_is_no_news_for_what_is_written_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    inputs = InputFilter([tmp_path])
    assert not inputs(Change.modified, str(folder))
    assert inputs(Change.added, str(folder)) and inputs(Change.deleted, str(folder))


def test_a_link_to_the_notes(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real, target_is_directory=True)
    inputs = InputFilter([link], [link / "output"])
    for folder in (real, link):
        assert wanted(inputs, folder, "a.md\n.git/a") == ["a.md"]
    assert wanted(inputs, real, "output/a.md") == []
