"""A process that renders diagrams within limits, so that a renderer that hangs, grows or crashes stops nothing else."""

from __future__ import annotations

import multiprocessing
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType

from notedeck.diagrams.korean import use_korean_fonts
from notedeck.diagrams.model import Renderer, RenderFailure
from notedeck.media.image.svg import clean_svg
from notedeck.media.model import BrokenImageError

MAX_RENDER_SECONDS = 10.0
MAX_START_SECONDS = 60.0  # for Python to start and to import the renderer, on a slow or busy computer
MAX_MEMORY_BYTES = 2 * 1024**3
MAX_SVG_BYTES = 4 * 1024**2
READY = "ready"


class RenderWorker:
    """Renders one diagram after another in the same process, and starts a new process after one has failed.

    The time limit of a diagram starts when the process reports that it has imported the renderer.
    """

    def __init__(self, seconds: float = MAX_RENDER_SECONDS) -> None:
        """Set the time limit of a diagram; the process starts with the first diagram."""
        self.seconds = seconds
        self.process: SpawnProcess | None = None
        self.connection: Connection | None = None

    def __enter__(self) -> RenderWorker:
        """Return the worker itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the process."""
        self.close()

    def render(self, renderer: Renderer, source: str) -> bytes | RenderFailure:
        """Return the diagram as clean SVG, or why it could not be drawn."""
        connection = self.connect()
        try:
            connection.send(renderer)
            if not connection.poll(MAX_START_SECONDS):
                return self.give_up(f"its renderer does not start within {MAX_START_SECONDS:.0f} seconds")
            connection.recv()
            connection.send(source)
            if not connection.poll(self.seconds):
                return self.give_up(f"it takes longer than {self.seconds:.0f} seconds")
            answer: bytes | RenderFailure = connection.recv()
        except (EOFError, OSError):
            self.close()
            return RenderFailure("its renderer crashed, or needed too much memory")
        return answer if isinstance(answer, RenderFailure) else finish_svg(answer)

    def connect(self) -> Connection:
        """Return the connection to the process, and start a process if there is none."""
        if self.connection is None:
            context = multiprocessing.get_context("spawn")
            self.connection, other = context.Pipe()
            self.process = context.Process(target=serve, args=(other,), daemon=True)
            self.process.start()
            other.close()
        return self.connection

    def give_up(self, message: str) -> RenderFailure:
        """Kill the process, and return a failure that may not happen again."""
        self.close()
        return RenderFailure(message, lasting=False)

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        if self.connection is not None:
            self.connection.close()
        self.process = self.connection = None


def finish_svg(svg: bytes) -> bytes | RenderFailure:
    """Return a drawing as it is packed: cleaned, and with fonts that have Korean letters."""
    if len(svg) > MAX_SVG_BYTES:
        size = f"{len(svg) / 1024 / 1024:.1f} MB"
        return RenderFailure(f"its drawing has {size}; the limit is {MAX_SVG_BYTES // 1024**2} MB")
    try:
        return clean_svg(use_korean_fonts(svg))
    except BrokenImageError as error:
        return RenderFailure(f"its renderer did not return a drawing: {error}")


def serve(connection: Connection) -> None:
    """Run in the process: receive a renderer, report that it is imported, receive a source, and send the answer."""
    limit_memory()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            renderer: Renderer = connection.recv()  # unpickling imports its module
            connection.send(READY)
            connection.send(render_or_describe(renderer, connection.recv()))


def render_or_describe(renderer: Renderer, source: str) -> bytes | RenderFailure:
    """Return the SVG, or the failure."""
    try:
        return renderer.render(source)
    except MemoryError:
        return RenderFailure("it needs too much memory")
    except Exception as error:  # renderers raise exceptions of many types for sources that they do not understand
        return renderer.describe_error(error)


def limit_memory() -> None:
    """Limit the memory of this process, where the system supports that."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
