"""A page of another site, in the same browser as `preview --serve`: it can read, show and send nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from benchmarks.attack import Result
from benchmarks.attack._sandbox import open_sandbox
from benchmarks.attack._trial import choose_tries, summarize
from benchmarks.attack.server import serve, write_notes
from tests.support.browser import MISSING, open_browser

TRIES = 100
HOSTS = ("127.0.0.1", "localhost")
PATHS = ("/", "/events?since=0", "/notes/a.md", "/notes_media/a.png")
# Each is the body of an async function of `url` that returns what it could read, "" for nothing.
WAYS = {
    "fetch": "return await (await fetch(url)).text()",
    "fetch with cookies": "return await (await fetch(url, {credentials: 'include'})).text()",
    "fetch without CORS": """const a = await fetch(url, {mode: 'no-cors'});
        return a.type === 'opaque' ? '' : await a.text()""",
    "POST": "return await (await fetch(url, {method: 'POST', body: 'x'})).text()",
    "XMLHttpRequest": """return await new Promise((done) => { const a = new XMLHttpRequest();
        a.onload = () => done(a.responseText); a.onerror = () => done(''); a.open('GET', url); a.send(); })""",
    "frame": """const a = document.createElement('iframe'); a.src = url; document.body.append(a);
        await new Promise((done) => { a.onload = done; a.onerror = done; setTimeout(done, 2000); });
        try { return a.contentDocument.body.innerText + (a.contentWindow.length || '') } catch { return '' }""",
    "script": """return await new Promise((done) => { const a = document.createElement('script'); a.src = url;
        a.onload = () => done('loaded'); a.onerror = () => done(''); document.body.append(a); })""",
    "picture": """return await new Promise((done) => { const a = new Image(); a.onload = () => done('loaded');
        a.onerror = () => done(''); a.src = url; })""",
    "style sheet": """return await new Promise((done) => { const a = document.createElement('link');
        a.rel = 'stylesheet'; a.onload = () => done('loaded'); a.onerror = () => done(''); a.href = url;
        document.body.append(a); })""",
    "events": """return await new Promise((done) => { const a = new EventSource(url); a.onopen = () => done('open');
        a.onmessage = (event) => done(event.data); a.onerror = () => { a.close(); done(''); }; })""",
    "WebSocket": """return await new Promise((done) => { const a = new WebSocket(url.replace('http', 'ws'));
        a.onopen = () => done('open'); a.onerror = () => done(''); })""",
    "window": """const a = window.open(url); if (!a) return '';
        await new Promise((done) => setTimeout(done, 1000));
        try { return a.document.body.innerText } catch { return '' } finally { a.close() }""",
    "form in a frame": """const a = document.createElement('iframe'); a.name = 'a'; document.body.append(a);
        const b = document.createElement('form'); Object.assign(b, {action: url, method: 'POST', target: 'a'});
        document.body.append(b); b.submit();
        await new Promise((done) => setTimeout(done, 1000));
        try { return a.contentDocument.body.innerText } catch { return '' }""",
}


class StrangersHandler(BaseHTTPRequestHandler):
    """Answers with a page that is empty until it attacks."""

    def do_GET(self) -> None:
        """Send the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>a</title><body></body>")

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def attack(tries: int, seed: int) -> Result:
    """Let a page of another port, and one of another name for this computer, try every way to every path."""
    chosen = choose_tries([(host, way, path) for host in HOSTS for way in WAYS for path in PATHS], tries, seed)
    through: list[str] = []
    with open_browser() as browser:
        if browser is None:
            return Result(0, skipped=MISSING)
        with open_sandbox({}) as sandbox, host_stranger() as stranger:
            write_notes(sandbox)
            with serve(sandbox, through) as port:
                through += check_own_page(browser, port)
                for host, way, path in chosen:
                    through += summarize(
                        f"{way} of {path} from {host}", try_way(browser, f"http://{host}:{stranger}/", port, way, path)
                    )
    return Result(len(chosen), tuple(through))


@contextmanager
def host_stranger() -> Iterator[int]:
    """Yield the port of a server with the stranger's page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), StrangersHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()


def check_own_page(browser: Browser, port: int) -> list[str]:
    """Return a line if the page cannot be read by itself: then nothing is shown by what a stranger cannot read."""
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    text = run_way(page, f"http://127.0.0.1:{port}/", "fetch")
    page.close()
    return [] if "가용성" in text else ["its own page cannot read it"]


def try_way(browser: Browser, stranger: str, port: int, way: str, path: str) -> list[str]:
    """Return what a page of a stranger could read, and the frames that show ours."""
    page = browser.new_page()
    try:
        page.goto(stranger)
        text = run_way(page, f"http://127.0.0.1:{port}{path}", way)
        framed = [frame.url for frame in page.frames[1:] if "가용성" in frame.content()]
    finally:
        page.close()
    return [*([f"read {text[:80]!r}"] if text else []), *(f"framed {url}" for url in framed)]


def run_way(page: Page, url: str, way: str) -> str:
    """Return what a page reads at an address in one of the ways."""
    try:
        return str(page.evaluate(f"async (url) => {{ {WAYS[way]} }}", url))
    except BrowserError:
        return ""
