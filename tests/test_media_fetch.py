"""Downloads, from a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from notedeck.media import Illustrated, illustrate
from notedeck.media.fetch import LARGEST, Fetcher, FetchFailed, is_badge, is_public
from notedeck.model import Card, Key, Place
from notedeck.problems import Problem
from notedeck.settings import Settings

GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00"
GIF += b"\x01\x00\x01\x00\x00\x02\x01D\x00;"
LOCAL = Fetcher(private=True)


class Pictures(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        status, headers, body = self.answer()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        if self.path.startswith("/loop"):
            return 302, {"Location": "/loop"}, b""
        if self.path == "/there":
            return 301, {"Location": "/one.gif"}, b""
        if self.path == "/file":
            return 302, {"Location": "file:///etc/passwd"}, b""
        rows = {"/one.gif": GIF, "/page.png": b"<html>no picture</html>", "/large.gif": GIF + b"\0" * LARGEST}
        return (200, {}, rows[self.path]) if self.path in rows else (404, {}, b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/one.gif", "/there"])
def test_a_picture_is_fetched(server: str, path: str) -> None:
    assert LOCAL.fetch(server + path) == GIF


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/loop", "leads on more than 5"),
        ("/none", "answers 404"),
        ("/large.gif", "larger than 10 MB"),
        ("/file", "file address"),
    ],
)
def test_what_cannot_be_had_says_why(server: str, path: str, why: str) -> None:
    with pytest.raises(FetchFailed, match=why):
        LOCAL.fetch(server + path)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(FetchFailed, match="Connection"):
        LOCAL.fetch("http://127.0.0.1:1/a.png")


def test_a_private_network_is_never_asked_for_more(server: str) -> None:
    with pytest.raises(FetchFailed, match="private network"):
        Fetcher().fetch(server + "/one.gif")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "", "x"])
def test_private_addresses(host: str) -> None:
    assert not is_public(host)


def test_public_addresses() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")


def test_badges_are_no_pictures_to_learn() -> None:
    assert is_badge("https://img.shields.io/badge/a-b-blue")
    assert not is_badge("https://user-images.githubusercontent.com/1/2.png")


def illustrated(address: str, tmp_path: Path, *, fetch: bool) -> tuple[Illustrated, tuple[Problem, ...]]:
    card = Card(Key("note.md", (), "t", "basic"), Place("note.md", 3), "앞", f'<img src="{address}" alt="그림">')
    settings = replace(Settings(), fetch=fetch)
    return illustrate((card,), tmp_path, settings, tmp_path / "cache", LOCAL)


def test_only_fetch_downloads(server: str, tmp_path: Path) -> None:
    plain, _ = illustrated(server + "/one.gif", tmp_path, fetch=False)
    fetched, _ = illustrated(server + "/one.gif", tmp_path, fetch=True)
    assert (plain.assets, server in plain.cards[0].back) == ((), True)
    assert ([asset.name for asset in fetched.assets], server in fetched.cards[0].back) == (["one-ef1955ae.gif"], False)


def test_a_picture_is_fetched_once(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{httpd.server_port}/one.gif"
        first = illustrated(address, tmp_path, fetch=True)
        httpd.shutdown()
        thread.join()
    assert illustrated(address, tmp_path, fetch=True) == first
    assert len(first[0].assets) == 1


@pytest.mark.parametrize("path", ["/none", "/page.png"])
def test_a_failed_download_keeps_the_link_and_is_reported(server: str, tmp_path: Path, path: str) -> None:
    done, (problem,) = illustrated(server + path, tmp_path, fetch=True)
    assert server + path in done.cards[0].back
    assert (problem.code.slug, problem.place) == ("media-fetch", Place("note.md", 3))
