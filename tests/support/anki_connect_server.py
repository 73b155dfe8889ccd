"""AnkiConnect on 127.0.0.1: its protocol, with the real Anki behind it; or something worse in its place.

The rules are those of the add-on's source (FooSoft/anki-connect, `plugin/__init__.py` and `web.py`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from anki.cards import CardId
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

from tests.support.anki_collection import Anki


@dataclass(slots=True)
class AnkiConnect:
    """The add-on in one Anki; `anki` is None as long as no profile is chosen."""

    anki: Anki | None
    key: str | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, body: bytes) -> bytes:
        """Status is always 200; whatever goes wrong is told in the answer."""
        request: dict[str, Any] = {}
        try:
            request = json.loads(body)
            self.requests.append(request)
            reply = self.reply(request)
        except Exception as error:
            return json.dumps({"result": None, "error": str(error)}).encode()
        return json.dumps({"result": reply, "error": None} if request.get("version", 4) > 4 else reply).encode()

    def reply(self, request: dict[str, Any]) -> Any:
        if request.get("key") != self.key:
            raise ValueError("valid api key must be provided")
        actions: dict[str, Callable[..., Any]] = {
            "importPackage": self.import_package,
            "findCards": self.find_cards,
            "findNotes": self.find_notes,
            "changeDeck": self.change_deck,
            "deckNames": lambda: self.get_anki().decks(),
            "deleteDecks": self.delete_decks,
        }
        if request["action"] not in actions:
            raise ValueError("unsupported action")
        return actions[request["action"]](**request["params"])

    def get_anki(self) -> Anki:
        if self.anki is None:
            raise ValueError("collection is not available")
        return self.anki

    def find_cards(self, query: str) -> list[int]:
        return list(self.get_anki().col.find_cards(query))

    def find_notes(self, query: str) -> list[int]:
        return list(self.get_anki().col.find_notes(query))

    def change_deck(self, cards: list[int], deck: str) -> None:
        col = self.get_anki().col
        col.set_deck([CardId(card) for card in cards], col.decks.id(deck) or 0)

    def delete_decks(self, decks: list[str], cardsToo: bool) -> None:
        col = self.get_anki().col
        assert cardsToo  # it refuses anything else
        col.decks.remove([number for deck in decks if (number := col.decks.id_for_name(deck))])

    def import_package(self, path: str) -> bool:
        """With the options of the class that AnkiConnect calls in Anki 26.09 (`anki/importing.py`)."""
        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        self.get_anki().col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True


@contextmanager
def run_server(answer: Callable[[bytes], bytes], status: int = 200) -> Iterator[str]:
    """A server's address; each POST gets what `answer` makes of its body, and is cut off where that is an OSError."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            except OSError:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
