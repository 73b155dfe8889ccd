"""The macros of formulas that a site or deck.toml defines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notedeck.config.load import load_settings
from notedeck.config.settings import KnownNames
from notedeck.model import Macro
from notedeck.source import read_notes
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases


def write_files(root: Path, given: str) -> None:
    """Write the files of a case, each below a line `--- path`."""
    _, *files = re.split(r"^--- (\S.*)\n?", given, flags=re.M)
    for name, text in zip(files[::2], files[1::2], strict=True):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def format_macro(macro: Macro) -> str:
    """One line for a macro: its name, how many arguments it has, the default of the first, and what it stands for."""
    parts = (macro.name, str(macro.count or ""), f"[{macro.default}]" if macro.default is not None else "")
    return f"{' '.join(filter(None, parts))} = {macro.body}"


@pytest.mark.parametrize("case", load_cases("source/macros.md"), ids=str)
def test_notes_have_the_macros_that_they_use(case: Case, tmp_path: Path) -> None:
    write_files(tmp_path, case.given)
    notes, _ = read_notes(tmp_path, load_settings(tmp_path, KnownNames()).reading)
    assert "\n".join(sorted(format_macro(macro) for note in notes for macro in note.macros)) == case.expected


def test_a_macro_that_changes_makes_the_card_anew(tmp_path: Path) -> None:
    write_files(tmp_path / "notes", "--- a.md\n# 사상\n\n$\\id$\n--- deck.toml\n[macros]\nid = 'I'\n")
    first = build_in_memory(tmp_path / "notes", tmp_path / "cache").deck.cards[0].back
    write_files(tmp_path / "notes", "--- deck.toml\n[macros]\nid = 'J'\n")
    second = build_in_memory(tmp_path / "notes", tmp_path / "cache").deck.cards[0].back
    assert (r"\(I\)" in first, r"\(J\)" in second) == (True, True)
