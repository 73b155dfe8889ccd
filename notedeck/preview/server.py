"""Serving the page on 127.0.0.1, to its own browser only, however many others connect."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from notedeck.messages import Message
from notedeck.preview.correction_requests import answer_correction
from notedeck.preview.request_checks import (
    EVENTS_PATH,
    JSON_TYPE,
    find_edition,
    find_path,
    refuse_correction,
    refuse_request,
)
from notedeck.preview.site import Site, read_content
from notedeck.problems import DeckError

HOST = "127.0.0.1"
HOST_NAMES = (HOST, "localhost")
DEFAULT_PORT = 8775  # 8765 is AnkiConnect's
MAX_PORT_TRIES = 20
MAX_CONNECTIONS = 64  # a browser opens six, and one more for each tab
MAX_IDLE_SECONDS = 10.0  # from the connection, or the answer before, to the end of a request's headers
MAX_SEND_SECONDS = 600.0  # a paused video is not read on
MAX_EVENTS_SECONDS = 600.0  # then the browser connects again
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def create_server(site: Site, port: int | None) -> PageServer:
    """Return a server for the site, not started yet. Without a `port` it uses the first free one from 8775 on.

    Raises DeckError when no port is free.
    """
    for candidate in [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + MAX_PORT_TRIES):
        with suppress(OSError):
            return PageServer(site, candidate)
    message = Message("port {port} is in use", port=port) if port is not None else Message("no port is free")
    raise DeckError(Message("{message} at {host}", message=message, host=HOST), Message("Choose another with --port."))


class PageServer(ThreadingHTTPServer):
    """Serves a site. When there are too many connections it closes the oldest; those that wait too long, too."""

    daemon_threads = True
    request_queue_size = MAX_CONNECTIONS
    allow_reuse_address = sys.platform != "win32"  # there it lets another program take the port over
    allow_reuse_port = False

    def __init__(self, site: Site, port: int) -> None:
        """Bind the port. Raises OSError if it is in use."""
        self.connections: dict[socket.socket, float | None] = {}  # since when each waits for a request, oldest first
        self.lock = threading.Lock()
        super().__init__((HOST, port), partial(PageHandler, site))
        bound_port = self.server_address[1]
        names = {f"{name}:{bound_port}" for name in HOST_NAMES} | (set(HOST_NAMES) if bound_port == 80 else set())
        self.hosts = {name: f"http://{name}" for name in names}

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in a thread of its own, after the oldest ones made room for it."""
        with self.lock:
            surplus = [*self.connections][: max(0, len(self.connections) - MAX_CONNECTIONS + 1)]
            self.connections[request] = time.monotonic()
        for connection in surplus:
            self.end_connection(connection)
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        """Close the connections that have waited for a request for too long; this runs twice a second."""
        oldest = time.monotonic() - MAX_IDLE_SECONDS
        with self.lock:
            waiting = [(connection, since) for connection, since in self.connections.items() if since is not None]
        for connection in (connection for connection, since in waiting if since < oldest):
            self.end_connection(connection)

    def mark_connection(self, connection: socket.socket, *, is_idle: bool) -> None:
        """Remember whether a connection waits for a request."""
        with self.lock:
            if connection in self.connections:
                self.connections[connection] = time.monotonic() if is_idle else None

    def end_connection(self, connection: socket.socket) -> None:
        """End a connection; the thread that uses it sees its end and closes it."""
        with self.lock:
            self.connections.pop(connection, None)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection that has been handled."""
        with self.lock:
            self.connections.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: the browser has gone, or its connection was ended."""


class PageHandler(BaseHTTPRequestHandler):
    """Answers requests of our own page and of its reader, and no others: GET, and POST for corrections."""

    protocol_version = "HTTP/1.1"
    timeout = MAX_SEND_SECONDS
    server: PageServer

    def __init__(self, site: Site, *connection: Any) -> None:
        """Handle one connection to the server of `site`."""
        self.site = site
        super().__init__(*connection)

    def handle_one_request(self) -> None:
        """Wait for a request and answer it."""
        self.server.mark_connection(self.connection, is_idle=True)
        super().handle_one_request()

    def parse_request(self) -> bool:
        """Read the headers of a request; only from here on the connection may take its time."""
        is_complete = super().parse_request()
        self.server.mark_connection(self.connection, is_idle=False)
        return is_complete

    def do_GET(self) -> None:
        """Answer a GET request."""
        refusal = refuse_request(self.path, self.headers, self.server.hosts)
        path = find_path(self.path)
        if refusal is not None:
            self.send_error(refusal)
        elif path == EVENTS_PATH:
            self.send_events(find_edition(self.path) or 0)
        elif (content := read_content(self.site, path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self.send_head(HTTPStatus.OK, content.media_type, content.policy, len(content.body))
            self.wfile.write(content.body)

    def do_POST(self) -> None:
        """Answer a correction of a translation, if the site takes any."""
        if self.site.corrector is None:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return
        refusal = refuse_correction(self.path, self.headers, self.server.hosts, self.site.token)
        if refusal is not None:
            self.send_error(refusal)
            return
        self.connection.settimeout(MAX_IDLE_SECONDS)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.connection.settimeout(self.timeout)
        status, document = answer_correction(self.site.corrector, self.path, body)
        answer = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
        self.send_head(status, JSON_TYPE, "default-src 'none'; sandbox", len(answer))
        self.wfile.write(answer)

    def send_head(self, status: int, media_type: str, policy: str, length: int | None) -> None:
        """Send the status and the headers; an answer without a `length` in bytes ends with the connection."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Security-Policy", policy)
        for name, value in SECURITY_HEADERS.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Send an error that repeats nothing of the request, and end the connection."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self.send_head(status, "text/plain", "default-src 'none'; sandbox", None)
        if self.command != "HEAD":
            self.wfile.write(f"{status.value} {status.phrase}\n".encode())

    def send_events(self, seen: int) -> None:
        """Send server-sent events (HTML standard) until the browser, which has the edition `seen`, disconnects."""
        self.send_head(HTTPStatus.OK, "text/event-stream", "default-src 'none'", None)
        end, known = time.monotonic() + MAX_EVENTS_SECONDS, (seen, 0)
        while time.monotonic() < end:
            event, known = self.site.wait_for_event(known)
            self.wfile.write(event.encode("utf-8", "replace"))
            self.wfile.flush()

    def version_string(self) -> str:
        """Return the value of the Server header, which names no versions."""
        return "notedeck"

    def log_message(self, *_: object) -> None:
        """Print nothing: the command reports builds."""
