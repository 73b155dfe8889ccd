"""Addresses of this computer and its network in notes: `--fetch` sends nothing to any of them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.attack import Result
from benchmarks.attack._judge import judge_run
from benchmarks.attack._program import Limits, run_program
from benchmarks.attack._sandbox import draw_secret, open_sandbox, take_snapshot
from benchmarks.attack._trial import choose_tries

TRIES = 200
ADDRESSES = (
    "http://127.0.0.1:{port}/{n}.png",
    "HTTP://127.0.0.1:{port}/{n}.png",
    "http://localhost:{port}/{n}.png",
    "http://LOCALHOST.:{port}/{n}.png",
    "http://localhost.localdomain:{port}/{n}.png",
    "http://127.1:{port}/{n}.png",
    "http://127.0.1:{port}/{n}.png",
    "http://127.255.255.254:{port}/{n}.png",
    "http://2130706433:{port}/{n}.png",
    "http://0x7f000001:{port}/{n}.png",
    "http://0x7f.0.0.1:{port}/{n}.png",
    "http://0177.0.0.1:{port}/{n}.png",
    "http://017700000001:{port}/{n}.png",
    "http://0:{port}/{n}.png",
    "http://0.0.0.0:{port}/{n}.png",
    "http://[::1]:{port}/{n}.png",
    "http://[::]:{port}/{n}.png",
    "http://[0:0:0:0:0:0:0:1]:{port}/{n}.png",
    "http://[::ffff:127.0.0.1]:{port}/{n}.png",
    "http://[::ffff:7f00:1]:{port}/{n}.png",
    "http://[::127.0.0.1]:{port}/{n}.png",
    "http://[64:ff9b::127.0.0.1]:{port}/{n}.png",
    "http://[2002:7f00:1::]:{port}/{n}.png",
    "http://[::1%25lo]:{port}/{n}.png",
    "http://[fe80::1%25lo]:{port}/{n}.png",
    "http://①②⑦.⓪.⓪.①:{port}/{n}.png",
    "http://１２７.０.０.１:{port}/{n}.png",
    "http://127。0。0。1:{port}/{n}.png",
    "http://ⓛocalhost:{port}/{n}.png",
    "http://%6c%6f%63alhost:{port}/{n}.png",
    "http://127.0.0.1%00.example.org:{port}/{n}.png",
    "http://user:password@127.0.0.1:{port}/{n}.png",
    "http://example.org@127.0.0.1:{port}/{n}.png",
    "http://127.0.0.1:{port}\\@example.org/{n}.png",
    "http://example.org\\@127.0.0.1:{port}/{n}.png",
    "http://127.0.0.1:{port}#@example.org/{n}.png",
    "http://127.0.0.1:{port}?@example.org/{n}.png",
    "http:/127.0.0.1:{port}/{n}.png",
    "http:127.0.0.1:{port}/{n}.png",
    "http:///127.0.0.1:{port}/{n}.png",
    "http:\\\\127.0.0.1:{port}\\{n}.png",
    "//127.0.0.1:{port}/{n}.png",
    "https://127.0.0.1:{port}/{n}.png",
    "ftp://127.0.0.1:{port}/{n}.png",
    "gopher://127.0.0.1:{port}/{n}.png",
    "ws://127.0.0.1:{port}/{n}.png",
    "http+unix://127.0.0.1:{port}/{n}.png",
    "http://127.0.0.1:{port}/{n}.svg",
    "http://{host}:{port}/{n}.png",
    "http://169.254.169.254/latest/meta-data/{n}.png",
    "http://[fd00:ec2::254]/{n}.png",
    "http://10.0.0.1:{port}/{n}.png",
    "http://192.168.0.1:{port}/{n}.png",
    "http://100.64.0.1:{port}/{n}.png",
    "http://224.0.0.1:{port}/{n}.png",
    "http://255.255.255.255:{port}/{n}.png",
)
LIMITS = Limits(seconds=400)


def attack(tries: int, seed: int) -> Result:
    """Build notes with all addresses and `--fetch`, and look at what the server has received."""
    chosen = choose_tries(ADDRESSES, tries, seed)
    through: list[str] = []
    with record_connections() as (port, received), open_sandbox({}) as sandbox:
        for number, address in enumerate(chosen):
            text = (
                address.replace("{port}", str(port)).replace("{n}", str(number)).replace("{host}", socket.gethostname())
            )
            sandbox.write(f"notes/{number}.md", f"# 노트 {number}\n\n## 그림 {number}\n\n글 ![x](<{text}>)\n")
        before = take_snapshot(sandbox.top)
        proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"), f"http://127.0.0.1:{port}")
        run = run_program(sandbox, ("build", "notes", "--fetch"), LIMITS, proxies)
        through += judge_run(sandbox, run, before)
        through += [f"received {line!r}" for line in received]
    return Result(len(chosen), tuple(through))


@contextmanager
def record_connections() -> Iterator[tuple[int, list[str]]]:
    """Serve the secret picture on all addresses of this computer; yield the port and the requests."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            received.append(self.requestline)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(draw_secret())

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET
        daemon_threads = True

        def server_bind(self) -> None:
            with suppress(OSError, AttributeError):
                self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            super().server_bind()

        def handle_error(self, request: object, client_address: object) -> None:
            """Print nothing."""

    with Server(("::" if socket.has_dualstack_ipv6() else "0.0.0.0", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port, received
        server.shutdown()
        thread.join()
