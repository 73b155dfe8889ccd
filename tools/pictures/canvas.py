"""A picture as a list of shapes, painted as PNG or animated GIF (Pillow) or written as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

INK, MUTED, LINE = "#1f2937", "#64748b", "#64748b"
TONES = {  # name: (fill, edge)
    "paper": ("#ffffff", "#cbd5e1"),
    "slate": ("#f1f5f9", "#94a3b8"),
    "blue": ("#dbeafe", "#2563eb"),
    "green": ("#d1fae5", "#059669"),
    "amber": ("#fef3c7", "#d97706"),
    "rose": ("#ffe4e6", "#e11d48"),
    "violet": ("#ede9fe", "#7c3aed"),
}
NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
KOREAN = 1  # the face within Noto's collection
FAMILY = "Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif"
SCALE = 2  # pixels of the file for one unit
OVERSAMPLING = 2
COLOURS = 128
LEADING = 1.35
HEAD = 10  # length of an arrow's head


@dataclass(frozen=True)
class Text:
    """One or more lines around the point (x, y); `anchor` is l, m or r."""

    x: float
    y: float
    text: str
    size: float = 18
    colour: str = INK
    bold: bool = False
    anchor: str = "m"

    def lines(self) -> list[tuple[float, str]]:
        """Return each line with its vertical middle."""
        rows = self.text.split("\n")
        top = self.y - (len(rows) - 1) * self.size * LEADING / 2
        return [(top + index * self.size * LEADING, row) for index, row in enumerate(rows)]


@dataclass(frozen=True)
class Box:
    """A rounded rectangle with its text in the middle."""

    x: float
    y: float
    w: float
    h: float
    tone: str = "paper"
    text: str = ""
    size: float = 18
    bold: bool = False
    radius: float = 10

    def label(self) -> Text:
        """Return the text in the middle of the box."""
        return Text(self.x + self.w / 2, self.y + self.h / 2, self.text, self.size, INK, self.bold)


@dataclass(frozen=True)
class Line:
    """A line through `points`, with a head at its end unless `head` is false."""

    points: tuple[tuple[float, float], ...]
    colour: str = LINE
    head: bool = True
    width: float = 2.5

    def triangle(self) -> list[tuple[float, float]]:
        """Return the corners of the arrow head."""
        (ax, ay), (bx, by) = self.points[-2:]
        angle = math.atan2(by - ay, bx - ax)
        return [
            (bx, by),
            *((bx - HEAD * math.cos(angle + turn), by - HEAD * math.sin(angle + turn)) for turn in (0.45, -0.45)),
        ]


Shape = Text | Box | Line


@dataclass(frozen=True)
class Scene:
    """Shapes on a white ground of `width` by `height` units."""

    width: int
    height: int
    shapes: Sequence[Shape]


def font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    """Return the Korean font in a size."""
    return ImageFont.truetype(NOTO.format("Bold" if bold else "Regular"), round(size), index=KOREAN)


def paint_text(pen: ImageDraw.ImageDraw, text: Text, zoom: int) -> None:
    """Paint a text with Pillow."""
    for y, row in text.lines():
        pen.text(
            (text.x * zoom, y * zoom), row, text.colour, font(text.size * zoom, text.bold), anchor=text.anchor + "m"
        )


def paint_box(pen: ImageDraw.ImageDraw, box: Box, zoom: int) -> None:
    """Paint a box with Pillow."""
    fill, edge = TONES[box.tone]
    corners = [side * zoom for side in (box.x, box.y, box.x + box.w, box.y + box.h)]
    pen.rounded_rectangle(corners, box.radius * zoom, fill, edge, 2 * zoom)
    paint_text(pen, box.label(), zoom)


def paint_line(pen: ImageDraw.ImageDraw, line: Line, zoom: int) -> None:
    """Paint a line with Pillow."""
    pen.line([(x * zoom, y * zoom) for x, y in line.points], line.colour, round(line.width * zoom), "curve")
    if line.head:
        pen.polygon([(x * zoom, y * zoom) for x, y in line.triangle()], line.colour)


def paint(scene: Scene) -> Image.Image:
    """Paint a scene as an image."""
    zoom = SCALE * OVERSAMPLING
    image = Image.new("RGB", (scene.width * zoom, scene.height * zoom), "white")
    pen = ImageDraw.Draw(image)
    for shape in scene.shapes:
        match shape:
            case Text():
                paint_text(pen, shape, zoom)
            case Box():
                paint_box(pen, shape, zoom)
            case Line():
                paint_line(pen, shape, zoom)
    return image.resize((scene.width * SCALE, scene.height * SCALE), Image.Resampling.LANCZOS)


def save_png(scene: Scene, file: Path) -> None:
    """Save a scene as PNG with a small palette."""
    paint(scene).quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE).save(file, optimize=True)


def save_gif(scenes: Sequence[Scene], milliseconds: Sequence[int], file: Path) -> None:
    """Save the scenes, of one size, as frames with one palette."""
    frames = [paint(scene) for scene in scenes]
    width, height = frames[0].size
    strip = Image.new("RGB", (width, height * len(frames)))
    for index, frame in enumerate(frames):
        strip.paste(frame, (0, index * height))
    strip = strip.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE)
    first, *rest = (strip.crop((0, index * height, width, (index + 1) * height)) for index in range(len(frames)))
    first.save(file, save_all=True, append_images=rest, duration=list(milliseconds), loop=0)


def svg_text(text: Text) -> str:
    """Return a text as SVG."""
    anchor = {"l": "start", "m": "middle", "r": "end"}[text.anchor]
    style = f'font-size="{text.size:g}" fill="{text.colour}" text-anchor="{anchor}"' + ' font-weight="700"' * text.bold
    lowered = 0.36 * text.size  # from the middle of the letters to their base line
    return "\n".join(
        f'<text x="{text.x:g}" y="{y + lowered:.5g}" {style}>{escape(row)}</text>' for y, row in text.lines()
    )


def svg_box(box: Box) -> str:
    """Return a box as SVG."""
    fill, edge = TONES[box.tone]
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.w:g}" height="{box.h:g}" rx="{box.radius:g}"'
    rectangle = f'<rect {place} fill="{fill}" stroke="{edge}" stroke-width="2"/>'
    return rectangle + ("\n" + svg_text(box.label()) if box.text else "")


def svg_line(line: Line) -> str:
    """Return a line as SVG."""
    points = " ".join(f"{x:g},{y:g}" for x, y in line.points)
    path = f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="{line.width:g}"/>'
    head = " ".join(f"{x:.5g},{y:.5g}" for x, y in line.triangle())
    return path + (f'\n<polygon points="{head}" fill="{line.colour}"/>' if line.head else "")


def svg_shape(shape: Shape) -> str:
    """Return any shape as SVG."""
    match shape:
        case Text():
            return svg_text(shape)
        case Box():
            return svg_box(shape)
        case Line():
            return svg_line(shape)


def save_svg(scene: Scene, file: Path) -> None:
    """Save a scene as SVG."""
    size = f'width="{scene.width}" height="{scene.height}" viewBox="0 0 {scene.width} {scene.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILY}">\n'
    rows = ['<rect width="100%" height="100%" fill="#fff"/>', *map(svg_shape, scene.shapes)]
    file.write_text(head + "\n".join(rows) + "\n</svg>\n", encoding="utf-8")
