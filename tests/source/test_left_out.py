"""Which notes make no cards: files of the repository, indexes and translations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notedeck.config.settings import ReadingSettings
from notedeck.model import LeftOutReason, Source
from notedeck.source import Selection, read_notes, select_notes, twins
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases

CASES = load_cases("source/left_out.md")


def select(root: Path, given: str) -> Selection:
    """Which of the notes of a case make cards; settings stand before the first file."""
    head, *files = re.split(r"^--- (\S.*)\n", given, flags=re.M)
    for name, text in zip(files[::2], files[1::2], strict=True):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    lines = head.splitlines()
    include = tuple(line.removeprefix("include: ") for line in lines if line.startswith("include: "))
    named = "".join(line.removeprefix("named: ") for line in lines if line.startswith("named: "))
    settings = ReadingSettings(include=include)
    return select_notes(read_notes(root, settings)[0], settings, "ko", named)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_left_out(case: Case, tmp_path: Path) -> None:
    selection = select(tmp_path, case.given)
    left_out = sorted(
        f"- {note.path}: {note.reason.value}{f' of {note.original}' * bool(note.original)}"
        for note in selection.left_out
    )
    notes = sorted((note.path for note in selection.notes), key=str.casefold)
    assert "\n".join([*notes, *left_out]) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_note_is_used_or_named(case: Case, tmp_path: Path) -> None:
    selection = select(tmp_path, case.given)
    used, left_out = {note.path for note in selection.notes}, {note.path for note in selection.left_out}
    assert used.isdisjoint(left_out)
    assert used | left_out == {note.path for note in read_notes(tmp_path, ReadingSettings())[0]}
    pairs = {(twin.translation, twin.original) for twin in selection.twins}
    translations = [note for note in selection.left_out if note.reason is LeftOutReason.TRANSLATION]
    assert pairs == {(note.path, note.original) for note in translations}


def test_the_note_or_folder_that_a_user_names_makes_cards(tmp_path: Path) -> None:
    for name in ("CONTRIBUTING.md", "vendor/a.md", "b.md"):
        (tmp_path / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / name).write_text("# 큐\n먼저 넣은 것이 먼저 나온다.", encoding="utf-8")
    counts = {
        part: build_in_memory(tmp_path / "notes" / part, tmp_path / "cache").note_count
        for part in ("", "CONTRIBUTING.md", "vendor", "vendor/a.md")
    }
    assert counts == {"": 1, "CONTRIBUTING.md": 1, "vendor": 1, "vendor/a.md": 1}


def test_a_note_is_read_once_for_all_its_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []

    def list_lines(text: str) -> list[str]:
        texts.append(text)
        return text.split("\n")

    monkeypatch.setattr(twins, "list_prose", list_lines)
    names = ("a.md", *(f"a.en-{letter}{letter}.md" for letter in "abcdefgh"))
    notes = [Source(name, Path(name), "# 가나다\n" if name == "a.md" else f"# {name}\n", 1) for name in names]
    assert len(twins.find_twins(notes, "ko")[0]) == 8
    assert texts.count("# 가나다\n") <= 3


def test_translations_among_posts_when_their_folder_is_the_notes_root(tmp_path: Path) -> None:
    given = "--- ko/2025-09-01-Map.md\n# 사상\n변한다.\n--- en/2026-03-12-Map.md\n# Map\nIt changes.\n"
    selection = select(tmp_path / "_posts", given)
    assert [note.path for note in selection.left_out] == ["en/2026-03-12-Map.md"]
