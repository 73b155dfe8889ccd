"""Mermaid, drawn by the package mermaid-render, which needs no browser."""

from __future__ import annotations

import importlib.util
import re

from notedeck.diagrams.model import Renderer, RenderFailure, Unavailable
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.extras import create_install_hint

LANGUAGES = ("mermaid", "mmd")
EXTRA, PACKAGE = "mermaid", "mermaid-render"
POLICY = "1"  # part of the cache key; increase it when the options change
ERROR = re.compile(r"^(?P<kind>[a-z-]+) at (?P<line>\d+):\d+: (?P<words>.*)", re.DOTALL)
POINTER = re.compile(r"^-*\^\s*$", re.MULTILINE)  # a line that points at a letter of the line above
MAX_MESSAGE_CHARACTERS = 200


class Mermaid(Value, frozen=True):
    """Mermaid; the package itself is imported only in the process that renders."""

    name: str = PACKAGE

    def find_version(self) -> str:
        """Return the version of the package."""
        from importlib.metadata import version  # takes ten times as long to load as this file

        return f"{version(PACKAGE)} {POLICY}"

    def render(self, source: str) -> bytes:
        """Return the diagram as SVG. Raises the exceptions of mermaid-render."""
        from mermaid_render import mermaid_to_svg

        return bytes(mermaid_to_svg(source, theme="default"))

    def describe_error(self, error: Exception) -> RenderFailure:
        """Return Mermaid's own message and line."""
        match = ERROR.match(str(error))
        message = POINTER.sub(" ", match["words"] if match else str(error))
        words = " ".join(message.split())[:MAX_MESSAGE_CHARACTERS]
        return RenderFailure(Message("{text}", text=words or type(error).__name__), int(match["line"]) if match else 0)


def find_renderer() -> Renderer | Unavailable:
    """Return Mermaid, if its extra is installed."""
    if importlib.util.find_spec("mermaid_render") is None:
        return Unavailable(Message("Install it: {install_hint}", install_hint=create_install_hint(EXTRA, PACKAGE)))
    return Mermaid()
