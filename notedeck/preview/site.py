"""What the server of the preview gives: the page, its media, its notes, and events about new editions."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from notedeck.config.languages import LanguagePair
from notedeck.model import MAX_MEDIA_BYTES
from notedeck.preview.corrections import Corrector
from notedeck.preview.note_links import format_note_page
from notedeck.preview.page_media import media_type
from notedeck.preview.waiting import format_waiting_page
from notedeck.util.files.read import FileRefusedError, read_file

KEEP_ALIVE_SECONDS = 15.0
HTML_TYPE = "text/html; charset=utf-8"
# No page may show ours in a frame. The page has its own policy for the rest; notes and media need next to nothing.
PAGE_POLICY = "frame-ancestors 'none'"
NOTE_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; {PAGE_POLICY}"
MEDIA_POLICY = f"{NOTE_POLICY}; sandbox"


@dataclass(frozen=True, slots=True)
class Content:
    """What one address gives: its media type, its bytes, and its Content-Security-Policy."""

    media_type: str
    body: bytes
    policy: str


@dataclass(frozen=True, slots=True)
class StageProgress:
    """How far a stage of the build is: its name, and how many of its items are done."""

    stage: str
    done: int
    total: int


@dataclass(slots=True)
class Site:
    """What is served now: the page, media files and notes by URL path, and the error of the last build.

    Before the first page, a page that waits is served; `progress` is what it shows, and `steps` counts that.
    `edition` counts the pages and errors. `corrector` writes what a person corrects in the page; None before the first
    page. The page has the `token` from the address that this person opened, and sends it along.
    """

    page: str = ""
    media: Mapping[str, Path] = field(default_factory=dict)
    notes: Mapping[str, Path] = field(default_factory=dict)
    error: str = ""
    progress: StageProgress | None = None
    steps: int = 0
    edition: int = 0
    corrector: Corrector | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, page: str, media: Mapping[str, Path], notes: Mapping[str, Path]) -> None:
        """Serve a new page; browsers load it."""
        with self.changed:
            self.page, self.media, self.notes, self.error = page, media, notes, ""
            self.edition += 1
            self.changed.notify_all()

    def set_corrector(self, folder: Path, pair: LanguagePair) -> None:
        """Let the page correct the memory of a deck; what was corrected in the same one can still be undone."""
        if self.corrector is None or (self.corrector.folder, self.corrector.pair) != (folder, pair):
            self.corrector = Corrector(folder, pair)

    def report_error(self, text: str) -> None:
        """Show an error above the page."""
        with self.changed:
            self.error = text
            self.edition += 1
            self.changed.notify_all()

    def report_progress(self, progress: StageProgress) -> None:
        """Show how far the first build is."""
        with self.changed:
            self.progress = progress
            self.steps += 1
            self.changed.notify_all()

    def wait_for_event(self, seen: tuple[int, int]) -> tuple[str, tuple[int, int]]:
        """Wait until edition and steps are others than `seen`; return the event for a browser, and both.

        Without news it returns a keep-alive comment after KEEP_ALIVE_SECONDS.
        """
        with self.changed:
            self.changed.wait_for(lambda: (self.edition, self.steps) != seen, KEEP_ALIVE_SECONDS)
            return format_event(self, seen), (self.edition, self.steps)


def read_content(site: Site, path: str) -> Content | None:
    """Return the page, a media file or a note; None for other paths and missing files."""
    with suppress(FileRefusedError):
        if not path:
            page = site.page or format_waiting_page()
            return Content(HTML_TYPE, page.encode("utf-8", "replace"), PAGE_POLICY)
        if path in site.media:
            return Content(media_type(path), read_media(site.media[path]), MEDIA_POLICY)
        if path in site.notes:
            return Content(HTML_TYPE, format_note_page(site.notes[path]).encode("utf-8", "replace"), NOTE_POLICY)
    return None


def read_media(file: Path) -> bytes:
    """Return the bytes of a media file in the cache. Raises FileRefusedError."""
    return read_file(file, roots=[file.parent.resolve()], max_bytes=MAX_MEDIA_BYTES)


def format_event(site: Site, seen: tuple[int, int]) -> str:
    """Return the event for a browser that has `seen` this edition and these steps."""
    edition, steps = seen
    if site.edition != edition:
        text = json.dumps(site.error, ensure_ascii=False)
        return f"event: error-text\ndata: {text}\n\n" if site.error else "event: page\ndata: 1\n\n"
    if site.steps != steps and site.progress:
        return f"event: progress\ndata: {json.dumps(asdict(site.progress), ensure_ascii=False)}\n\n"
    return ": still here\n\n"
