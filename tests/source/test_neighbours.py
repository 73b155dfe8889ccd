"""Which notes are written for a tool as the notes around them are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from notedeck.config.settings import ReadingSettings
from notedeck.source import read_notes
from tests.support.cases import Case, load_cases

CASES = load_cases("source/neighbours.md")
LINE = re.compile(r"(?P<count>\d+) (?P<name>.+?) \| (?P<text>.*)")


def write_notes(root: Path, given: str) -> None:
    """Write the notes of a case: each line has how many there are, their name and their text."""
    for line in given.splitlines():
        match = LINE.fullmatch(line)
        assert match
        for number in range(int(match["count"])):
            folder, _, name = match["name"].rpartition("/")
            file = root / folder / f"{number} {name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(match["text"].replace("\\n", "\n").replace("\\t", "\t"), encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_notes_are_judged_by_those_around_them(case: Case, tmp_path: Path) -> None:
    write_notes(tmp_path, case.given)
    counts: Counter[str] = Counter()
    for note in read_notes(tmp_path, ReadingSettings())[0]:
        folder, _, name = note.path.removesuffix(".md").rpartition("/")
        tools = f"{' '.join(note.tools)} {'of the notes around ' if note.judged else ''}".lstrip()
        counts[f"{folder}{'/' if folder else ''}{name.split(' ', 1)[1]}: {tools}"] += 1
    assert sorted(f"{name}x{count}" for name, count in counts.items()) == sorted(case.expected.splitlines())


@pytest.mark.parametrize("source", ["github", "hugo"])
def test_a_tool_that_the_settings_name_is_the_only_one(source: str, tmp_path: Path) -> None:
    write_notes(tmp_path, CASES[0].given)
    notes, _ = read_notes(tmp_path, ReadingSettings(source=source))
    assert {note.tools for note in notes} == {() if source == "github" else (source,)}
    assert not any(note.judged for note in notes)
