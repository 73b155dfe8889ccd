"""Names of decks, tags and package files."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.cards.naming import describe_deck, list_tags, name_deck, name_package_file, name_top_deck
from notedeck.config.settings import NamingSettings, Subdecks
from notedeck.model import FrontMatter, Source
from tests.support.repository import commit_files, create_repository, run_git

NOTE = Source("SAA/이론/13-컨테이너.md", Path("x"), "")


@pytest.mark.parametrize(
    ("subdecks", "name"),
    [
        (Subdecks.FILE, "덱::SAA::이론::13-컨테이너"),
        (Subdecks.FOLDER, "덱::SAA::이론"),
        (Subdecks.NONE, "덱"),
    ],
)
def test_folders_become_subdecks(subdecks: Subdecks, name: str) -> None:
    assert name_deck(NOTE, "덱", NamingSettings(subdecks=subdecks)) == name


@pytest.mark.parametrize(("own", "name"), [("시험::1장", "덱::시험::1장"), ("덱::2장", "덱::2장"), (" 덱 ", "덱")])
def test_front_matter_names_a_deck_below_the_top(own: str, name: str) -> None:
    assert name_deck(NOTE.replace(matter=FrontMatter(deck=own)), "덱", NamingSettings()) == name


def test_the_page_of_a_folder_is_in_the_deck_of_the_folder() -> None:
    page = Source("글/TCP/index.md", Path("x"), "")
    assert name_deck(page, "덱", NamingSettings()) == "덱::글::TCP"


def test_a_name_with_colons_makes_no_further_level() -> None:
    assert name_deck(Source("C::C++.md", Path("x"), ""), "덱", NamingSettings()) == "덱::C C++"


def test_the_top_deck_is_the_setting_else_the_folder(tmp_path: Path) -> None:
    assert name_top_deck(tmp_path / "내 노트", "") == "내 노트"
    assert name_top_deck(tmp_path / "내 노트", " AWS  SAA ") == "AWS SAA"
    assert name_top_deck(tmp_path / "한 장.md", "") == "한 장"


def test_tags_are_those_of_the_settings_and_the_note() -> None:
    note = NOTE.replace(matter=FrontMatter(tags=("시험",)))
    assert list_tags(note, NamingSettings(tags=("스터디 그룹",))) == ("스터디_그룹", "시험")


@pytest.mark.parametrize(
    ("deck", "file"),
    [
        ("AWS SAA", "AWS SAA.apkg"),
        ("SAA: 1/2?", "SAA- 1-2.apkg"),
        ("a::b", "a-b.apkg"),
        ("...", "notes.apkg"),
        ("NUL", "NUL-.apkg"),
    ],
)
def test_a_file_name_suits_every_system(deck: str, file: str) -> None:
    assert name_package_file(deck) == file


def test_the_description_names_the_commit_that_the_notes_show(tmp_path: Path) -> None:
    root = create_repository(tmp_path / "notes")
    commit_files(root, 1_700_000_000, a="# a")
    files = [root / "a.md"]
    assert f"of commit `{run_git(root, 'rev-parse', 'HEAD')[:10]}`" in describe_deck(root, files, 3)
    (root / "a.md").write_text("# b", encoding="utf-8")
    assert "**3** cards from **1** Markdown notes, built" in describe_deck(root, files, 3)


def test_korean_notes_are_described_in_korean_too(tmp_path: Path) -> None:
    korean, english = describe_deck(tmp_path, [tmp_path / "a.md"], 3, "ko"), describe_deck(tmp_path, [], 0, "ja")
    assert "노트 **1**개로 카드 **3**장을" in korean and "**3** cards from **1** Markdown notes" in korean
    assert "카드" not in english
