"""A plot of time and memory over the number of cards, both logarithmic, as SVG that suits light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.peers.results import Point

WIDTH, HEIGHT = 880, 400  # pixels
PANEL_WIDTH, PANEL_HEIGHT, PANEL_TOP, PANEL_LEFTS = 340, 280, 70, (70, 500)
TEXT, LINES = "#7d8590", "#7d859055"  # a grey that can be read on white and on black
COLOURS = {"notedeck": "#2f81f7", "ankivalenz": "#d4731c", "markdown-anki-decks": "#a065d6"}
DASHES = {"notedeck": "", "ankivalenz": "7 4", "markdown-anki-decks": "2 4"}
FONT = 'font-family="system-ui, sans-serif" font-size="13"'


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis from one power of ten to another, on a range of pixels."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def span(cls, values: Sequence[float], start: float, end: float) -> Axis:
        """Return the axis that holds all values."""
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1), start, end)

    def place(self, value: float) -> float:
        """Return the pixel of a value."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def ticks(self) -> list[float]:
        """Return the powers of ten on the axis."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def draw_plot(curves: Mapping[str, Sequence[Point]]) -> str:
    """Return the plot of the curves of all programs."""
    panels = (
        ("Time of a first build", " s", lambda point: point.wall),
        ("Peak of memory", " MB", lambda point: point.memory),
    )
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {FONT} fill="{TEXT}">']
    parts += ["<title>Time and memory over the number of cards</title>", *draw_legend(list(curves))]
    for left, (title, unit, read) in zip(PANEL_LEFTS, panels, strict=True):
        parts += draw_panel(curves, left, title, unit, read)
    return "\n".join([*parts, "</svg>"]) + "\n"


def draw_legend(names: Sequence[str]) -> Iterator[str]:
    """Yield the names of the programs with their lines."""
    for place, name in enumerate(names):
        x = PANEL_LEFTS[0] + 210 * place
        yield draw_line([(x, 18), (x + 36, 18)], name)
        yield draw_text(x + 44, 22, name, anchor="start")


def draw_panel(
    curves: Mapping[str, Sequence[Point]], left: int, title: str, unit: str, read: Callable[[Point], float]
) -> Iterator[str]:
    """Yield one diagram: its frame, and a line with points for each program."""
    points = [point for curve in curves.values() for point in curve]
    bottom = PANEL_TOP + PANEL_HEIGHT
    x_axis = Axis.span([point.cards for point in points], left, left + PANEL_WIDTH)
    y_axis = Axis.span([read(point) for point in points], bottom, PANEL_TOP)
    yield draw_text(left, PANEL_TOP - 14, title, anchor="start")
    for tick in x_axis.ticks:
        yield draw_rule((x_axis.place(tick), PANEL_TOP), (x_axis.place(tick), bottom))
        yield draw_text(x_axis.place(tick), bottom + 20, f"{tick:,.0f}", anchor="middle")
    for tick in y_axis.ticks:
        yield draw_rule((left, y_axis.place(tick)), (left + PANEL_WIDTH, y_axis.place(tick)))
        yield draw_text(left - 8, y_axis.place(tick) + 4, f"{tick:,g}{unit}", anchor="end")
    yield draw_text(left + PANEL_WIDTH / 2, bottom + 42, "cards", anchor="middle")
    for name, curve in curves.items():
        places = [(x_axis.place(point.cards), y_axis.place(read(point))) for point in curve]
        yield draw_line(places, name)
        yield from (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{COLOURS[name]}"/>' for x, y in places)


def draw_line(places: Sequence[tuple[float, float]], name: str) -> str:
    """Return the line of a program through some places."""
    points = " ".join(f"{x},{y}" for x, y in places)
    style = f'stroke="{COLOURS[name]}" stroke-width="2" stroke-dasharray="{DASHES[name]}"'
    return f'<polyline points="{points}" fill="none" {style}/>'


def draw_rule(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return a thin line."""
    return f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="{LINES}"/>'


def draw_text(x: float, y: float, text: str, *, anchor: str) -> str:
    """Return a text; `anchor` is start, middle or end."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
