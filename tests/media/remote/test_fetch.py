"""Downloads, from a real server on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from notedeck.config.settings import MediaSettings
from notedeck.media import EarlyMedia, IllustratedCards, embed_media
from notedeck.media.model import FetchError
from notedeck.media.remote import session
from notedeck.media.remote.fetch import MAX_DOWNLOAD_BYTES, Fetcher, is_badge
from notedeck.media.remote.session import is_public
from notedeck.model import Card, Key, Place
from notedeck.problems import Problem
from notedeck.util.reporter import SilentReporter

GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00"
GIF += b"\x01\x00\x01\x00\x00\x02\x01D\x00;"
LOCAL = Fetcher(private=True)


class Pictures(BaseHTTPRequestHandler):
    """Answers by path, and records the requests."""

    requests: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        status, headers, body = self.answer()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        if self.path == "/closing":
            return 302, {"Location": "/one.gif", "Connection": "close"}, b""
        if self.path.startswith("/loop"):
            return 302, {"Location": "/loop"}, b""
        Pictures.requests.append(self.path)
        if self.path == "/there":
            return 301, {"Location": "/one.gif"}, b""
        if self.path == "/words":
            return 302, {"Location": "/그림.gif".encode().decode("latin-1")}, b""
        if self.path == "/nonsense":
            return 302, {"Location": "http://[::1/a.gif"}, b""
        if self.path == "/file":
            return 302, {"Location": "file:///etc/passwd"}, b""
        bodies = {
            "/one.gif": GIF,
            "/%EA%B7%B8%EB%A6%BC.gif": GIF,
            "/page.png": b"<html>no picture</html>",
            "/large.gif": GIF + b"\0" * MAX_DOWNLOAD_BYTES,
        }
        path = self.path.split("?")[0]
        return (200, {}, bodies[path]) if path in bodies else (404, {}, b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/one.gif", "/there", "/words"])
def test_a_picture_is_fetched(server: str, path: str) -> None:
    assert LOCAL.fetch(server + path) == GIF


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/loop", "redirects more than 5"),
        ("/none", "answers 404"),
        ("/large.gif", "larger than 10 MB"),
        ("/file", "file address"),
        ("/nonsense", "Invalid IPv6 URL"),
    ],
)
def test_what_cannot_be_had_says_why(server: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        LOCAL.fetch(server + path)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(FetchError, match="Connection"):
        LOCAL.fetch("http://127.0.0.1:1/a.png")


def test_a_private_network_is_never_asked(server: str) -> None:
    with pytest.raises(FetchError, match="private network"):
        Fetcher().fetch(server + "/delete-everything")
    assert "/delete-everything" not in Pictures.requests


def test_a_public_server_is_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "is_public", lambda host: host == "127.0.0.1")
    assert Fetcher().fetch(server + "/there") == GIF


def test_every_server_on_the_way_must_be_public(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([True, False])
    monkeypatch.setattr(session, "is_public", lambda _: next(answers))
    with pytest.raises(FetchError, match="private network"):
        Fetcher().fetch(server + "/closing")


@pytest.mark.parametrize(
    "address", ["http://[::1/a.png", f"http://{'a' * 70}.com/a.png", "http://e.com:99999/a", "http:///a.png", "//", "x"]
)
def test_an_address_that_is_none_says_why(address: str) -> None:
    with pytest.raises(FetchError):
        LOCAL.fetch(address)


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nGIF"])
def test_a_server_that_drips_is_left_in_time_and_not_asked_again(start: bytes) -> None:
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener, start, done))
        thread.start()
        fetcher = Fetcher(private=True, seconds=0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(FetchError, match="takes longer"):
            fetcher.fetch(address + "a.png")
        with pytest.raises(FetchError, match="did not answer before"):
            fetcher.fetch(address + "b.png")
        done.set()
        thread.join()


def drip(listener: socket.socket, start: bytes, done: threading.Event) -> None:
    """Answers for ever, one byte after the other."""
    connection, _ = listener.accept()
    with connection, suppress(OSError):
        connection.sendall(start)
        while not done.wait(0.05):
            connection.sendall(b"a")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "", "x"])
def test_private_addresses(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", ["::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fec0::1", "::7f00:1"])
def test_private_addresses_inside_others(host: str) -> None:
    assert not is_public(host)


def test_public_addresses() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")


def test_badges_are_no_pictures_to_learn() -> None:
    assert is_badge("https://img.shields.io/badge/a-b-blue")
    assert is_badge("https://github.com/kim/study/actions/workflows/ci.yml/badge.svg")
    assert not is_badge("https://user-images.githubusercontent.com/1/2.png")


def illustrate_address(address: str, tmp_path: Path, *, fetch: bool) -> tuple[IllustratedCards, tuple[Problem, ...]]:
    card = Card(Key("note.md", (), "t", "basic"), Place("note.md", 3), "앞", f'<img src="{address}" alt="그림">')
    settings = MediaSettings().replace(fetch=fetch)
    return embed_media((card,), EarlyMedia(tmp_path, settings, tmp_path / "cache"), SilentReporter(), LOCAL)


def test_only_fetch_downloads(server: str, tmp_path: Path) -> None:
    plain, _ = illustrate_address(server + "/one.gif", tmp_path, fetch=False)
    fetched, _ = illustrate_address(server + "/one.gif", tmp_path, fetch=True)
    assert (plain.assets, server in plain.cards[0].back) == ((), True)
    assert ([asset.name for asset in fetched.assets], server in fetched.cards[0].back) == (["one-ef1955ae.gif"], False)


def test_a_picture_is_fetched_once(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
        thread.start()
        address = f"http://127.0.0.1:{httpd.server_port}/one.gif"
        first = illustrate_address(address, tmp_path, fetch=True)
        httpd.shutdown()
        thread.join()
    assert illustrate_address(address, tmp_path, fetch=True) == first
    assert len(first[0].assets) == 1


def test_an_address_in_many_notes_is_asked_for_once(server: str, tmp_path: Path) -> None:
    picture = f'<img src="{server}/one.gif?many">'
    cards = tuple(Card(Key(f"{name}.md", (), "t", "basic"), Place(f"{name}.md"), "앞", picture) for name in "abc")
    embed_media(
        cards, EarlyMedia(tmp_path, MediaSettings().replace(fetch=True), tmp_path / "cache"), SilentReporter(), LOCAL
    )
    assert Pictures.requests.count("/one.gif?many") == 1


@pytest.mark.parametrize("path", ["/none", "/page.png"])
def test_a_failed_download_keeps_the_link_and_is_reported(server: str, tmp_path: Path, path: str) -> None:
    done, (problem,) = illustrate_address(server + path, tmp_path, fetch=True)
    assert server + path in done.cards[0].back
    assert (problem.code.slug, problem.place) == ("media-fetch", Place("note.md", 3))
