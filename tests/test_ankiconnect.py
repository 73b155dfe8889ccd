"""A package is handed to a running Anki, and whatever goes wrong is one clear line."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck import ankiconnect
from notedeck.ankiconnect import import_package
from notedeck.cli import main
from notedeck.exits import Exit
from notedeck.problems import DeckError
from tests.anki_collection import Imported
from tests.anki_connect_server import AnkiConnect, serving
from tests.building import built
from tests.stories import NOTES


@pytest.fixture
def package(tmp_path: Path) -> Path:
    built(Path(shutil.copytree(NOTES, tmp_path / "notes")), tmp_path / "out" / "deck.apkg")
    return tmp_path / "out" / "deck.apkg"


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[AnkiConnect]:
    with serving(tmp_path / "anki") as server:
        yield server


def refused(base: str, file: Path, key: str = "") -> str:
    with pytest.raises(DeckError) as error:
        import_package(file, base, key)
    assert error.value.hint
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_package_arrives(anki: AnkiConnect, package: Path) -> None:
    import_package(package, anki.base)
    import_package(package, anki.base)
    assert anki.imported == [Imported(new=20), Imported(duplicate=20)]
    assert anki.asked[0] == {"action": "importPackage", "version": 6, "params": {"path": str(package.resolve())}}


def test_nobody_listens(package: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}", package) == f"no Anki answers at http://127.0.0.1:{port}"


@pytest.mark.parametrize("answer", [b"<html>hello</html>", b"", b"[]", b'{"ok": true}', b'"AnkiConnect v.6"'])
def test_somebody_else_listens(answer: bytes, anki: AnkiConnect, package: Path) -> None:
    anki.answer = answer
    assert refused(anki.base, package) == f"{anki.base} answers, but is no AnkiConnect"


def test_anki_refuses(anki: AnkiConnect, package: Path) -> None:
    anki.answer = b'{"result": null, "error": "disk\\nis full"}'
    assert refused(anki.base, package) == "Anki could not import the package: disk is full"
    anki.answer = b'{"result": false, "error": null}'
    assert refused(anki.base, package) == "Anki did not import the package"


def test_a_key(anki: AnkiConnect, package: Path) -> None:
    anki.key = "secret"
    import_package(package, anki.base, "secret")
    assert refused(anki.base, package) == "AnkiConnect wants the key of the add-on in ANKICONNECT_KEY"
    assert refused(anki.base, package, "guess") == "AnkiConnect refuses the key in ANKICONNECT_KEY"


def test_the_command_line_hands_it_over(
    anki: AnkiConnect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(NOTES, tmp_path / "notes")
    anki.key = "secret"
    monkeypatch.setenv("ANKICONNECT_KEY", "secret")
    monkeypatch.setattr(ankiconnect.import_package, "__defaults__", (anki.base, ""))
    words = ["build", str(tmp_path / "notes"), "-o", str(tmp_path / "out"), "--import"]
    assert main(words) == Exit.DONE
    assert anki.imported == [Imported(new=20)]
    monkeypatch.setenv("ANKICONNECT_KEY", "wrong")
    assert main(words) == Exit.USAGE
    assert "secret" not in "".join(capsys.readouterr())
