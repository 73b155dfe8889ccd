"""A server whose answer never ends takes neither the memory nor the time of whoever asks it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

import pytest

from notedeck.anki import ankiconnect
from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, EngineError, find_engines

MAX_READ_BYTES = 64 * 1024 * 1024  # with what the system keeps between the two programs
ENGINES = [name for name, engine in find_engines().items() if not engine.FACTS.for_tests]


@contextmanager
def run_endless_server(part: bytes, pause_seconds: float) -> Iterator[tuple[str, Queue[int]]]:
    """Yield the address of a server that sends `part` again and again, and how many bytes each answer got to."""
    sent: Queue[int] = Queue()

    class Endless(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            count = 0
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                while count <= MAX_READ_BYTES:
                    self.wfile.write(part)
                    count += len(part)
                    time.sleep(pause_seconds)
            except OSError:
                pass
            sent.put(count)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Endless) as own:
        own.daemon_threads = True
        threading.Thread(target=own.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{own.server_address[1]}", sent
        own.shutdown()


@pytest.mark.parametrize("name", ENGINES)
def test_an_endless_translation_is_read_to_a_limit(name: str) -> None:
    engine = find_engines()[name]
    keys = dict.fromkeys(engine.FACTS.key_variables, "x")
    with run_endless_server(b"[" * 65536, 0) as (address, sent):
        with pytest.raises(EngineError):
            engine.translate_texts(("가",), LanguagePair("ko", "en"), Access(address, keys))
        assert sent.get(timeout=60) < MAX_READ_BYTES


@pytest.mark.parametrize(("part", "pause_seconds"), [(b"[" * 65536, 0), (b" ", 0.01)], ids=["fast", "slow"])
def test_an_endless_answer_of_anki_ends(
    part: bytes, pause_seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ankiconnect, "CONNECT_TIMEOUT_SECONDS", 1.0)
    file = tmp_path / "a.apkg"
    file.write_bytes(b"")
    with run_endless_server(part, pause_seconds) as (address, _), pytest.raises(DeckError):
        ankiconnect.import_to_anki(file, address, timeout_seconds=1.0)
