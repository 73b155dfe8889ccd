"""A process that draws, with limits: one that hangs, grows or crashes takes nobody with it."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TYPE_CHECKING

from notedeck.diagrams.korean import with_korean_fonts
from notedeck.media.shrink import BrokenImage
from notedeck.media.svg import cleaned

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from notedeck.diagrams.renderers import Renderer

SECONDS = 10.0  # for a drawing
START = 60.0  # seconds for the process to start, on a slow computer
MEMORY = 2 * 1024**3  # bytes
LARGEST = 4 * 1024**2  # bytes of an SVG


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a fence was not drawn, and the line of its text to blame, 0 if that is unknown. `lasting` says that it would
    fail again."""

    message: str
    line: int = 0
    lasting: bool = True


class Workshop:
    """Draws one fence after another in the same process, and in a new one after a failure of that."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.process: SpawnProcess | None = None
        self.line: Connection | None = None

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def draw(self, renderer: Renderer, source: str) -> bytes | Failed:
        """A clean SVG, or why there is none."""
        line = self.opened()
        try:
            line.send((renderer, source))
            if not line.poll(self.seconds):
                self.close()
                return Failed(f"it takes longer than {self.seconds:.0f} seconds", lasting=False)
            answer: bytes | Failed = line.recv()
        except (EOFError, OSError):
            self.close()
            return Failed("its renderer crashed, or needed too much memory")
        return answer if isinstance(answer, Failed) else finished(answer)

    def opened(self) -> Connection:
        """The line to the process, which is started if there is none."""
        if self.line is None:
            context = multiprocessing.get_context("spawn")
            self.line, other = context.Pipe()
            self.process = context.Process(target=work, args=(other,), daemon=True)
            self.process.start()
            other.close()
            with suppress(EOFError):
                if self.line.poll(START):
                    self.line.recv()
        return self.line

    def close(self) -> None:
        """End the process, whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        if self.line is not None:
            self.line.close()
        self.process = self.line = None


def finished(svg: bytes) -> bytes | Failed:
    """A drawing as it is packed: harmless, and with fonts that have Korean letters."""
    if len(svg) > LARGEST:
        return Failed(f"its drawing has {len(svg) / 1024 / 1024:.1f} MB; the largest that is packed has 4 MB")
    try:
        return cleaned(with_korean_fonts(svg))
    except BrokenImage as error:
        return Failed(f"what its renderer made is no drawing: {error}")


def work(line: Connection) -> None:
    """The life of the process: read a task, answer it."""
    limit()
    line.send("ready")
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            renderer, source = line.recv()
            line.send(answer(renderer, source))


def answer(renderer: Renderer, source: str) -> bytes | Failed:
    try:
        return renderer.svg(source)
    except MemoryError:
        return Failed("it needs too much memory")
    except Exception as error:  # renderers raise errors of many kinds for what they do not understand
        return renderer.failed(error)


def limit() -> None:
    """Take no more memory than the limit, where the system can see to that."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
