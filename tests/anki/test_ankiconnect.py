"""Packages handed to a running Anki."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck.anki.ankiconnect import MAX_ANSWER_BYTES, import_to_anki
from notedeck.anki.package import write_package
from notedeck.model import Card
from notedeck.problems import DeckError
from tests.support.anki_collection import Anki, open_collection
from tests.support.anki_connect_server import AnkiConnect, run_server
from tests.support.samples import SECOND, create_card, create_deck

CARDS = tuple(create_card(str(number)) for number in range(5))


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with open_collection(tmp_path / "collection") as fresh:
        yield fresh


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return packed(tmp_path / "학습 노트.apkg", *CARDS)


def packed(file: Path, *cards: Card) -> Path:
    write_package(create_deck(*cards), file)
    return file


def refusal(file: Path, base: str, key: str = "", seconds: float = 60) -> DeckError:
    """What `import_to_anki` says when it fails: one line, and what to do next."""
    with pytest.raises(DeckError) as caught:
        import_to_anki(file, base, key, seconds)
    error = caught.value
    assert str(error) and len(str(error).splitlines()) == 1 and len(str(error)) < 600
    assert error.hint and len(error.hint.splitlines()) == 1
    return error


def test_the_real_anki_has_the_cards(anki: Anki, file: Path) -> None:
    with run_server(AnkiConnect(anki).answer) as base:
        import_to_anki(file, base)
    assert [note["Front"] for note in anki.notes()] == [made.front for made in CARDS]
    assert anki.decks() == ["학습", "학습::aws"]


def test_a_second_import_changes_one_note_and_no_schedule(anki: Anki, file: Path) -> None:
    with run_server(AnkiConnect(anki).answer) as base:
        import_to_anki(file, base)
        learn(anki)
        before, stamp = rows(anki), schema(anki)
        later = CARDS[1].replace(back="<p>B</p>", modified=SECOND + 60)
        import_to_anki(packed(file, CARDS[0], later, *CARDS[2:]), base)
    assert rows(anki) == before and schema(anki) == stamp
    assert [note["Back"] for note in anki.notes()] == ["<p>A</p>", "<p>B</p>", *["<p>A</p>"] * 3]


def learn(anki: Anki) -> None:
    """Give each card an interval of its own."""
    for number, one in enumerate(anki.cards(), 10):
        anki.col.sched.set_due_date([one.id], f"{number}!")


def rows(anki: Anki) -> list[list[object]]:
    assert anki.col.db is not None
    return [list(row) for row in anki.col.db.all("select * from cards order by id")]


def schema(anki: Anki) -> int:
    assert anki.col.db is not None
    return int(anki.col.db.scalar("select scm from col"))


def test_a_relative_path_reaches_anki_whole(file: Path, anki: Anki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    there = AnkiConnect(anki)
    with run_server(there.answer) as base:
        import_to_anki(Path(file.name), base)
    assert there.requests == [
        {"action": "importPackage", "version": 6, "params": {"path": os.fspath(file.resolve())}},
    ]


def test_the_right_key_opens(anki: Anki, file: Path) -> None:
    with run_server(AnkiConnect(anki, key="열쇠").answer) as base:
        import_to_anki(file, base, key="열쇠")
    assert len(anki.notes()) == len(CARDS)


def test_a_proxy_is_not_asked(anki: Anki, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with run_server(AnkiConnect(anki).answer) as base:
        import_to_anki(file, base)
    assert anki.notes()


@pytest.mark.parametrize(
    ("configured", "given", "message"),
    [
        ("right", "", "AnkiConnect requires a key"),
        ("right", "wrong", "ANKICONNECT_KEY is not the key"),
        (None, "needless", "ANKICONNECT_KEY is not the key"),
    ],
)
def test_a_wrong_key(anki: Anki, file: Path, configured: str | None, given: str, message: str) -> None:
    with run_server(AnkiConnect(anki, key=configured).answer) as base:
        error = refusal(file, base, given)
    assert str(error).startswith(message) and "ANKICONNECT_KEY" in error.hint
    assert not anki.notes()


def test_no_profile_is_open(file: Path) -> None:
    with run_server(AnkiConnect(None).answer) as base:
        assert "profile" in refusal(file, base).hint


def test_anki_refuses_what_is_no_package(anki: Anki, tmp_path: Path) -> None:
    file = tmp_path / "broken.apkg"
    file.write_bytes(b"no zip")
    with run_server(AnkiConnect(anki).answer) as base:
        error = refusal(file, base)
    assert str(error).startswith(f"Anki cannot import {file}: ") and "zip" in str(error).lower()


def test_no_package_asks_nobody(anki: Anki, tmp_path: Path) -> None:
    there = AnkiConnect(anki)
    with run_server(there.answer) as base:
        assert "does not exist" in str(refusal(tmp_path / "none.apkg", base))
    assert not there.requests


def test_nobody_listens(file: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound, so that nobody else takes it; not listening, so that it refuses
        error = refusal(file, f"http://127.0.0.1:{free.getsockname()[1]}")
    assert "does not answer" in str(error)
    assert "Open Anki" in error.hint and "2055492159" in error.hint


ANSWERS = {
    "a web page": (b"<html>hello</html>", "is not AnkiConnect"),
    "nothing": (b"", "is not AnkiConnect"),
    "no text": (b"\xff\xfe\x00", "is not AnkiConnect"),
    "another shape": (b'{"status": "ok"}', "is not AnkiConnect"),
    "a bare value": (b"true", "is not AnkiConnect"),
    "endless braces": (b"[" * MAX_ANSWER_BYTES * 4, "is not AnkiConnect"),
    "false": (json.dumps({"result": False, "error": None}).encode(), "did not import"),
    "null": (json.dumps({"result": None, "error": None}).encode(), "did not import"),
    "an error without words": (json.dumps({"result": None, "error": ""}).encode(), "no reason given"),
    "an old add-on": (json.dumps({"result": None, "error": "unsupported action"}).encode(), "cannot import packages"),
    "many lines": (json.dumps({"result": None, "error": "one\n\ntwo " + "다" * 9999}).encode(), "one two 다다"),
    "no such file": (json.dumps({"result": None, "error": "No such file or directory: x"}).encode(), "No such file"),
    "an error of another kind": (json.dumps({"result": None, "error": {"code": 5}}).encode(), "'code': 5"),
}


@pytest.mark.parametrize("status", [200, 302, 403, 500])
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_not_yes(file: Path, name: str, status: int) -> None:
    body, words = ANSWERS[name]
    with run_server(lambda _: body, status) as base:
        assert words in str(refusal(file, base))


def test_a_file_that_anki_does_not_see(file: Path) -> None:
    with run_server(lambda _: ANSWERS["no such file"][0]) as base:
        assert "same file" in refusal(file, base).hint


def test_the_connection_breaks_off(file: Path) -> None:
    def cut(_: bytes) -> bytes:
        raise ConnectionAbortedError

    with run_server(cut) as base:
        assert "was interrupted" in str(refusal(file, base))


def test_an_answer_that_never_comes(file: Path) -> None:
    end = threading.Event()

    def wait(_: bytes) -> bytes:
        end.wait(60)
        raise ConnectionAbortedError

    with run_server(wait) as base:
        error = refusal(file, base, seconds=0.2)
        end.set()
    assert "did not answer within" in str(error) and "check Anki" in error.hint


@pytest.mark.parametrize("base", ["ftp://127.0.0.1:1", "127.0.0.1:8765", "http://", "http://[::1"])
def test_an_address_that_is_none(file: Path, base: str) -> None:
    assert base in str(refusal(file, base))
