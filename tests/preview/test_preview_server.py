"""The server of the preview: what it gives, what it refuses, and its news."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck.preview.server import create_server
from notedeck.preview.site import Site
from notedeck.problems import DeckError
from tests.support.preview_server import run_server


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "a.png").write_bytes(b"picture")
    made = Site()
    (tmp_path / "a b.md").write_text("# 가", encoding="utf-8")
    gone = {"덱_files/gone.png": tmp_path / "gone.png"}
    notes = {"notes/a b.md": tmp_path / "a b.md", "notes/gone.md": tmp_path / "gone.md"}
    made.publish("<p>카드</p>", {"덱_files/a.png": tmp_path / "a.png"} | gone, notes)
    return made


@pytest.fixture
def port(site: Site) -> Iterator[int]:
    with run_server(site) as server:
        yield server.server_address[1]


def got(port: int, path: str, host: str = "") -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    found = answer.status, str(answer.getheader("Content-Type")), answer.read()
    connection.close()
    return found


def test_it_gives_the_page_and_its_media(port: int) -> None:
    assert got(port, "/") == (200, "text/html; charset=utf-8", "<p>카드</p>".encode())
    assert got(port, "/%EB%8D%B1_files/a.png") == (200, "image/png", b"picture")
    assert got(port, "/", f"localhost:{port}")[0] == 200


def test_it_shows_a_note_with_an_address_for_each_line(port: int) -> None:
    status, kind, body = got(port, "/notes/a%20b.md")
    assert (status, kind) == (200, "text/html; charset=utf-8") and '<li id="L1"># 가'.encode() in body


@pytest.mark.parametrize("path", ["/a.png", "/../deck.toml", "/%2e%2e/deck.toml", "//etc/passwd", "/etc/passwd"])
def test_it_gives_nothing_else(port: int, path: str) -> None:
    assert got(port, path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example:80"])
def test_another_sites_name_is_refused(port: int, host: str) -> None:
    assert got(port, "/", host)[0] == 403


def test_news_are_told_as_they_come(site: Site, port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/events?since={site.edition}")
    stream = connection.getresponse()
    assert stream.getheader("Content-Type") == "text/event-stream"
    site.report_error("줄\n바꿈")
    assert [stream.readline() for _ in range(3)] == [b"event: error-text\n", 'data: "줄\\n바꿈"\n'.encode(), b"\n"]
    site.publish("neu", {}, {})
    assert stream.readline() == b"event: page\n"
    connection.close()


def test_a_port_that_is_taken_is_named(site: Site, port: int) -> None:
    with pytest.raises(DeckError, match=f"port {port} is in use"):
        create_server(site, port)
