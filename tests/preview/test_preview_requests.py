"""What the server of the preview refuses, over real sockets: other sites, odd requests, and too many connections."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from notedeck.preview import server
from notedeck.preview.server import MAX_CONNECTIONS, SECURITY_HEADERS, PageServer
from notedeck.preview.site import Site
from tests.support.preview_server import run_server

PAGE = "<p>secret</p>"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site()
    for name in ("a.svg", "a.md"):
        (tmp_path / name).write_text("<svg>secret</svg>", encoding="utf-8")
    made.publish(PAGE, {"d_files/a.svg": tmp_path / "a.svg"}, {"notes/a.md": tmp_path / "a.md"})
    return made


@pytest.fixture
def own(site: Site) -> Iterator[PageServer]:
    with run_server(site) as server:
        yield server


@pytest.fixture
def port(own: PageServer) -> int:
    return own.server_address[1]


def exchange(port: int, request: bytes) -> bytes:
    """Send bytes and return all that comes back until the server ends the connection."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=60)) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except ConnectionError:
            pass
        return answer


def build_request(port: int, target: str = "/", *headers: str, method: str = "GET", host: str | None = "") -> bytes:
    own_host = [f"Host: {host or f'127.0.0.1:{port}'}"] if host is not None else []
    lines = [f"{method} {target} HTTP/1.1", *own_host, *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1").replace(b"PORT", str(port).encode())


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("host", ["127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT"])
def test_our_own_names_are_answered(port: int, host: str) -> None:
    answer = exchange(port, build_request(port, host=host))
    assert status_of(answer) == 200 and PAGE.encode() in answer


FOREIGN_HOSTS = [
    "localhost:evil", "localhost", "127.0.0.1", "localhost:", "127.0.0.1:", "localhost:PORT.evil.com",
    "localhost.evil.com:PORT", "evil.com:PORT", "evil.com", "127.0.0.1.evil.com:PORT", "127.0.0.1.nip.io:PORT",
    "localhost:80", "localhost:0PORT", "localhost:PORT0", "user@localhost:PORT", "evil@127.0.0.1:PORT",
    "[::1]:PORT", "[::ffff:127.0.0.1]:PORT", "0.0.0.0:PORT", "127.1:PORT", "2130706433:PORT", "0x7f000001:PORT",
    "localhost.:PORT", "127.0.0.1:PORT, evil.com", "127.0.0.1:PORT evil.com", "http://127.0.0.1:PORT", "", " ",
    "localhost\t:PORT", "127.0.0.1:PORT/x", "127.0.0.1:PORT#", "127.0.0.1:PORT?", "xn--localhost-:PORT", "\xe9:PORT",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_every_other_name_is_refused(port: int, host: str) -> None:
    request = build_request(port, host=host or " ")
    answer = exchange(port, request)
    assert status_of(answer) in (400, 403) and b"secret" not in answer


HEADERS = {
    "no host": (None, ()),
    "two hosts": ("127.0.0.1:PORT", ("Host: evil.com",)),
    "two equal hosts": ("127.0.0.1:PORT", ("Host: 127.0.0.1:PORT",)),
    "the other first": ("evil.com", ("Host: 127.0.0.1:PORT",)),
    "a folded host": ("127.0.0.1:PORT\r\n evil.com", ()),
    "a host after a space": (None, ("Host : 127.0.0.1:PORT",)),
    "forwarded host": ("evil.com", ("X-Forwarded-Host: 127.0.0.1:PORT", "Forwarded: host=127.0.0.1:PORT")),
    "another origin": ("127.0.0.1:PORT", ("Origin: http://evil.com",)),
    "no origin of its own": ("127.0.0.1:PORT", ("Origin: null",)),
    "another port": ("127.0.0.1:PORT", ("Origin: http://127.0.0.1:1",)),
    "the other of our names": ("127.0.0.1:PORT", ("Origin: http://localhost:PORT",)),
    "another scheme": ("127.0.0.1:PORT", ("Origin: https://127.0.0.1:PORT",)),
    "two origins": ("127.0.0.1:PORT", ("Origin: http://127.0.0.1:PORT", "Origin: http://evil.com")),
    "a script of another site": ("127.0.0.1:PORT", ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: script")),
    "a picture of another site": ("127.0.0.1:PORT", ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: image")),
    "a frame of another site": ("127.0.0.1:PORT", ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: iframe")),
    "an object of another site": ("127.0.0.1:PORT", ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: object")),
    "a fetch of another site": ("127.0.0.1:PORT", ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: empty")),
    "another server here": ("127.0.0.1:PORT", ("Sec-Fetch-Site: same-site", "Sec-Fetch-Dest: empty")),
    "an unknown site": ("127.0.0.1:PORT", ("Sec-Fetch-Site: x",)),
    "two sites": ("127.0.0.1:PORT", ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site")),
    "a body": ("127.0.0.1:PORT", ("Content-Length: 5",)),
    "a body in chunks": ("127.0.0.1:PORT", ("Transfer-Encoding: chunked",)),
}


@pytest.mark.parametrize("target", ["/", "/events?since=0", "/d_files/a.svg", "/notes/a.md"])
@pytest.mark.parametrize("name", HEADERS)
def test_other_sites_read_nothing(port: int, name: str, target: str) -> None:
    host, headers = HEADERS[name]
    answer = exchange(port, build_request(port, target, *headers, host=host))
    assert status_of(answer) in (400, 403) and b"secret" not in answer and b"event" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: http://127.0.0.1:PORT", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: empty"),
        ("Sec-Fetch-Site: none", "Sec-Fetch-Dest: document"),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"),
    ],
)
def test_its_own_page_and_people_are_answered(port: int, headers: tuple[str, ...]) -> None:
    assert status_of(exchange(port, build_request(port, "/", *headers))) == 200


@pytest.mark.parametrize(
    "query",
    ["", "?", "?since", "?since=", "?since=-1", "?since=1.5", "?since=1e3", "?since=٣", "?since=%D9%A3", "?since=+1",
     "?since= 1", "?since=1&since=2", "?since=0x1", "?since=1_0", "?since=" + "9" * 10, "?since=" + "9" * 5000,
     "?Since=1", "?x=1&since=1", "?since=1#", "?since=1%0A", "?since=1%00"],
)  # fmt: skip
def test_an_edition_is_a_short_number(port: int, query: str) -> None:
    request = build_request(port).replace(b"GET / ", f"GET /events{query} ".encode())
    assert status_of(exchange(port, request)) == 400


TARGETS = [
    "http://127.0.0.1:PORT/", "http://evil.com/", "https://evil.com:443/x", "127.0.0.1:PORT", "*", "x", "?", "#", "..",
    "/..", "/../deck.toml", "/%2e%2e/deck.toml", "/%2e%2e%2fdeck.toml", "/d_files/../../deck.toml", "/d_files/%00a.svg",
    "/d_files/a.svg%00", "/d_files/a.svg/", "/d_files\\a.svg", "/d_files/%5c..%5ca.md", "//etc/passwd", "///etc/passwd",
    "/etc/passwd", "/%2fetc/passwd", "/C:/x", "/notes/", "/notes/../notes/a.md", "/NOTES/a.md", "/notes/%61.md%20",
    "/d_files", "/%", "/%zz", "/%ff", "/%c0%ae%c0%ae/", "/\xe9", "/\x01", "/events/", "/favicon.ico",
    "/index.html", "/.git/config",
]  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_every_other_target_gives_nothing(port: int, target: str) -> None:
    answer = exchange(port, build_request(port, target))
    assert status_of(answer) in (400, 404) and b"secret" not in answer


@pytest.mark.parametrize(
    "method", ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "X"]
)
def test_only_get_is_answered(port: int, method: str) -> None:
    answer = exchange(port, build_request(port, method=method))
    assert status_of(answer) == 405 and b"secret" not in answer


def test_a_body_is_not_a_second_request(port: int) -> None:
    body = build_request(port)
    answer = exchange(port, build_request(port, "/", f"Content-Length: {len(body)}", method="POST") + body)
    assert answer.count(b"HTTP/1.1") == 1 and b"secret" not in answer


ODD = {
    "a long target": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n" + b"X: a\r\n" * 2000 + b"\r\n",
    "a line without an end": b"A" * 200_000,
    "no version": b"GET /\r\n\r\n",
    "one word": b"GET\r\n\r\n",
    "four words": b"GET / x HTTP/1.1\r\n\r\n",
    "a future version": b"GET / HTTP/9.9\r\nHost: 127.0.0.1:PORT\r\n\r\n",
    "no number": b"GET / HTTP/x\r\n\r\n",
    "NUL": b"\0\0\0\0\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "an escape sequence": b"GET /\x1b]0;x\x07 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
    "an empty line": b"\r\n",
    "nothing in the headers": b"GET / HTTP/1.1\r\n:\r\n\r\n",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_request_is_refused_and_nothing_is_printed(
    port: int, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = exchange(port, ODD[name].replace(b"PORT", str(port).encode()))
    assert b"secret" not in answer and b"Traceback" not in answer and b"\x1b" not in answer
    assert not answer or b"HTTP/" not in answer[:5] or status_of(answer) >= 400
    assert status_of(exchange(port, build_request(port))) == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("target", ["/", "/d_files/a.svg", "/notes/a.md", "/none", "/events?since=0"])
def test_every_answer_has_the_headers(port: int, target: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", target)
    answer = connection.getresponse()
    assert {name: answer.getheader(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    policy = str(answer.getheader("Content-Security-Policy"))
    assert "frame-ancestors 'none'" in policy or "default-src 'none'" in policy
    assert ("sandbox" in policy) == (target in ("/d_files/a.svg", "/none"))
    assert answer.getheader("Server") == "notedeck"
    assert answer.getheader("Access-Control-Allow-Origin") is None
    connection.close()


def open_connections(stack: ExitStack, port: int, count: int, data: bytes) -> list[socket.socket]:
    opened = []
    for _ in range(count):
        connection = stack.enter_context(closing(socket.create_connection(("127.0.0.1", port), timeout=60)))
        connection.sendall(data)
        opened.append(connection)
    return opened


CLINGING = {
    "nothing": b"",
    "a letter": b"G",
    "a header without an end": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: ",
    "events": b"GET /events?since=1 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
}


@pytest.mark.parametrize("data", CLINGING.values(), ids=CLINGING)
def test_many_connections_do_not_keep_the_page_from_its_reader(port: int, own: PageServer, data: bytes) -> None:
    with ExitStack() as stack:
        open_connections(stack, port, 200, data.replace(b"PORT", str(port).encode()))
        answer = exchange(port, build_request(port))
        assert status_of(answer) == 200 and PAGE.encode() in answer
        assert len(own.connections) <= MAX_CONNECTIONS


@pytest.mark.parametrize("data", [b"", b"GET / HTTP/1.1\r\nX: a"])
def test_a_connection_that_waits_too_long_is_ended(port: int, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_IDLE_SECONDS", 0.05)
    assert exchange(port, data) == b""


def test_one_byte_at_a_time_does_not_keep_a_connection(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_IDLE_SECONDS", 0.2)
    with closing(socket.create_connection(("127.0.0.1", port), timeout=60)) as connection, pytest.raises(OSError):
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        while True:
            connection.sendall(b"a")
            time.sleep(0.02)


def test_events_end_after_a_while(port: int, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_EVENTS_SECONDS", 0.0)
    answer = exchange(port, build_request(port, f"/events?since={site.edition}"))
    assert status_of(answer) == 200 and answer.endswith(b"\r\n\r\n")


def test_it_listens_only_on_this_computer(own: PageServer) -> None:
    assert own.server_address[0] == "127.0.0.1"
