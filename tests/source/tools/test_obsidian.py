"""Obsidian."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.config.settings import ReadingSettings
from notedeck.model import FrontMatter
from notedeck.problems import ProblemCode
from notedeck.source import read_notes
from notedeck.source.page import create_page
from notedeck.source.tools import Site, is_likely
from notedeck.source.tools.obsidian import embeds
from notedeck.source.tools.obsidian.rewriting import rewrite_page
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("obsidian"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "obsidian") == case.expected


@pytest.mark.parametrize("case", load_cases("source/likely_obsidian.md"), ids=str)
def test_a_note_without_a_vault_is_recognised(case: Case) -> None:
    assert is_likely("obsidian", "x.md", case.given) is (case.expected == "obsidian")


def write_files(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_cards_change_with_the_text_that_they_embed(tmp_path: Path) -> None:
    root = write_files(
        tmp_path / "vault", {".obsidian/app.json": "{}", "글.md": "# 글\n\n![[정의]]\n", "정의.md": "처음\n"}
    )
    assert "처음" in build_in_memory(root, tmp_path / "cache").deck.cards[0].back
    write_files(root, {"정의.md": "다음\n"})
    assert "다음" in build_in_memory(root, tmp_path / "cache").deck.cards[0].back


def test_notes_of_the_vault_above_are_embedded_but_nothing_outside(tmp_path: Path) -> None:
    text = "# 글\n![[정의]]\n![[비밀]]\n![[../../비밀]]\n![[숨은]]\n![[링크]]\n"
    root = write_files(tmp_path, {"vault/.obsidian/숨은.md": "x", "vault/notes/글.md": text, "vault/정의.md": "처음\n"})
    write_files(tmp_path, {"비밀.md": "비밀\n"})
    (tmp_path / "vault/링크.md").symlink_to(tmp_path / "비밀.md")
    (note,), problems = read_notes(root / "vault/notes", ReadingSettings())
    assert "처음" in note.text
    assert "비밀\n" not in note.text.replace("![[비밀]]\n", "")
    assert [problem.place.line for problem in problems if problem.code is ProblemCode.EMBED_MISSING] == [3, 4, 5, 6]


def test_notes_that_embed_each_other_many_times_stay_small(tmp_path: Path) -> None:
    names = "가나다"
    text = "\n\n".join(f"![[{name}]]" for name in names * 10)
    root = write_files(tmp_path, {f"{name}.md": f"# {name}\n글\n\n{text}\n" for name in names})
    page = rewrite_page(create_page("가.md", text, 1, FrontMatter()), Site(root / "가.md", root, (root,)))
    assert len(page.text) < 5 * embeds.MAX_CHARACTERS
    assert len(page.lines) < 100 * embeds.MAX_EMBEDS


def test_a_long_note_is_embedded_a_few_times_only(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"가.md": "긴 글\n\n" * (embeds.MAX_CHARACTERS // 12)})
    page = rewrite_page(create_page("x.md", "![[가]]\n\n" * 50, 1, FrontMatter()), Site(root / "x.md", root, (root,)))
    assert len(page.text) < 2 * embeds.MAX_CHARACTERS
    assert "embeds too much" in page.problems[0].message


@pytest.mark.parametrize(
    ("path", "text", "is_left_out"),
    [
        ("templates/x.md", "# {{title}}\n", True),
        ("a/99. Templates/x.md", "<% tp.date.now() %>\n", True),
        ("_템플릿/x.md", "{{date:YYYY}}\n", True),
        ("templates/x.md", "# C++의 template\n", False),
        ("웹/템플릿.md", "# {{title}}\n", False),
    ],
)
def test_templates_are_no_notes(path: str, text: str, is_left_out: bool, tmp_path: Path) -> None:
    page = rewrite_page(create_page(path, text, 1, FrontMatter()), Site(tmp_path / path, tmp_path, (tmp_path,)))
    assert (page.lines == ()) is is_left_out
    assert is_likely("obsidian", path, text) is is_left_out


def test_a_footnote_of_an_embedded_note_can_have_any_label(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"나.md": "글[^\\q]\n\n[^\\q]: 주석\n"})
    page = rewrite_page(create_page("x.md", "![[나]]", 1, FrontMatter()), Site(root / "x.md", root, (root,)))
    assert "[^embed-1-\\q]: 주석" in page.lines
