"""What renderers return and have to offer, and cards with drawings."""

from __future__ import annotations

from typing import Protocol

from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Asset, Card, Value

MAX_RENDER_SECONDS = 10.0  # for one diagram
MAX_SVG_BYTES = 4 * 1024**2  # of one drawing


class Drawn(Value, frozen=True):
    """Cards with drawings in the place of fences, and the files of the drawings."""

    cards: tuple[Card, ...]
    assets: tuple[Asset, ...] = ()


class RenderFailure(Value, frozen=True):
    """Why a diagram was not drawn.

    `line` is the line of its source to blame, 0 if unknown. `lasting` says that another try would fail again. `hint` is
    what to do if the diagram itself is not to blame.
    """

    message: Message
    line: int = 0
    lasting: bool = True
    hint: Message = NO_MESSAGE


class Unavailable(Value, frozen=True):
    """A renderer that is not installed; `hint` says how to install it."""

    hint: Message


class Renderer(Protocol):
    """Draws diagrams; a value that can be sent to another process."""

    @property
    def name(self) -> str:
        """Identify the renderer among those of the same language."""

    def find_version(self) -> str:
        """Return a text that changes with everything that may change the drawings."""

    def render(self, source: str) -> bytes:
        """Return the diagram as SVG. Raises any exception for a source that cannot be drawn."""

    def describe_error(self, error: Exception) -> RenderFailure:
        """Return a readable description of an exception of `render`."""
