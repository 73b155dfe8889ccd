"""The verb `watch`: every build is one line, whatever is wrong; and `--import` hands the package over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck import watch
from notedeck.anki import ankiconnect
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.anki_collection import open_collection
from tests.support.anki_connect_server import AnkiConnect, run_server
from tests.support.stories import NOTES


def test_every_build_is_one_line_whatever_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(NOTES, tmp_path / "notes"))
    good = (root / "aws" / "s3.md").read_bytes()

    def four_times(
        folders: list[Path], build: Callable[[], str], say: Callable[[str], None], *, ignored: list[Path], **_: object
    ) -> None:
        assert root in folders and (tmp_path / "out") in ignored
        say(watch.run_build(build)[0])
        (root / "aws" / "s3.md").write_bytes(b"## x\n\n\xff\xfe\xfd\x00\n")
        say(watch.run_build(build)[0])
        (root / "deck.toml").write_text("nmae = 1\n", encoding="utf-8")
        say(watch.run_build(build)[0])
        (root / "deck.toml").unlink()
        (root / "aws" / "s3.md").write_bytes(good + "\n끝\n".encode())
        say(watch.run_build(build)[0])

    monkeypatch.setattr(watch, "rebuild_on_change", four_times)
    assert main(["watch", str(root), "-o", str(tmp_path / "out")]) == ExitStatus.DONE
    assert capsys.readouterr().out.splitlines() == [
        f"Watching {root}. Press Ctrl-C to stop.",
        "20 cards, 20 new",
        "14 cards, none; problems: 1 error",
        'error: deck.toml:1: unknown setting "nmae". Did you mean "name"?',
        "20 cards, 1 changed",
    ]


def test_the_package_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(NOTES, tmp_path / "notes")
    words = ["build", str(tmp_path / "notes"), "-o", str(tmp_path / "out"), "--import"]
    with open_collection(tmp_path / "anki") as anki, run_server(AnkiConnect(anki, "secret").answer) as base:
        monkeypatch.setattr(ankiconnect.import_to_anki, "__defaults__", (base, "", 60.0))
        monkeypatch.setenv("ANKICONNECT_KEY", "secret")
        assert main(words) == ExitStatus.DONE
        assert len(anki.cards()) == 20
        monkeypatch.setenv("ANKICONNECT_KEY", "wrong")
        assert main(words) == ExitStatus.USAGE
    assert "secret" not in "".join(capsys.readouterr())
