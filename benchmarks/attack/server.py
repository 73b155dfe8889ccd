"""Requests to `preview --serve` from other sites and programs: only its own page is served, and served on."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.attack import Result
from benchmarks.attack._program import ROOT, build_environment
from benchmarks.attack._sandbox import CANARY, NOTE, Sandbox, draw_png, open_sandbox
from benchmarks.attack._trial import choose_tries, summarize

TRIES = 500
IDLE_CONNECTIONS = 150
SECONDS = 20.0
HOSTS = (
    "",
    "trap.example",
    "trap.example:{port}",
    "localhost:evil",
    "localhost:{port}0",
    "localhost:{port}@trap.example",
    "localhost.trap.example:{port}",
    "trap.localhost:{port}",
    "127.0.0.1.nip.io:{port}",
    "127.0.0.1:1",
    "127.0.0.2:{port}",
    "127.1:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "localhost.:{port}",
    "LOCALHOST.:{port}",
    "localhost:{port}:{port}",
    "localhost :{port}",
    "localhost:{port}/x",
    "localhost:0{port}x",
    "127.0.0.1:{port},trap.example",
    "\tlocalhost:evil",
    "localhost%00:{port}",
)
TRAVERSALS = (
    "/../../home/.ssh/id_rsa",
    "/..%2f..%2fhome/.ssh/id_rsa",
    "/%2e%2e/%2e%2e/home/.ssh/id_rsa",
    "/%252e%252e/home/.ssh/id_rsa",
    "/..\\..\\home\\.ssh\\id_rsa",
    "/..%5c..%5chome%5c.ssh%5cid_rsa",
    "//etc/passwd",
    "///etc/passwd",
    "/etc/passwd",
    "/%2fetc/passwd",
    "/file:///etc/passwd",
    "/notes_media/../../../home/.ssh/id_rsa",
    "/notes_media/..%2f..%2f..%2fhome/.ssh/id_rsa",
    "/note/../../../home/.ssh/id_rsa",
    "/notes/../../home/.ssh/id_rsa",
    "/notes/secret.png",
    "/notes/linked/secret.md",
    "/notes/linked.md",
    "/notes/deck.toml",
    "/notes/deck.lock",
    "/notes/hidden.txt",
    "/.git/config",
    "/deck.lock",
    "/notes/%00",
    "/%00",
    "/%ff%fe",
    "/~/.ssh/id_rsa",
    "/?/../../home/.ssh/id_rsa",
    "/events/../../home/.ssh/id_rsa",
    "/" + "a" * 60_000,
    "/" + "../" * 5_000 + "etc/passwd",
    "http://trap.example/",
    "*",
    "/;/../../home/.ssh/id_rsa",
)
QUERIES = (
    "9" * 5_000,
    "-1",
    "0x10",
    "1e9",
    "²",
    "١٢",
    "1" * 60_000,
    "1&since=2",
    "%00",
    "%0d%0aSet-Cookie:a",
    "NaN",
    "",
    "9999999999",
)
METHODS = (
    "POST",
    "PUT",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PATCH",
    "get",
    "X" * 500,
    "",
    "GET\0",
    "DEBUG",
)
ORIGINS = (
    "http://trap.example",
    "null",
    "http://localhost:1",
    "https://127.0.0.1:{port}",
    "file://",
    "http://a@localhost:{port}",
)
RAW = (
    b"",
    b"\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: trap.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: trap.example\r\nHost: localhost:{port}\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET http://trap.example/ HTTP/1.1\r\nHost: trap.example\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 99999999\r\n\r\nabc",
    b"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 30\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200,
    b"\xff" * 70_000,
    b"GET /events?since=0 HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)
OK = re.compile(rb"HTTP/1\.[01] 200 ")
PAGE_MARK = "가용성".encode()


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of a request; what an answer must not have: our page at all (`is_foreign`), or a secret."""

    name: str
    data: bytes
    is_foreign: bool = False


def attack(tries: int, seed: int) -> Result:
    """Send every request to a served page; then it must still answer, and end well."""
    chosen = choose_tries(list_requests(), tries, seed)
    through: list[str] = []
    with open_sandbox({}) as sandbox:
        write_notes(sandbox)
        with serve(sandbox, through) as port:
            for request in chosen:
                through += summarize(request.name[:80], list(try_request(request, port)))
            through += summarize("idle connections", list(hold_connections(port)))
    return Result(len(chosen) + 1, tuple(through))


def write_notes(sandbox: Sandbox) -> None:
    """Write notes with files beside them that are not part of the page."""
    sandbox.write("notes/a.md", NOTE + "\n![x](a.png)\n")
    sandbox.write("notes/a.png", draw_png())
    sandbox.write("notes/hidden.txt", CANARY)
    sandbox.link("notes/linked", sandbox.outside)
    sandbox.link("notes/linked.md", sandbox.home / "a.md")


def list_requests() -> list[Request]:
    """Return all requests; `{port}` stands for the port."""
    own = "Host: localhost:{port}\r\n"
    hosts = [Request(f"Host {host!r}", form("GET", "/", f"Host: {host}\r\n"), is_foreign=True) for host in HOSTS]
    events = [Request(f"events of {host!r}", form("GET", "/events", f"Host: {host}\r\n"), True) for host in HOSTS[:9]]
    paths = [Request(f"path {path!r}", form("GET", path, own)) for path in TRAVERSALS]
    queries = [Request(f"since {query!r}", form("GET", f"/events?since={query}", own)) for query in QUERIES]
    methods = [Request(f"method {method!r}", form(method, "/", own), is_foreign=True) for method in METHODS]
    origins = [
        Request(f"Origin {origin!r}", form("GET", "/", f"{own}Origin: {origin}\r\n"), True) for origin in ORIGINS
    ]
    raw = [Request(f"bytes {data[:60]!r}", data) for data in RAW]
    return [*hosts, *events, *paths, *queries, *methods, *origins, *raw]


def form(method: str, path: str, headers: str) -> bytes:
    """Return a request; the connection is closed after it."""
    return f"{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode()


@contextmanager
def serve(sandbox: Sandbox, through: list[str]) -> Iterator[int]:
    """Serve the page in a program of its own, and add what was wrong with its end."""
    command = [sys.executable, str(ROOT / "build_deck.py"), "preview", "notes", "--serve", "--port", "0", "--json"]
    program = subprocess.Popen(
        command, cwd=sandbox.work, env=build_environment(sandbox), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert program.stdout is not None
        address = json.loads(program.stdout.readline())["address"]
        port = urlsplit(address).port or 80
        wait_for_page(port)
        yield port
    finally:
        program.send_signal(signal.SIGINT)
        try:
            _, errors = program.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            program.kill()
            _, errors = program.communicate()
            through.append("it does not end after Ctrl-C")
        if program.returncode != os.EX_OK or b"Traceback" in errors:
            through.append(f"status {program.returncode}: {errors[-200:]!r}")


def wait_for_page(port: int) -> None:
    """Ask until the page is there."""
    for _ in range(100):
        with suppress(OSError):
            if PAGE_MARK in send(port, form("GET", "/", "Host: localhost:{port}\r\n")):
                return
        signal.sigtimedwait([], 0.1)


def send(port: int, data: bytes, seconds: float = SECONDS) -> bytes:
    """Return what the server answers, as far as it comes within a second after the last part."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=seconds)) as connection:
        with suppress(OSError):
            connection.sendall(data.replace(b"{port}", str(port).encode()))
        connection.settimeout(1.0 if b"events" in data or b"close" not in data else seconds)
        answer = b""
        with suppress(OSError):
            while part := connection.recv(65536):
                answer += part
        return answer


def try_request(request: Request, port: int) -> Iterator[str]:
    """Yield what was wrong with an answer."""
    answer = send(port, request.data)
    if CANARY.encode() in answer or b"root:" in answer:
        yield "a secret is served"
    if request.is_foreign and OK.match(answer):
        yield f"accepted: {answer[:60]!r}"
    if b"Traceback" in answer or b"\nSet-Cookie:" in answer:
        yield f"an error is shown: {answer[-200:]!r}"


def hold_connections(port: int) -> Iterator[str]:
    """Open many connections that say nothing, and yield a line if the page is not served any more."""
    held: list[socket.socket] = []
    try:
        for _ in range(IDLE_CONNECTIONS):
            with suppress(OSError):
                held.append(socket.create_connection(("127.0.0.1", port), timeout=5))
        try:
            answer = send(port, form("GET", "/", "Host: localhost:{port}\r\n"))
        except OSError as error:
            yield f"not served: {error}"
            return
        if PAGE_MARK not in answer:
            yield f"not served: {answer[:100]!r}"
    finally:
        for connection in held:
            connection.close()
