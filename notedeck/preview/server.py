"""The page on 127.0.0.1, made anew on every save, with news for the browser that shows it."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from notedeck.preview.notes import sheet
from notedeck.preview.pictures import type_of
from notedeck.problems import DeckError

HOST = "127.0.0.1"
PORT = 8775  # 8765 is AnkiConnect's
TRIES = 20  # ports after the first
PAGE = "text/html; charset=utf-8"
ALIVE = 15.0  # seconds between signs of life


@dataclass(slots=True)
class Site:
    """What the server shows: the page, media files and notes by their addresses.

    `trouble` is the error since the last good page, and `edition` counts the changes.
    """

    page: str = ""
    media: Mapping[str, Path] = field(default_factory=dict)
    notes: Mapping[str, Path] = field(default_factory=dict)
    trouble: str = ""
    edition: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, page: str, media: Mapping[str, Path], notes: Mapping[str, Path]) -> None:
        """Replace the page; open browsers reload it."""
        with self.changed:
            self.page, self.media, self.notes, self.trouble = page, media, notes, ""
            self.edition += 1
            self.changed.notify_all()

    def warn(self, text: str) -> None:
        """Show an error above the current page."""
        with self.changed:
            self.trouble = text
            self.edition += 1
            self.changed.notify_all()

    def next_news(self, seen: int) -> tuple[str, int]:
        """Wait for an edition after `seen`; return its event and its number."""
        with self.changed:
            self.changed.wait_for(lambda: self.edition != seen, ALIVE)
            return news_of(self, seen)


def server(site: Site, port: int | None) -> ThreadingHTTPServer:
    """Return a server for the site, not started yet; without a `port` on the first free one from 8775 on.

    Raises DeckError when no port is free.
    """
    handler = partial(Answer, site)
    for one in [port] if port is not None else range(PORT, PORT + TRIES):
        try:
            made = ThreadingHTTPServer((HOST, one), handler)
        except OSError:
            continue
        made.daemon_threads = True
        return made
    taken = f"port {port} is taken" if port is not None else "no port is free"
    raise DeckError(f"{taken} at {HOST}", "Name another with --port.")


class Answer(BaseHTTPRequestHandler):
    """Answers for the page, its media, and its news; for nothing else."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *connection: Any) -> None:
        """Answer one connection for the site."""
        self.site = site
        super().__init__(*connection)

    def do_GET(self) -> None:
        """Answer a request for the page, a media file, a note or the events."""
        address = urlsplit(self.path)
        path = unquote(address.path).removeprefix("/")
        if not self.is_own_name():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif path == "events":
            self.news(address.query.removeprefix("since="))
        elif (found := content(self.site, path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self.answer(*found)

    def is_own_name(self) -> bool:
        """Return whether the request names this computer; another name may lead here too (DNS rebinding)."""
        return self.headers.get("Host", "").rpartition(":")[0] in (HOST, "localhost")

    def answer(self, kind: str, body: bytes) -> None:
        """Send a body of a media type, never cached."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def news(self, since: str) -> None:
        """Send server-sent events (HTML standard) until the browser, which has the edition `since`, disconnects."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = int(since) if since.isdecimal() else self.site.edition
        try:
            while True:
                event, seen = self.site.next_news(seen)
                self.wfile.write(event.encode())
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Log nothing: the command line reports builds."""


def content(site: Site, path: str) -> tuple[str, bytes] | None:
    """Return the type and bytes of the page, a media file or a note; None for anything else."""
    with suppress(OSError):
        if not path:
            return PAGE, site.page.encode("utf-8", "replace")
        if path in site.media:
            return type_of(path), site.media[path].read_bytes()
        if path in site.notes:
            return PAGE, sheet(site.notes[path]).encode("utf-8", "replace")
    return None


def news_of(site: Site, seen: int) -> tuple[str, int]:
    """Return the event for a browser that has `seen` an edition, and the number of the current one."""
    if site.edition == seen:
        return ": still here\n\n", seen
    text = json.dumps(site.trouble, ensure_ascii=False)
    return (f"event: trouble\ndata: {text}\n\n" if site.trouble else "event: page\ndata: 1\n\n"), site.edition
