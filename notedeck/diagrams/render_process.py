"""What runs in the process that renders diagrams: it imports a renderer, and answers sources with drawings."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from math import ceil
from typing import Any

from notedeck.diagrams.model import Renderer, RenderFailure
from notedeck.messages import Message
from notedeck.util.processes.messages import read_message, write_message

MAX_MEMORY_BYTES = 2 * 1024**3
GRACE_SECONDS = 5  # after which a process ends itself if nobody has ended it: its parent was killed


def main() -> None:
    """Answer messages until the pipe is closed: a renderer with `ready`, a source with a drawing or a failure."""
    requests, answers = take_pipes()
    limit_memory()
    renderer: Renderer | None = None
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            message = read_message(requests)
            limit_seconds(message["seconds"])
            if renderer is None or "renderer" in message:
                renderer = load_renderer(message["renderer"])
                answer: dict[str, Any] = {"ready": True}
            else:
                answer = render_or_describe(renderer, message["source"])
            limit_seconds(0)
            write_message(answers, answer)


def take_pipes() -> tuple[io.FileIO, io.FileIO]:
    """Return the two pipes, and leave nothing in their places: what a renderer prints is no message."""
    pipes = io.FileIO(os.dup(0), "rb"), io.FileIO(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    return pipes


def load_renderer(values: Mapping[str, Any]) -> Renderer:
    """Return a renderer from its module, class and fields."""
    kind = getattr(import_module(values["module"]), values["name"])
    renderer: Renderer = kind(**values["fields"])
    return renderer


def render_or_describe(renderer: Renderer, source: str) -> dict[str, Any]:
    """Return the SVG, or the failure, as a message."""
    try:
        svg = renderer.render(source)
    except MemoryError:
        return describe_failure(RenderFailure(Message("it needs too much memory")))
    except Exception as error:  # renderers raise exceptions of many types for sources that they do not understand
        return describe_failure(renderer.describe_error(error))
    return {"svg": svg.decode("utf-8", "surrogateescape")}


def describe_failure(failure: RenderFailure) -> dict[str, Any]:
    """Return a failure as a message."""
    return {"failure": failure.message, "line": failure.line, "lasting": failure.lasting}


def limit_memory() -> None:
    """Limit the memory of this process, where the system supports that."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def limit_seconds(seconds: float) -> None:
    """Let the system end this process soon after its time limit, where it supports that; 0 is no limit."""
    if sys.platform != "win32":
        import signal

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(ceil(seconds) + GRACE_SECONDS if seconds else 0)
