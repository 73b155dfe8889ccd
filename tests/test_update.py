"""Fixtures know their place and can be selected, and no file of cases is unknown to `python -m tests.update`."""

from __future__ import annotations

import re

import pytest

from tests.support.cases import Case, load_cases, render_cases
from tests.support.paths import DATA, ROOT
from tests.test_docs import GUIDES, read_page
from tests.update.registry import BY_HAND, GENERATORS, list_generated_files
from tests.update.tables import compare_tables, render_guide

NOT_CASES = ("identity/notes/*/*.md", "identity/styled/*.md")


def test_every_file_of_cases_is_generated_or_written_by_hand() -> None:
    files = {file for file in DATA.rglob("*.md") if not any(file.match(pattern) for pattern in NOT_CASES)}
    generated = {path for path, _ in list_generated_files()}
    by_hand = {DATA / name for name in BY_HAND}
    assert files <= generated | by_hand, "name the file in tests/update/registry.py"
    assert by_hand <= files and not by_hand & generated


@pytest.mark.parametrize("generator", GENERATORS)
def test_generated_files_exist(generator: object) -> None:
    assert callable(generator)
    paths = [path for path, _ in generator()]
    assert paths and all(path.is_file() for path in paths) and len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    "name", ["styles/basic.md", "markup/blocks/quotes-alerts.md", "source/front_matter.md", "settings.md"]
)
def test_a_case_knows_its_line(name: str) -> None:
    for case in load_cases(name):
        file, line = case.place.rsplit(":", 1)
        assert (ROOT / file).read_text(encoding="utf-8").split("\n")[int(line) - 1] == case.title


@pytest.mark.parametrize("name", ["styles/basic.md", "markup/blocks/quotes-alerts.md"])
def test_only_expected_parts_that_differ_are_rewritten(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    now = {case.given: case.expected for case in load_cases(name)}
    first = load_cases(name)[0]
    assert render_cases(name, now.__getitem__) == text
    assert render_cases(name, (now | {first.given: "new"}).__getitem__) == text.replace(first.expected, "new", 1)


def test_the_tests_of_cases_can_be_selected_by_their_titles(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        for value in item.callspec.params.values() if hasattr(item, "callspec") else ():
            assert not isinstance(value, Case) or str(value) in item.name, item.nodeid
            assert not isinstance(value, Case) or re.fullmatch(r"[\w-]+", str(value), re.ASCII), value.place


def test_the_tables_of_the_guides_have_every_row() -> None:
    missing = compare_tables()
    assert not missing, "\n".join(["write these rows, in both languages:", *missing])


@pytest.mark.parametrize("guide", GUIDES)
def test_generated_cells_of_the_guides_are_up_to_date(guide: str) -> None:
    assert render_guide(guide) == read_page(guide), "python -m tests.update README"
