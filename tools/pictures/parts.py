"""Pieces that several pictures share."""

from __future__ import annotations

from tools.pictures.canvas import TONES, Box, Line, Shape, Text

WIDTH = 560
EDGE = {name: edge for name, (_, edge) in TONES.items()}
Lane = tuple[float, str, str]  # x of its middle, name, tone


def title(text: str) -> Text:
    """Return the title at the top of a scene."""
    return Text(WIDTH / 2, 28, text, 21, bold=True)


def lanes(places: tuple[Lane, ...], bottom: float) -> list[Shape]:
    """Draw a named box for each partner, and its life line."""
    lines: list[Shape] = [Line(((x, 96), (x, bottom)), EDGE[tone], head=False) for x, _, tone in places]
    return [*lines, *(Box(x - 75, 56, 150, 42, tone, name, 18, bold=True) for x, name, tone in places)]


def message(start: float, end: float, y: float, text: str, tone: str, drop: float = 26) -> list[Shape]:
    """Draw an arrow that falls from one life line to another, its text above."""
    inset = 4 if end > start else -4
    arrow = Line(((start + inset, y), (end - inset, y + drop)), EDGE[tone], width=3)
    return [arrow, Text((start + end) / 2, y - 14 + drop / 5 - 11 * text.count("\n"), text, 17, EDGE[tone], bold=True)]
