"""Keys and texts go to the engine's own server only, and an answer of any shape is an error that says so."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from notedeck.anki.ankiconnect import import_to_anki
from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, BlockedError, EngineError, RefusedError, find_engines
from notedeck.translation.engines._web import is_own_place

PAIR = LanguagePair("ko", "en")
ENGINES = [name for name, engine in find_engines().items() if not engine.FACTS.for_tests]
JSON_ENGINES = [name for name in ENGINES if name != "google"]
STATUSES = [301, 302, 303, 307, 308]
OTHER_PLACES = [
    "http://127.0.0.1:{other}/secret",
    "//127.0.0.1:{other}/secret",
    "http://localhost:{other}/secret",
    "http://localhost.:{other}/secret",
    "http://2130706433:{other}/secret",
    "http://0x7f.1:{other}/secret",
    "http://[::1]:{other}/secret",
    "http://[::ffff:127.0.0.1]:{other}/secret",
    "http://0:{other}/secret",
    "http://127.0.0.1:{own}@127.0.0.1:{other}/secret",
    "http://127.0.0.1:{own}\\@127.0.0.1:{other}/secret",
    "http:\\\\127.0.0.1:{other}\\secret",
    "/\\127.0.0.1:{other}/secret",
    "http://127.0.0.1:{own} @127.0.0.1:{other}/secret",
    "http://[::1",
    "http://127.0.0.1:99999999/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{other}/secret",
    "data:application/json,{{}}",
    "javascript:alert(1)",
]
SHAPES = {
    "deep list": b"[" * 200_000,
    "deep object": b'{"a":' * 200_000,
    "closed deep list": b"[" * 100_000 + b"]" * 100_000,
    "huge number": b'{"translatedText": ' + b"9" * 100_000 + b"}",
    "huge exponent": b'{"translations": [{"text": 1e99999999, "billed_characters": 1e999}]}',
    "not a number": b'{"translatedText": [NaN]}',
    "infinity": b'{"message": {"result": {"translatedText": -Infinity}}}',
    "list": b"[]",
    "text": b'"text"',
    "null": b"null",
    "number": b"0",
    "null inside": b'{"translatedText": null, "translations": null, "message": null}',
    "list inside": b'{"translatedText": {}, "translations": {}, "message": [1]}',
    "numbers for texts": b'{"translatedText": [1], "translations": [1], "message": {"result": {"translatedText": 1}}}',
    "null for texts": b'{"translatedText": [null], "translations": [null], "message": {"result": null}}',
    "lists for texts": b'{"translatedText": [["a"]], "translations": [{"text": ["a"], "billed_characters": 1}]}',
    "number as a text": b'{"translations": [{"text": 7, "detected_source_language": "KO", "billed_characters": 1}]}',
    "text for an object": b'{"translatedText": "a", "translations": "a", "message": "a"}',
    "invalid UTF-8": b'{"translatedText": ["\xff\xfe"]}',
    "half a UTF-16 unit": b"\xff\xfe{\x00\x00\xd8x",
    "nothing": b"",
    "zero bytes": b"\0" * 1000,
}


@dataclass(slots=True)
class Answer:
    """What a server sends: a status, a Location with its own port and another's, headers, and a body."""

    status: int = 200
    location: str = ""
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


@contextmanager
def run_server(choose: Callable[[str], Answer]) -> Iterator[tuple[int, list[str]]]:
    """Yield the port of a server that chooses its answer by the path, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = choose(self.path)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.location:
                self.send_header("Location", answer.location)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


def ask_engine(name: str, port: int, texts: tuple[str, ...] = ("가",)) -> tuple[str, ...]:
    """Send one request to a server on this machine, with invented keys."""
    engine = find_engines()[name]
    keys = {variable: f"secret-{variable}" for variable in engine.FACTS.key_variables}
    path = urlsplit(engine.FACTS.default_url).path
    return engine.translate_texts(texts, PAIR, Access(f"http://127.0.0.1:{port}{path}", keys))


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("status", STATUSES)
def test_a_redirect_to_another_place_is_not_followed(name: str, status: int) -> None:
    with run_server(lambda _: Answer()) as (other, stolen):
        for place in OTHER_PLACES:
            answer = Answer(status)
            with run_server(lambda _, answer=answer: answer) as (own, asked):  # type: ignore[misc]
                answer.location = place.format(own=own, other=other)
                with pytest.raises(RefusedError, match="another address") as error:
                    ask_engine(name, own)
            assert len(asked) == 1, place
            assert "secret" not in str(error.value)
    assert stolen == []


@pytest.mark.parametrize(
    "location",
    [
        "https://www.google.com/sorry/index?continue=x",
        "/sorry/index?continue=x",
        "https://consent.google.com/m?continue=x",
        "//consent.google.de/",
        "https://accounts.google.co.kr",
        "http://GOOGLE.com/",
    ],
)
@pytest.mark.parametrize("status", STATUSES)
def test_googles_redirects_say_that_it_blocks(location: str, status: int) -> None:
    with run_server(lambda _: Answer(status, location)) as (own, asked), pytest.raises(BlockedError):
        ask_engine("google", own)
    assert len(asked) == 1


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("status", STATUSES)
def test_a_redirect_in_a_circle_ends(name: str, status: int) -> None:
    with run_server(lambda _: Answer(status, "?again")) as (own, asked), pytest.raises(EngineError):
        ask_engine(name, own)
    assert len(asked) < 10


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_on_the_same_server_is_followed(status: int) -> None:
    moved, there = Answer(status, "/new/translate"), Answer(body=b'{"translatedText": ["a"]}')
    with run_server(lambda path: there if path.startswith("/new/") else moved) as (own, asked):
        assert ask_engine("libretranslate", own) == ("a",)
    assert asked == ["/translate", "/new/translate"]


@pytest.mark.parametrize(
    ("url", "location", "expected"),
    [
        ("http://a.example/x", "https://a.example/y", True),
        ("http://a.example/x", "https://A.example/y", True),
        ("https://a.example/x", "//a.example/y", True),
        ("https://a.example/x", "y?z#w", True),
        ("https://a.example/x", "http://a.example/y", False),
        ("https://a.example/x", "https://b.a.example/y", False),
        ("https://a.example/x", "https://a.example.b/y", False),
        ("https://a.example/x", "https://a.example:8443/y", False),
        ("https://a.example/x", "https://u@a.example/y", False),
    ],
)
def test_only_the_same_host_over_https_is_the_same_place(url: str, location: str, expected: bool) -> None:
    assert is_own_place(url, location) is expected


@pytest.mark.parametrize("name", JSON_ENGINES)
@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_of_another_shape_is_an_error(name: str, shape: str) -> None:
    answer = Answer(body=SHAPES[shape])
    with run_server(lambda _: answer) as (own, _asked), pytest.raises(EngineError) as error:
        ask_engine(name, own)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("name", ENGINES)
def test_a_compressed_answer_that_is_cut_off_is_an_error(name: str) -> None:
    body = gzip.compress(b'{"translatedText": ["a"], "translations": [{"text": "a"}]}')[:30]
    answer = Answer(body=body, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})
    with run_server(lambda _: answer) as (own, _asked), pytest.raises(EngineError):
        ask_engine(name, own)


@pytest.mark.parametrize("name", ["libretranslate", "papago"])
def test_a_key_that_appears_twice_is_an_error(name: str) -> None:
    body = b'{"translatedText": ["a"], "translatedText": ["b"], "message": {"result": {"translatedText": "a"}}}'
    with run_server(lambda _: Answer(body=body)) as (own, _), pytest.raises(EngineError):
        ask_engine(name, own)


@pytest.mark.parametrize("charset", ["idna", "punycode", "undefined", "rot13", "hex", "unicode_escape", "x" * 1000])
@pytest.mark.parametrize("name", ENGINES)
def test_an_odd_charset_is_read_as_utf_8(name: str, charset: str) -> None:
    headers = {"Content-Type": f"text/html; charset={charset}"}
    answer = Answer(400, body=b"a-\xff\\ud800" * 100_000, headers=headers)
    with run_server(lambda _: answer) as (own, _), pytest.raises(EngineError):
        ask_engine(name, own)


@pytest.mark.parametrize("unit", ["<b>a", "<a><div>", "<p><b>", "<"])
def test_a_page_that_takes_long_to_read_is_too_large(unit: str) -> None:
    body = (b'<div class="result-container">' + unit.encode() * 500_000)[:1_900_000]
    answer = Answer(body=body, headers={"Content-Type": "text/html"})
    with run_server(lambda _: answer) as (own, _), pytest.raises(EngineError, match="too large"):
        ask_engine("google", own)


@pytest.mark.parametrize("wait", ["\xb2", "9" * 5000, "-1", "Fri, 31 Dec 999999999999 23:59:59 GMT", "Fri,", "1e9"])
@pytest.mark.parametrize("name", ENGINES)
def test_an_odd_wait_is_no_crash(name: str, wait: str) -> None:
    answer = Answer(429, headers={"Content-Type": "application/json", "Retry-After": wait})
    with run_server(lambda _: answer) as (own, _), pytest.raises(EngineError):
        ask_engine(name, own)


@pytest.mark.parametrize("body", [*SHAPES.values(), b'{"result": true, "error": [[[[1]]]]}', b'{"result": true}'])
def test_another_shape_in_the_place_of_anki_is_named(body: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.apkg"
    file.write_bytes(b"")
    with run_server(lambda _: Answer(body=body)) as (own, _), pytest.raises(DeckError):
        import_to_anki(file, f"http://127.0.0.1:{own}")


@pytest.mark.parametrize("status", STATUSES)
def test_anki_redirects_nowhere(status: int, tmp_path: Path) -> None:
    file = tmp_path / "a.apkg"
    file.write_bytes(b"")
    with run_server(lambda _: Answer(body=b'{"result": true, "error": null}')) as (other, stolen):
        answer = Answer(status, f"http://127.0.0.1:{other}/")
        with run_server(lambda _: answer) as (own, _), pytest.raises(DeckError, match="not AnkiConnect"):
            import_to_anki(file, f"http://127.0.0.1:{own}", "secret")
    assert stolen == []
