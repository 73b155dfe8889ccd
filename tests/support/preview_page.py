"""The page of a small deck, as tests of the preview see it in a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

from notedeck.cli.commands.preview import PreviewOptions
from tests.support.pictures import PHOTO, encode_image

NOTES = {
    "deck.toml": 'name = "시험"\n',
    "cs/스택.md": "# 자료구조\n\n## 스택\n\n나중에 넣은 것이 **먼저** 나온다. ![그림](a.png)\n\n## 큐\n\n$O(n)$이다.\n",
    "cs/빈칸.md": "---\nstyle: cloze\n---\n## 빈칸\n\n**하나**와 **둘**이다.\n",
    "aws/양쪽.md": "---\nstyle: reversed\ntags: [둘]\n---\n## EC2\n\n서버이다. <script>alert(1)</script> [밖](https://example.com)\n",
    "zz/그림.md": "## 웹 그림\n\n![로고](https://example.com/logo.png)\n\n## 빈 제목\n",
    "translations/en.po": 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "큐"\nmsgstr "Queue"\n',
}


def write_notes(root: Path) -> Path:
    """Write the notes into a folder and return it."""
    for name, text in NOTES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "cs" / "a.png").write_bytes(encode_image(PHOTO, "PNG"))
    return root


def options(notes: Path, output: Path) -> PreviewOptions:
    """Return the options of `preview` for a folder of notes."""
    return PreviewOptions(notes=notes, output=output)


def read_card(page: Page) -> str:
    """Return what stands on the card that is shown."""
    return " ".join(page.frame_locator("#frame").locator("body").inner_text().split())


@contextmanager
def run_host(folder: Path) -> Iterator[str]:
    """Yield the address of a static web host that has this folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_address[1]}"
        host.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""
