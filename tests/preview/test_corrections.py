"""Corrections in the page: which requests are answered, what is written, and what nobody loses."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.identity.lock.store import exclude_other_builds
from notedeck.preview.request_checks import MAX_BODY_BYTES
from notedeck.preview.server import PageServer
from notedeck.preview.site import Site
from notedeck.translation.memory.po import read_memory
from tests.support.preview_server import run_server

TEXT = """msgid ""
msgstr ""
"Language: en\\n"

# mt google 2026-11-01 s=00000000 t=00000000 doubtful: it is much shorter
#, fuzzy
msgid "큐"
msgstr "Q"

msgid "<code>a</code>를 쓴다"
msgstr "Use <code>a</code>"
"""
CORRECTION = {"context": "", "msgid": "큐", "before": "Q", "text": "Queue"}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "en.po").write_text(TEXT, encoding="utf-8", newline="")
    return tmp_path


@pytest.fixture
def site(notes: Path) -> Site:
    published = Site()
    published.publish("<p>page</p>", {}, {})
    published.set_corrector(notes, LanguagePair("ko", "en"))
    return published


@pytest.fixture
def own(site: Site) -> Iterator[PageServer]:
    with run_server(site) as server:
        yield server


@pytest.fixture
def port(own: PageServer) -> int:
    return own.server_address[1]


def read_po(notes: Path) -> str:
    return (notes / "translations" / "en.po").read_bytes().decode()


def list_headers(port: int, token: str, body: bytes) -> dict[str, str]:
    return {
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/json",
        "X-Notedeck-Token": token,
        "Content-Length": str(len(body)),
        "Connection": "close",
    }


def exchange(port: int, target: str, headers: Mapping[str, str], body: bytes, method: str = "POST") -> tuple[int, str]:
    """Send a request and return the status and the body of the answer."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items() if value), "", ""]
    with closing(socket.create_connection(("127.0.0.1", port), timeout=60)) as connection:
        connection.sendall("\r\n".join(lines).encode("latin-1"))
        answer = b""
        try:
            connection.sendall(body)
            while part := connection.recv(65536):
                answer += part
        except ConnectionError:
            pass
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), content.decode()


def send(port: int, site: Site, document: object, target: str = "/translations", **changes: str) -> tuple[int, Any]:
    """Send a document as our own page does, with these changes of its headers; "" leaves one out."""
    body = json.dumps(document).encode()
    headers = list_headers(port, site.token, body)
    headers |= {name.replace("_", "-"): value.replace("PORT", str(port)) for name, value in changes.items()}
    status, content = exchange(port, target, headers, body)
    return status, json.loads(content) if content.startswith("{") else content


def test_a_correction_is_a_persons_and_can_be_undone(port: int, site: Site, notes: Path) -> None:
    status, answer = send(port, site, CORRECTION)
    assert (status, answer) == (200, {"number": 1, "text": "Queue", "line": 5})
    assert read_po(notes) == TEXT.replace(TEXT.split("\n\n")[1], 'msgid "큐"\nmsgstr "Queue"')
    entry = read_memory(notes / "translations" / "en.po")[0].entries[0]
    assert entry.is_visible and not entry.is_from_engine
    assert send(port, site, {"number": 1}, "/translations/undo") == (200, {"msgid": "큐"})
    assert read_po(notes) == TEXT
    assert send(port, site, {"number": 1}, "/translations/undo") == (409, {"reason": "unknown", "detail": ""})


def test_a_doubtful_text_can_be_approved(port: int, site: Site, notes: Path) -> None:
    assert send(port, site, CORRECTION | {"text": "Q"})[0] == 200
    entry = read_memory(notes / "translations" / "en.po")[0].entries[0]
    assert (entry.msgstr, entry.fuzzy, entry.comment) == ("Q", False, "")


FOREIGN: dict[str, dict[str, str]] = {
    "another host name": {"Host": "evil.com"},
    "a name that leads here (DNS rebinding)": {"Host": "evil.com:PORT", "Origin": "http://evil.com:PORT"},
    "another port": {"Host": "127.0.0.1:1"},
    "another origin": {"Origin": "http://evil.com"},
    "an opaque origin": {"Origin": "null"},
    "no origin": {"Origin": ""},
    "another server here": {"Origin": "http://127.0.0.1:1", "Sec_Fetch_Site": "same-site"},
    "our other name": {"Origin": "http://localhost:PORT"},
    "another scheme": {"Origin": "https://127.0.0.1:PORT"},
    "another site": {"Sec_Fetch_Site": "cross-site"},
    "a person's address line": {"Sec_Fetch_Site": "none"},
    "no token": {"X_Notedeck_Token": ""},
    "a wrong token": {"X_Notedeck_Token": "x" * 43},
    "a token in Latin-1": {"X_Notedeck_Token": "\xe9"},
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("target", ["/translations", "/translations/undo"])
def test_nobody_else_writes(port: int, site: Site, notes: Path, name: str, target: str) -> None:
    status, answer = send(port, site, CORRECTION, target, **FOREIGN[name])
    assert status == 403 and site.token not in str(answer)
    assert read_po(notes) == TEXT


REFUSED: dict[str, tuple[dict[str, str], int]] = {
    "a form": ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
    "plain text": ({"Content_Type": "text/plain"}, 415),
    "JSON as plain text": ({"Content_Type": "text/plain; application/json"}, 415),
    "no type": ({"Content_Type": ""}, 415),
    "no length": ({"Content_Length": ""}, 411),
    "chunks": ({"Transfer_Encoding": "chunked"}, 411),
    "a negative length": ({"Content_Length": "-1"}, 411),
    "too much": ({"Content_Length": str(MAX_BODY_BYTES + 1)}, 413),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_sends_json_of_a_known_length(port: int, site: Site, notes: Path, name: str) -> None:
    changes, status = REFUSED[name]
    assert send(port, site, CORRECTION, **changes)[0] == status
    assert read_po(notes) == TEXT


@pytest.mark.parametrize("target", ["/", "/events?since=0", "/translations/", "/translations?x=1", "/TRANSLATIONS"])
def test_other_targets_take_nothing(port: int, site: Site, target: str) -> None:
    assert send(port, site, CORRECTION, target)[0] == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_write_nothing(port: int, site: Site, notes: Path, method: str) -> None:
    body = json.dumps(CORRECTION).encode()
    status, _ = exchange(port, "/translations", list_headers(port, site.token, body), body, method)
    assert status in (400, 405) and read_po(notes) == TEXT


DOCUMENTS: list[object] = [
    [], "x", None, 1, {}, {"context": ""}, CORRECTION | {"more": "x"}, CORRECTION | {"text": 1},
    CORRECTION | {"text": None}, CORRECTION | {"msgid": ""}, CORRECTION | {"text": "\ud800"},
    CORRECTION | {"msgid": "\udfff"},
]  # fmt: skip


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_an_odd_document_is_refused(port: int, site: Site, notes: Path, document: object) -> None:
    for target in ("/translations", "/translations/undo"):
        assert send(port, site, document, target)[0] == 400
    assert read_po(notes) == TEXT


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"number": true}', b'{"number": 1e400}'])
def test_an_odd_body_is_refused(port: int, site: Site, body: bytes) -> None:
    headers = list_headers(port, site.token, body)
    assert exchange(port, "/translations/undo", headers, body)[0] == 400
    assert exchange(port, "/translations", headers, body)[0] == 400


def test_without_a_corrector_nothing_is_taken(site: Site, port: int) -> None:
    site.corrector = None
    assert send(port, site, CORRECTION)[0] == 405


def test_what_another_program_wrote_is_kept(port: int, site: Site, notes: Path) -> None:
    """Another entry is merged; the same one is shown to the person, who decides."""
    file = notes / "translations" / "en.po"
    file.write_bytes(TEXT.replace("Use", "Take").encode() + '\nmsgid "새"\nmsgstr "new"\n'.encode())
    assert send(port, site, CORRECTION)[0] == 200
    assert "Take <code>a" in read_po(notes) and 'msgstr "new"' in read_po(notes) and '"Queue"' in read_po(notes)
    assert send(port, site, CORRECTION) == (409, {"reason": "changed", "detail": "Queue"})
    assert send(port, site, CORRECTION | {"before": "Queue", "text": "Line"})[0] == 200
    assert send(port, site, {"number": 1}, "/translations/undo") == (409, {"reason": "changed", "detail": ""})
    assert '"Line"' in read_po(notes)


def test_a_damaged_text_is_refused(port: int, site: Site, notes: Path) -> None:
    correction = {"context": "", "msgid": "<code>a</code>를 쓴다", "before": "Use <code>a</code>", "text": "Use a"}
    answer = {"reason": "damaged", "detail": "<code>a</code> is missing"}
    assert send(port, site, correction) == (409, answer)
    assert read_po(notes) == TEXT


def test_two_tabs_and_many_hands_lose_nothing(port: int, site: Site, notes: Path) -> None:
    entries = "".join(f'\nmsgid "글 {number}"\nmsgstr "text {number}"\n' for number in range(24))
    (notes / "translations" / "en.po").write_text(TEXT + entries, encoding="utf-8", newline="")
    corrections = [
        {"context": "", "msgid": f"글 {number}", "before": f"text {number}", "text": f"{tab} {number}"}
        for number in range(24)
        for tab in ("one", "two")
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(lambda correction: send(port, site, correction), corrections)]
    assert [status for status, _ in answers].count(200) == 24
    refused = [answer for status, answer in answers if status == 409]
    assert len(refused) == 24 and {answer["reason"] for answer in refused} == {"changed"}
    texts = [entry.msgstr for entry in read_memory(notes / "translations" / "en.po")[0].entries[2:]]
    assert [text.split()[1] for text in texts] == [str(number) for number in range(24)]
    assert {text.split()[0] for text in texts} <= {"one", "two"}


def test_while_another_program_writes_nothing_is_written(port: int, site: Site, notes: Path) -> None:
    """`translate` has the memory in its hands until it ends, and would write over it."""
    with exclude_other_builds(notes, print):
        assert send(port, site, CORRECTION) == (409, {"reason": "busy", "detail": ""})
    assert read_po(notes) == TEXT
    assert send(port, site, CORRECTION)[0] == 200


def test_nothing_is_written_through_a_symlink(port: int, site: Site, notes: Path, tmp_path: Path) -> None:
    file = notes / "translations" / "en.po"
    other = tmp_path / "other.po"
    file.rename(other)
    file.symlink_to(other)
    status, answer = send(port, site, CORRECTION)
    assert (status, answer["reason"]) == (409, "failed")
    assert other.read_bytes().decode() == TEXT


def test_a_conflict_of_git_is_named(port: int, site: Site, notes: Path) -> None:
    (notes / "translations" / "en.po").write_text(TEXT + "\n<<<<<<< HEAD\n", encoding="utf-8")
    status, answer = send(port, site, CORRECTION)
    assert (status, answer["reason"]) == (409, "failed") and "en.po:13" in answer["detail"]


def test_a_first_translation_makes_the_file(port: int, site: Site, notes: Path) -> None:
    (notes / "translations" / "en.po").unlink()
    assert send(port, site, CORRECTION | {"before": ""})[0] == 200
    (entry,) = read_memory(notes / "translations" / "en.po")[0].entries
    assert (entry.msgid, entry.msgstr) == ("큐", "Queue")
