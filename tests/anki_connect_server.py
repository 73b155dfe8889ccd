"""A server that speaks AnkiConnect's protocol and imports into a real collection; it misbehaves on command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.anki_collection import Imported, opened


@dataclass(slots=True)
class AnkiConnect:
    """What the server does (`answer` in place of an import, if any), and what it was asked."""

    folder: Path
    base: str = ""
    key: str = ""
    answer: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    imported: list[Imported] = field(default_factory=list)

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        """As the add-on does: `result` and `error`, one of them null."""
        self.asked.append(request)
        if request.get("key", "") != self.key:
            return {"result": None, "error": "valid api key must be provided"}
        path = Path(request["params"]["path"])
        if request["action"] != "importPackage" or not path.is_file():
            return {"result": None, "error": f"cannot import {path.name}"}
        with opened(self.folder) as anki:
            self.imported.append(anki.load(path))
        return {"result": True, "error": None}


@contextmanager
def serving(folder: Path) -> Iterator[AnkiConnect]:
    """The server on a free port of 127.0.0.1; its collection is in `folder`."""
    state = AnkiConnect(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(state.reply(request)).encode() if state.answer is None else state.answer
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        state.base = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield state
        server.shutdown()
        thread.join()
