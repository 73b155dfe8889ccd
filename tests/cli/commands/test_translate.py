"""The command `translate`: fills the memory, resumes, sends nothing twice, and never touches a person's work."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.cli.reports import translation as report
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import EngineText, Entry, Memory, set_engine_text
from notedeck.translation.memory.po import write_memory
from notedeck.translation.sending.outcomes import Outcome
from tests.support.paths import ROOT
from tests.support.stories import NOTES
from tests.support.translation_server import Server, run_translation_server


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(NOTES, tmp_path / "notes"))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with run_translation_server() as running:
        monkeypatch.setenv("NOTEDECK_GOOGLE_URL", running.base + "/m")
        monkeypatch.setattr("notedeck.translation.sending.sender.time.sleep", lambda _: None)
        yield running


def entries(root: Path) -> dict[str, polib.POEntry]:
    return {one.msgid: one for one in polib.pofile(str(locate_memory(root, "en")))}


def test_it_fills_the_memory_and_asks_nothing_twice(root: Path, server: Server) -> None:
    assert main(["translate", "notes"]) == ExitStatus.DONE
    found = entries(root)
    assert len(found) > 50 and all(one.msgstr for one in found.values())
    sent = server.requests
    text = locate_memory(root, "en").read_bytes()
    assert main(["translate", "notes"]) == ExitStatus.DONE
    assert server.requests == sent
    assert locate_memory(root, "en").read_bytes() == text


@pytest.mark.parametrize("mood", ["echo", "null", "empty", "phrase", "page", "more", "quota"])
def test_a_bad_day_leaves_nothing_behind(mood: str, root: Path, server: Server) -> None:
    server.always = mood
    main(["translate", "notes"])
    assert mood == "more" or not any(one.msgstr for one in entries(root).values())
    server.always = ""
    assert main(["translate", "notes"]) == ExitStatus.DONE
    assert all(one.msgstr for one in entries(root).values())


def test_the_summary_counts_the_whole_memory(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.plan = ["", "echo"]
    main(["translate", "notes"])
    text = capsys.readouterr().out
    count = len(entries(root))
    accepted = sum(bool(one.msgstr) for one in entries(root).values())
    assert f"en: {accepted} of {count} texts translated, 0 doubtful, {count - accepted} open" in text
    assert f"asked about {count} texts" in text and "translate notes --review" in text


def test_again_asks_about_a_note(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    main(["translate", "notes"])
    before = server.requests
    assert main(["translate", "notes", "--again", "aws/s3.md"]) == ExitStatus.DONE
    assert server.requests == before + 1
    assert main(["translate", "notes", "--again"]) == ExitStatus.DONE
    assert server.requests == before + 1
    assert main(["translate", "notes", "--again", "nowhere.md"]) == ExitStatus.USAGE
    assert '--again: there is no note "nowhere.md"' in capsys.readouterr().err
    assert all(one.msgstr for one in entries(root).values())


def test_a_part_uses_the_memory_of_the_deck(root: Path, server: Server) -> None:
    main(["translate", "notes"])
    before = locate_memory(root, "en").read_bytes()
    (root / "aws" / "new.md").write_text("# 새 노트\n\n새로 쓴 글이다.\n", encoding="utf-8")
    (root / "other.md").write_text("# 다른 노트\n\n따로 쓴 글이다.\n", encoding="utf-8")
    server.received_texts.clear()
    (root / "deck.lock").unlink(missing_ok=True)
    assert main(["translate", "notes/aws"]) == ExitStatus.DONE
    assert not (root / "aws" / "translations").exists()
    sent = "\n".join(server.received_texts)
    assert "새로 쓴 글이다." in sent and "따로" not in sent
    text = locate_memory(root, "en").read_bytes()
    assert before.count(b"#~") == text.count(b"#~") and len(text) > len(before)


@pytest.mark.usefixtures("root")
def test_a_build_needs_no_network(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    main(["translate", "notes"])
    sent = server.requests
    capsys.readouterr()
    assert main(["build", "notes", "--json"]) == ExitStatus.DONE
    assert server.requests == sent
    assert json.loads(capsys.readouterr().out)["problems"] == []


def test_what_a_person_wrote_stays(root: Path, server: Server) -> None:
    main(["translate", "notes"])
    file = polib.pofile(str(locate_memory(root, "en")), wrapwidth=0)
    file[0].msgstr = "Mine"
    file.save(str(locate_memory(root, "en")))
    note = root / "aws" / "s3.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n## 새 글\n\n새로 쓴 글이다.\n", encoding="utf-8")
    before = server.requests
    main(["translate", "notes"])
    assert entries(root)[file[0].msgid].msgstr == "Mine"
    assert entries(root)["새로 쓴 글이다."].msgstr
    assert server.requests == before + 1


def test_a_block_ends_it_and_keeps_what_was_done(
    root: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plan, server.always = ["", ""], "block"
    assert main(["translate", "notes"]) == ExitStatus.USAGE
    assert "google: the server blocked automated requests" in capsys.readouterr().err
    done = {msgid for msgid, one in entries(root).items() if one.msgstr}
    assert len(done) == 40
    server.always, server.received_texts[:] = "", []
    assert main(["translate", "notes"]) == ExitStatus.DONE
    assert all(one.msgstr for one in entries(root).values())
    assert not done & {line for text in server.received_texts for line in text.split("\n")}


def test_a_dry_run_sends_nothing(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "notes", "--dry-run", "--json"]) == ExitStatus.DONE
    (row,) = json.loads(capsys.readouterr().out)
    assert row["texts"] > 50 and row["engines"]["google"]["requests"] > 2
    assert server.requests == 0
    assert not locate_memory(root, "en").exists()


@pytest.mark.usefixtures("server")
def test_no_more_than_so_many_characters_are_sent(root: Path) -> None:
    assert main(["translate", "notes", "--max-chars", "100"]) == ExitStatus.DONE
    assert 0 < sum(len(one.msgid) for one in entries(root).values() if one.msgstr) <= 100


@pytest.mark.usefixtures("root", "server")
def test_the_summary_ends_with_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "notes"]) == ExitStatus.DONE
    assert capsys.readouterr().out.splitlines()[-1].startswith("    Next: build-deck notes puts the translations")


@pytest.mark.usefixtures("root")
def test_the_review_tells_how_far_each_note_is(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.plan = ["", "echo"]
    main(["translate", "notes"])
    capsys.readouterr()
    assert main(["translate", "notes", "--review"]) == ExitStatus.DONE
    text = capsys.readouterr().out
    counts = [line for line in text.splitlines() if ".md: " in line]
    assert counts and all(
        re.search(r"\.md: \d+ of \d+ texts translated, \d+ doubtful, [1-9]\d* open$", line) for line in counts
    )
    assert "build-deck preview notes --serve" in text.splitlines()[-1]
    main(["translate", "notes", "--review", "--json"])
    (review,) = json.loads(capsys.readouterr().out)
    assert sum(note["open"] > 0 for note in review["notes"].values()) == len(counts)


def test_the_review_names_places(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["translate", "notes", "--engine", "pseudo"])
    file = locate_memory(root, "en")
    file.write_text(file.read_text(encoding="utf-8").replace('msgstr "S3 ', 'msgstr "한글 S3 ', 1), encoding="utf-8")
    capsys.readouterr()
    assert main(["translate", "notes", "--review"]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "translations/en.po:" in printed and "suspicious" in printed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--engine", "babelfish"], 'there is no engine "babelfish"'),
        (["--engine", "papago"], "papago needs a key"),
        (["--to", "xx"], '"xx" is not in translate_to'),
    ],
)
def test_wrong_words_are_named(
    words: list[str], message: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAPAGO_CLIENT_ID", raising=False)
    assert main(["translate", str(root), *words]) == ExitStatus.USAGE
    assert message in capsys.readouterr().err


def test_notes_in_another_language_say_what_to_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# Queues\n\nFirst in, first out.\n", encoding="utf-8")
    assert main(["translate", str(tmp_path), "--dry-run"]) == ExitStatus.USAGE
    printed = capsys.readouterr().err
    assert "no text of the notes is in 한국어" in printed and 'language = "en"' in printed
    (tmp_path / "deck.toml").write_text('language = "en"\ntranslate_to = ["ko"]\n', encoding="utf-8")
    assert main(["translate", str(tmp_path), "--dry-run"]) == ExitStatus.DONE


def test_a_name_that_stays_is_not_asked_again(tmp_path: Path, server: Server) -> None:
    """The engine translated three texts before; a new one is the same in both languages."""
    answers = {"変数": "变量", "値を保存する。": "保存值。", "種類を決める。": "决定种类。"}
    entries = (
        set_engine_text(Entry(msgid), EngineText(text), "google", "2026-11-01") for msgid, text in answers.items()
    )
    write_memory(locate_memory(tmp_path, "zh-CN"), Memory(tuple(entries)), "ja", "zh-CN")
    (tmp_path / "deck.toml").write_text('language = "ja"\ntranslate_to = ["zh-CN"]\n', encoding="utf-8")
    note = "# 数学\n\n## 変数\n\n値を保存する。\n\n種類を決める。\n"
    (tmp_path / "a.md").write_text(note, encoding="utf-8")
    server.always = "echo"
    for _ in range(2):
        assert main(["translate", str(tmp_path)]) == ExitStatus.DONE
    assert server.received_texts == ["数学"]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_killed_in_the_middle_it_goes_on_where_it_was(root: Path, server: Server) -> None:
    server.plan = ["", "", "hang"]
    command = [sys.executable, str(ROOT / "build_deck.py"), "translate", str(root)]
    with subprocess.Popen(command, env={**os.environ, "NOTEDECK_GOOGLE_URL": server.base + "/m"}) as program:
        while server.requests < 3:
            assert program.poll() is None
        program.send_signal(signal.SIGKILL)
    done = {msgid for msgid, one in entries(root).items() if one.msgstr}
    assert len(done) >= 20
    server.ended.set()
    server.received_texts.clear()
    assert main(["translate", str(root)]) == ExitStatus.DONE
    assert all(one.msgstr for one in entries(root).values())
    again = done & {line for text in server.received_texts for line in text.split("\n")}
    assert not again


def test_the_glossary_is_mined_from_the_notes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "b.md").write_text("## 글\n\n가용성(Availability)과 내구성(Durability), 쿠버네티스(K8s), 값(1)\n", "utf-8")
    assert main(["glossary", "notes"]) == ExitStatus.DONE
    rows = capsys.readouterr().out.splitlines()
    assert "가용성,Availability" in rows and "내구성,Durability" in rows
    assert not any("K8s" in row or "1" in row for row in rows)
    assert main(["glossary", "notes", "--json"]) == ExitStatus.DONE
    assert {"term": "내구성", "translation": "Durability", "count": 1} in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("seconds", "text"), [(63, "63 s"), (200, "3 min"), (2900, "48 min"), (9000, "2.5 h")])
def test_a_duration_has_the_unit_of_people(seconds: int, text: str) -> None:
    assert report.format_duration(seconds) == text


def test_progress_tells_the_rate_and_the_time_left() -> None:
    stream = io.StringIO()
    console = Console(file=stream, is_terminal=True, width=100)
    rows = [Outcome(str(number), "x") for number in range(5)]
    assert list(report.show_progress(console, iter(rows), 5, "ko -> en")) == rows
    assert "/5" in stream.getvalue() and "/s" in stream.getvalue()
