"""The terminal in Korean: what is printed, as a golden, and that everything for programs stays English."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from notedeck.cli.main import main
from tests.support.korean_terminal import COMMANDS, GOLDEN, run_commands, write_deck

LANGUAGES = ("en", "ko")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse formats its help in another way")
def test_the_terminal_speaks_korean(tmp_path: Path) -> None:
    assert run_commands(tmp_path) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["check", "notes", "--json"], ["diff", "notes", "--json"], ["chek", "--json"]])
def test_json_and_exit_status_are_the_same_in_every_language(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_deck(tmp_path)
    monkeypatch.chdir(tmp_path)
    results = []
    for language in LANGUAGES:
        monkeypatch.setenv("NOTEDECK_LANG", language)
        results.append((main(words), capsys.readouterr().out))
    assert results[0] == results[1]
    assert json.loads(results[0][1])


def test_what_a_cache_keeps_is_shown_in_the_language_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_deck(tmp_path)
    monkeypatch.chdir(tmp_path)
    printed = []
    for number, language in enumerate(("en", "ko", "en", "ko")):
        monkeypatch.setenv("NOTEDECK_LANG", language)
        if number == 2:
            (tmp_path / "notes" / "네트워크.md").write_text("## TCP\n\n연결을 맺고 보낸다.\n", encoding="utf-8")
        main(["check", "notes"])
        printed.append(capsys.readouterr().out)
    for text in printed[::2]:
        assert "그림.png does not exist" in text and "파일이 없습니다" not in text
    for text in printed[1::2]:
        assert "그림.png 파일이 없습니다" in text and "does not exist" not in text


def test_packages_and_deck_lock_are_the_same_in_every_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = []
    for language in LANGUAGES:
        monkeypatch.setenv("NOTEDECK_LANG", language)
        folder = tmp_path / language
        folder.mkdir()
        write_deck(folder)
        monkeypatch.chdir(folder)
        assert main(["build", "notes"]) == 1
        text = (folder / "notes" / "deck.lock").read_text(encoding="utf-8")
        text = re.sub(r" \w{8}$", "", text, flags=re.M)  # the seal of a line, which has the second of the build in it
        contents.append(re.sub(r",\d{10},|[0-9a-f]{16,}|\S{22,}", "", text))
    capsys.readouterr()
    assert contents[0] == contents[1]


def test_an_unknown_language_is_named_and_english_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_deck(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NOTEDECK_LANG", "fr")
    main(["check", "notes"])
    printed = capsys.readouterr()
    assert 'NOTEDECK_LANG is "fr"; allowed: en, ko.' in printed.err
    assert "그림.png does not exist" in printed.out


def test_the_golden_shows_every_kind_of_text() -> None:
    text = GOLDEN.read_text(encoding="utf-8")
    assert all(f"$ {' '.join(('build-deck', *words))}" in text for words in COMMANDS)
