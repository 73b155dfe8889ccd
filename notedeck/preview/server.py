"""Serving the page on 127.0.0.1, with events that tell the browser about new editions."""

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

from notedeck.model import MAX_MEDIA_BYTES
from notedeck.preview.note_links import format_note_page
from notedeck.preview.page_media import media_type
from notedeck.problems import DeckError
from notedeck.util.files import FileRefusedError, read_file

HOST = "127.0.0.1"
DEFAULT_PORT = 8775  # 8765 is AnkiConnect's
MAX_PORT_TRIES = 20
HTML_TYPE = "text/html; charset=utf-8"
KEEP_ALIVE_SECONDS = 15.0


@dataclass(slots=True)
class Site:
    """What is served now: the page, media files and notes by URL path, and the error of the last build.

    `edition` counts the pages and errors.
    """

    page: str = ""
    media: Mapping[str, Path] = field(default_factory=dict)
    notes: Mapping[str, Path] = field(default_factory=dict)
    error: str = ""
    edition: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, page: str, media: Mapping[str, Path], notes: Mapping[str, Path]) -> None:
        """Serve a new page; browsers load it."""
        with self.changed:
            self.page, self.media, self.notes, self.error = page, media, notes, ""
            self.edition += 1
            self.changed.notify_all()

    def report_error(self, text: str) -> None:
        """Show an error above the page."""
        with self.changed:
            self.error = text
            self.edition += 1
            self.changed.notify_all()

    def wait_for_event(self, seen: int) -> tuple[str, int]:
        """Wait until there is another edition than `seen`; return the event for a browser, and the new edition.

        Without a new edition it returns a keep-alive comment after KEEP_ALIVE_SECONDS.
        """
        with self.changed:
            self.changed.wait_for(lambda: self.edition != seen, KEEP_ALIVE_SECONDS)
            return format_event(self, seen)


def create_server(site: Site, port: int | None) -> ThreadingHTTPServer:
    """Return a server for the site, not started yet. Without a `port` it uses the first free one from 8775 on.

    Raises DeckError when no port is free.
    """
    handler = partial(PageHandler, site)
    for candidate in [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + MAX_PORT_TRIES):
        try:
            http_server = ThreadingHTTPServer((HOST, candidate), handler)
        except OSError:
            continue
        http_server.daemon_threads = True
        return http_server
    message = f"port {port} is in use" if port is not None else "no port is free"
    raise DeckError(f"{message} at {HOST}", "Choose another with --port.")


class PageHandler(BaseHTTPRequestHandler):
    """Handles requests for the page, its media, its notes and its events, and for nothing else."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *connection: Any) -> None:
        """Handle one connection to the server of `site`."""
        self.site = site
        super().__init__(*connection)

    def do_GET(self) -> None:
        """Answer a GET request."""
        address = urlsplit(self.path)
        path = unquote(address.path).removeprefix("/")
        if not self.has_own_host():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif path == "events":
            self.send_events(address.query.removeprefix("since="))
        elif (content := read_content(self.site, path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self.send_content(*content)

    def has_own_host(self) -> bool:
        """Return whether the Host header is our own; another site's name can resolve to us too (DNS rebinding)."""
        return self.headers.get("Host", "").rpartition(":")[0] in (HOST, "localhost")

    def send_content(self, media_type: str, body: bytes) -> None:
        """Send a successful response."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def send_events(self, since: str) -> None:
        """Send server-sent events (HTML standard) until the browser, which has the edition `since`, disconnects."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = int(since) if since.isdecimal() else self.site.edition
        try:
            while True:
                event, seen = self.site.wait_for_event(seen)
                self.wfile.write(event.encode())
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Print nothing: the command reports builds."""


def read_content(site: Site, path: str) -> tuple[str, bytes] | None:
    """Return media type and bytes of the page, a media file or a note; None for other paths and missing files."""
    with suppress(FileRefusedError):
        if not path:
            return HTML_TYPE, site.page.encode("utf-8", "replace")
        if path in site.media:
            return media_type(path), read_media(site.media[path])
        if path in site.notes:
            return HTML_TYPE, format_note_page(site.notes[path]).encode("utf-8", "replace")
    return None


def read_media(file: Path) -> bytes:
    """Return the bytes of a media file in the cache. Raises FileRefusedError."""
    return read_file(file, roots=[file.parent.resolve()], max_bytes=MAX_MEDIA_BYTES)


def format_event(site: Site, seen: int) -> tuple[str, int]:
    """Return the event for a browser that has the edition `seen`, and the present edition."""
    if site.edition == seen:
        return ": still here\n\n", seen
    text = json.dumps(site.error, ensure_ascii=False)
    return (f"event: error-text\ndata: {text}\n\n" if site.error else "event: page\ndata: 1\n\n"), site.edition
