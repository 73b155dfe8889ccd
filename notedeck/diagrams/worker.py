"""A process that renders diagrams within limits, so that a renderer that hangs, grows or crashes stops nothing else."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Any

from notedeck.diagrams.korean import use_korean_fonts
from notedeck.diagrams.model import MAX_RENDER_SECONDS, MAX_SVG_BYTES, Renderer, RenderFailure
from notedeck.media.image.svg import clean_svg
from notedeck.media.model import BrokenImageError
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.processes.child import ChildError, PythonChild

MODULE = "notedeck.diagrams.render_process"
MAX_START_SECONDS = 60.0  # for Python to start and to import the renderer, on a slow or busy computer
MAX_FAILURE_CHARACTERS = 500
CRASHED = RenderFailure(Message("its renderer crashed, or needed too much memory"))


class RenderWorker:
    """Renders one diagram after another in the same process, and starts a new process after one has failed.

    The time limit of a diagram starts when the process reports that it has imported the renderer.
    """

    def __init__(self, seconds: float = MAX_RENDER_SECONDS) -> None:
        """Set the time limit of a diagram; the process starts with the first diagram."""
        self.seconds = seconds
        self.child: PythonChild | None = None

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
        limit = MAX_START_SECONDS
        late = Message("its renderer does not start within {limit:.0f} seconds", limit=limit)
        try:
            self.child = self.child or PythonChild(MODULE)
            self.child.exchange({"renderer": describe_renderer(renderer), "seconds": limit}, limit)
            late = Message("it takes longer than {seconds:.0f} seconds", seconds=self.seconds)
            answer = self.child.exchange({"source": source, "seconds": self.seconds}, self.seconds)
        except TimeoutError:
            self.close()
            return RenderFailure(late, lasting=False)
        except ChildError:
            self.close()
            return CRASHED
        return read_answer(answer)

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        if self.child is not None:
            self.child.close()
        self.child = None


def describe_renderer(renderer: Renderer) -> dict[str, Any]:
    """Return what another process needs to make the same renderer, a `Value` whose fields JSON knows."""
    assert isinstance(renderer, Value)
    values = {name: getattr(renderer, name) for name in renderer.__struct_fields__}
    return {"module": type(renderer).__module__, "name": type(renderer).__name__, "fields": values}


def read_answer(answer: dict[str, Any]) -> bytes | RenderFailure:
    """Return the drawing or the failure in an answer: a hostile diagram may have made the process send anything."""
    match answer:
        case {"svg": str(svg)}:
            with suppress(UnicodeEncodeError):
                return finish_svg(svg.encode("utf-8", "surrogateescape"))
        case {"failure": str(message), "line": int(line), "lasting": bool(lasting)}:
            return RenderFailure(Message(message[:MAX_FAILURE_CHARACTERS]), max(line, 0), lasting)
    return CRASHED


def finish_svg(svg: bytes) -> bytes | RenderFailure:
    """Return a drawing as it is packed: cleaned, and with fonts that have Korean letters."""
    if len(svg) > MAX_SVG_BYTES:
        size = f"{len(svg) / 1024 / 1024:.1f} MB"
        return RenderFailure(
            Message("its drawing has {size}; the limit is {limit} MB", size=size, limit=MAX_SVG_BYTES // 1024**2)
        )
    try:
        return clean_svg(use_korean_fonts(svg))
    except BrokenImageError as error:
        return RenderFailure(Message("its renderer did not return a drawing: {error}", error=error))
