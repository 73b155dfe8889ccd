"""What every tool must do, whichever tools there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.model import FrontMatter
from notedeck.source import tools
from notedeck.source.page import Page, create_page
from notedeck.source.tools import AUTO, PLAIN, Site, choose_tools, is_likely, list_tool_names, load_rewriting, load_tool
from tests.support.cases import Case
from tests.support.paths import DATA
from tests.support.tools import load_tool_cases, rewrite_note

NAMES = list_tool_names()
CASES = [(name, case) for name in NAMES for case in load_tool_cases(name)]
PLAIN_NOTES = [path.read_text("utf-8") for path in sorted((DATA / "markup" / "blocks").glob("*.md"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_tool_has_a_mirrored_test_and_fixtures(name: str) -> None:
    assert (Path(tools.__file__).parent / name / "rewriting.py").is_file()
    assert (Path(__file__).parent / f"test_{name}.py").is_file()
    assert load_tool_cases(name)
    assert load_tool(name).TITLE.casefold() == name


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: str(value))
def test_lines_have_numbers_of_the_file(name: str, case: Case) -> None:
    page = rewrite_note(case.given, name)
    last = case.given.split("@@ ")[0].count("\n") + 1
    assert len(page.lines) == len(page.numbers)
    assert all(1 <= number <= last for number in page.numbers)
    assert list(page.numbers) == sorted(page.numbers)


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: str(value))
def test_a_rewritten_note_is_not_changed_again(name: str, case: Case, tmp_path: Path) -> None:
    page = rewrite_note(case.given, name)
    again = load_rewriting(name).rewrite_page(page.replace(problems=()), Site(tmp_path / "x.md", tmp_path, (tmp_path,)))
    assert again.lines == page.lines


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", "\n", "# 제목\n\n본문 `a`\n\n- 항목\n  - 아래\n", "```\n%% {{< x >}}\n```\n"])
def test_plain_markdown_stays_as_it_is(name: str, text: str, tmp_path: Path) -> None:
    page = create_page("x.md", text, 3, FrontMatter())
    assert load_rewriting(name).rewrite_page(page, Site(tmp_path / "x.md", tmp_path, (tmp_path,))) == page
    assert not is_likely(name, "x.md", text)


def test_the_setting_overrules_what_is_around() -> None:
    assert choose_tools(AUTO, ["hugo"], "x.md", "a") == ("hugo",)
    assert choose_tools(PLAIN, ["hugo"], "x.md", "a") == ()
    assert choose_tools("obsidian", ["hugo"], "x.md", "a") == ("obsidian",)
    assert isinstance(create_page("x.md", "a", 1, FrontMatter()), Page)
