"""`translate --from-parallel`: translations that people wrote beside their notes, without one request."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.translation.memory import locate_memory

NOTE = "# 큐\n\n## 순서\n\n먼저 넣은 것이 먼저 나온다.\n\n## 쓰임\n\n`BFS`에 쓴다.\n"
TRANSLATION = "# Queue\n\n## Order\n\nFirst in, first out.\n\n## Use\n\nIt is used for searches.\n"
SUMMARY = "en: 4 translations taken from 1 note, 1 not aligned"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "큐.md").write_text(NOTE, encoding="utf-8")
    (notes / "큐.en.md").write_text(TRANSLATION, encoding="utf-8")
    return notes


def read_texts(root: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(locate_memory(root, "en")))}


def test_the_memory_is_filled_and_what_is_unclear_is_listed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "notes", "--from-parallel"]) == ExitStatus.DONE
    assert read_texts(root) == {
        "큐": "Queue",
        "순서": "Order",
        "먼저 넣은 것이 먼저 나온다.": "First in, first out.",
        "쓰임": "Use",
        "<code>BFS</code>에 쓴다.": "",
    }
    printed = capsys.readouterr().out
    assert '큐.md:9: "<code>BFS</code>에 쓴다.": <code>BFS</code> is missing (큐.en.md:9)\n' in printed
    assert SUMMARY in printed


def test_a_second_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["translate", "notes", "--from-parallel"])
    data = locate_memory(root, "en").read_bytes()
    assert main(["translate", "notes", "--from-parallel"]) == ExitStatus.DONE
    assert locate_memory(root, "en").read_bytes() == data
    assert "0 translations taken from 1 note, 4 already there, 1 not aligned" in capsys.readouterr().out


def test_a_dry_run_only_lists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "notes", "--from-parallel", "--dry-run"]) == ExitStatus.DONE
    assert "4 translations would be taken from 1 note" in capsys.readouterr().out
    assert not locate_memory(root, "en").exists()


@pytest.mark.usefixtures("root")
def test_the_list_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "notes", "--from-parallel", "--json"]) == ExitStatus.DONE
    (document,) = json.loads(capsys.readouterr().out)
    assert [text["msgstr"] for text in document["added"]] == ["Queue", "Order", "First in, first out.", "Use"]
    assert [(text["path"], text["line"], text["translation_line"]) for text in document["unaligned"]] == [
        ("큐.md", 9, 9)
    ]


def test_without_translations_it_says_where_they_belong(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "큐.en.md").unlink()
    assert main(["translate", "notes", "--from-parallel"]) == ExitStatus.DONE
    assert "put README.en.md beside README.md" in capsys.readouterr().out
