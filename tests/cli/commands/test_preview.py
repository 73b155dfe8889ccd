"""The verb `preview`: the page on the disk, and the page that is served while somebody writes."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from notedeck.cli import main as cli
from notedeck.preview import page_media
from tests.support.paths import ROOT
from tests.support.pictures import PHOTO, encode_image


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    root = tmp_path / "내 노트"
    root.mkdir()
    (root / "a.md").write_text("# 큐\n\nFIFO ![](b.png)\n", encoding="utf-8")
    (root / "b.png").write_bytes(encode_image(PHOTO, "PNG"))
    return root


def test_the_page_is_written_and_told(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["preview", str(notes), "-o", str(tmp_path / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    page = tmp_path / "out" / "내 노트.html"
    assert told == {"page": str(page), "bytes": page.stat().st_size, "media_folder": None}
    assert not (notes / "deck.lock").exists()
    first = page.read_bytes()
    assert cli.main(["preview", str(notes), "-o", str(tmp_path / "out")]) == 0
    assert page.read_bytes() == first and "1 card" in capsys.readouterr().out


def test_large_pictures_lie_beside_the_page(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_media.locate_media, "__defaults__", (1,))
    page = tmp_path / "out" / "덱.html"
    assert cli.main(["preview", str(notes), "-o", str(page)]) == 0
    (beside,) = (tmp_path / "out" / "덱_files").iterdir()
    assert beside.name.startswith("b-") and f"덱_files/{beside.name}".encode() not in page.read_bytes()
    assert f"%EB%8D%B1_files/{beside.name}".encode() in page.read_bytes()
    monkeypatch.undo()
    (notes / "a.md").write_text("# 큐\n\nFIFO! ![](b.png)\n", encoding="utf-8")  # else nothing is done again
    assert cli.main(["preview", str(notes), "-o", str(page)]) == 0
    assert not beside.parent.exists()


def test_a_folder_of_the_users_beside_the_page_is_left_alone(notes: Path, tmp_path: Path) -> None:
    own = tmp_path / "덱_files" / "thesis.docx"
    own.parent.mkdir()
    own.write_bytes(b"years of work")
    assert cli.main(["preview", str(notes), "-o", str(tmp_path / "덱.html")]) == 0
    assert own.read_bytes() == b"years of work"


def test_notes_without_a_card_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# 빈\n", encoding="utf-8")
    assert cli.main(["preview", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    assert "contain no cards" in capsys.readouterr().err


def test_a_problem_is_the_exit_status(notes: Path, tmp_path: Path) -> None:
    (notes / "b.md").write_bytes(b"# a\n\nb \xff\xfe\xfd\n")
    assert cli.main(["preview", str(notes), "-o", str(tmp_path / "out")]) == 1
    assert (tmp_path / "out" / "내 노트.html").exists()


@pytest.mark.parametrize("port", ["abc", "-1", "65536"])
def test_what_is_no_port_is_refused(port: str, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["preview", str(notes), "--serve", f"--port={port}"])
    assert ended.value.code == 2 and f"{port} is not a port; allowed: 0 to 65535" in capsys.readouterr().err


@contextmanager
def served(notes: Path, folder: Path) -> Iterator[str]:
    """The address of a page that a program of its own serves."""
    words = ["preview", str(notes), "-o", str(folder / "out"), "--serve", "--port", "0", "--json"]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "build_deck.py"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:
        assert program.stdout is not None and program.stderr is not None
        try:
            yield str(json.loads(program.stdout.readline())["address"])
        finally:
            program.send_signal(signal.SIGINT)
            program.communicate(timeout=30)
    assert program.returncode == 0


def test_the_served_page_is_made_anew_on_save(notes: Path, tmp_path: Path) -> None:
    with served(notes, tmp_path) as address:
        host = urlsplit(address).netloc
        news = http.client.HTTPConnection(host, timeout=60)
        news.request("GET", "/events?since=0")
        stream = news.getresponse()
        while stream.readline() != b"event: page\n":
            pass
        (notes / "a.md").write_text("# 큐\n\n먼저 넣은 것\n", encoding="utf-8")
        while "먼저 넣은 것" not in got(host):
            stream.readline()
        (notes / "deck.toml").write_text("styl = 1\n", encoding="utf-8")
        while stream.readline() != b"event: error-text\n":
            pass
        assert "unknown setting" in json.loads(stream.readline().decode().removeprefix("data: "))
        assert "먼저 넣은 것" in got(host)
        news.close()
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").glob("*.html"))


def test_a_correction_in_the_served_page_is_on_its_card(notes: Path, tmp_path: Path) -> None:
    (notes / "a.md").write_text("## 큐\n\nFIFO\n", encoding="utf-8")
    memory = notes / "translations" / "en.po"
    memory.parent.mkdir()
    memory.write_text('msgid ""\nmsgstr ""\n\nmsgid "큐"\nmsgstr "Q"\n', encoding="utf-8")
    correction = {"context": "", "msgid": "큐", "before": "Q", "text": "Queue"}
    with served(notes, tmp_path) as address:
        host = urlsplit(address).netloc
        while '"Q"' not in got(host):
            time.sleep(0.1)
        connection = http.client.HTTPConnection(host, timeout=60)
        token = urlsplit(address).query.removeprefix("token=")
        headers = {"Origin": f"http://{host}", "Content-Type": "application/json", "X-Notedeck-Token": token}
        connection.request("POST", "/translations", json.dumps(correction), headers)
        assert connection.getresponse().status == 200
        connection.close()
        while "Queue" not in got(host):
            time.sleep(0.1)
    assert memory.read_text(encoding="utf-8").endswith('msgid "큐"\nmsgstr "Queue"\n')


def got(host: str) -> str:
    """The page as it is now."""
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", "/")
    text = connection.getresponse().read().decode()
    connection.close()
    return text
