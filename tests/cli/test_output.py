"""Where a package goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from notedeck.cli import output
from notedeck.model import Asset, Deck
from notedeck.problems import DeckError
from tests.support.programs import write_program
from tests.support.samples import create_card


def deck(*assets: Asset) -> Deck:
    return Deck("덱", cards=(create_card("가"),), assets=assets)


def test_a_folder_gets_a_file_named_after_the_deck(tmp_path: Path) -> None:
    assert output.resolve_target(tmp_path / "out").locate_package(deck()) == tmp_path / "out" / "덱.apkg"


def test_an_apkg_is_that_file(tmp_path: Path) -> None:
    assert output.resolve_target(tmp_path / "a" / "b.apkg").locate_package(deck()) == tmp_path / "a" / "b.apkg"


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("x", encoding="utf-8")
    with pytest.raises(DeckError, match="not an"):
        output.resolve_target(tmp_path / "note.md")


@pytest.mark.parametrize(("platform", "program"), [("linux", "xdg-open"), ("darwin", "open")])
def test_open_starts_the_systems_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, program: str
) -> None:
    started: list[list[str]] = []
    installed = write_program(tmp_path / "bin", program)
    monkeypatch.setenv("PATH", str(installed.parent))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    output.open_with_system(Path("a.apkg"))
    assert started == [[str(installed), str(Path("a.apkg").absolute())]]


def test_without_such_a_program_the_way_by_hand_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DeckError, match="cannot open") as found:
        output.open_with_system(Path("a.apkg"))
    assert "File > Import" in found.value.hint
