"""`translate --terms`: after a change of the glossary, texts of engines are asked again, and those of people stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.translation.memory import locate_memory
from tests.support.translation_server import Server, run_translation_server

NOTE = "# 비용\n\n비용은 매달 나온다.\n\n## 서버\n\n서버의 비용을 줄인다.\n\n## 요청\n\n요청을 모은다.\n"
MINE = "A server costs less"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with run_translation_server() as running:
        monkeypatch.setenv("NOTEDECK_GOOGLE_URL", running.base + "/m")
        monkeypatch.setattr("notedeck.translation.sending.sender.time.sleep", lambda _: None)
        yield running


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    """A deck that an engine translated, of which a person corrected a text, and then a glossary."""
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(NOTE, encoding="utf-8")
    main(["translate", "notes"])
    edit_text(notes, "서버의 비용을 줄인다.", MINE)
    (notes / "glossary.csv").write_text("비용,expense\n", encoding="utf-8")
    server.received_texts.clear()
    return notes


def edit_text(root: Path, msgid: str, msgstr: str) -> None:
    file = polib.pofile(str(locate_memory(root, "en")), wrapwidth=0)
    (entry,) = (entry for entry in file if entry.msgid == msgid)
    entry.msgstr = msgstr
    file.save(str(locate_memory(root, "en")))


def read_entries(root: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(locate_memory(root, "en")))}


def test_texts_of_an_engine_get_the_terms(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_entries(root)["요청을 모은다."].msgstr
    assert main(["translate", "notes", "--terms"]) == ExitStatus.DONE
    entries = read_entries(root)
    assert entries["비용"].msgstr == "expense" and "expense" in entries["비용은 매달 나온다."].msgstr
    assert not any(entry.fuzzy for entry in entries.values())
    assert (entries["서버의 비용을 줄인다."].msgstr, entries["요청을 모은다."].msgstr) == (MINE, before)
    assert server.received_texts == ["[X0X]은 매달 나온다."]
    printed = capsys.readouterr().out
    assert f'person: "비용" is not "expense": {MINE}' in printed
    assert "en: 1 text by people, which stay, and 2 by an engine break the glossary" in printed
    server.received_texts.clear()
    assert main(["translate", "notes", "--terms"]) == ExitStatus.DONE
    assert server.received_texts == []


def test_a_dry_run_lists_all_and_changes_nothing(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    data = locate_memory(root, "en").read_bytes()
    capsys.readouterr()
    assert main(["translate", "notes", "--terms", "--dry-run", "--json"]) == ExitStatus.DONE
    (values,) = json.loads(capsys.readouterr().out)
    assert [(item["msgid"], item["human"]) for item in values["breaks"]] == [
        ("비용", False),
        ("비용은 매달 나온다.", False),
        ("서버의 비용을 줄인다.", True),
    ]
    assert values["texts"] == 2 and values["engines"]["google"]["requests"] == 1
    assert main(["translate", "notes", "--terms", "--dry-run"]) == ExitStatus.DONE
    assert "translations/en.po:" in capsys.readouterr().out
    assert (locate_memory(root, "en").read_bytes(), server.received_texts) == (data, [])


def test_without_an_answer_texts_of_an_engine_are_marked(root: Path, server: Server) -> None:
    server.always = "block"
    before = read_entries(root)
    assert main(["translate", "notes", "--terms"]) == ExitStatus.USAGE
    entry = read_entries(root)["비용은 매달 나온다."]
    assert entry.fuzzy and entry.msgstr == before[entry.msgid].msgstr
    assert entry.tcomment.endswith('doubtful: "비용" is not "expense"')
    assert not read_entries(root)["서버의 비용을 줄인다."].fuzzy
    server.always = ""
    assert main(["translate", "notes", "--terms"]) == ExitStatus.DONE
    assert "expense" in read_entries(root)["비용은 매달 나온다."].msgstr


def test_a_glossary_without_terms_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "glossary.csv").unlink()
    assert main(["translate", "notes", "--terms"]) == ExitStatus.USAGE
    assert "glossary.csv has no terms" in capsys.readouterr().err


def test_only_the_texts_of_a_part_are_asked_again(root: Path, server: Server) -> None:
    (root / "b").mkdir()
    (root / "b" / "c.md").write_text("# 값\n\n비용이 싸다.\n", encoding="utf-8")
    (root / "glossary.csv").unlink()
    main(["translate", "notes"])
    (root / "glossary.csv").write_text("비용,expense\n", encoding="utf-8")
    server.received_texts.clear()
    assert main(["translate", "notes/b", "--terms"]) == ExitStatus.DONE
    assert server.received_texts == ["[X0X]이 싸다."]
