"""The demo deck's pictures are those that the program draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.pictures import __main__ as gallery
from tools.pictures.canvas import Box, Line, Scene, Text, save_svg


def test_every_picture_is_drawn_by_the_program() -> None:
    drawn = {f"{name}.png" for name in gallery.PNG} | {f"{name}.svg" for name in gallery.SVG} | {"tcp-handshake.gif"}
    assert {path.name for path in gallery.MEDIA.iterdir()} == drawn


@pytest.mark.parametrize("name", gallery.SVG)
def test_a_drawing_is_up_to_date(name: str, tmp_path: Path) -> None:
    save_svg(gallery.SVG[name], tmp_path / "now.svg")
    assert (tmp_path / "now.svg").read_text("utf-8") == (gallery.MEDIA / f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("scene", [*gallery.PNG.values(), *gallery.SVG.values()])
def test_no_shape_leaves_its_picture(scene: Scene) -> None:
    for shape in scene.shapes:
        match shape:
            case Text():
                corners = [(shape.x, shape.y)]
            case Box():
                corners = [(shape.x, shape.y), (shape.x + shape.w, shape.y + shape.h)]
            case Line():
                corners = list(shape.points)
        assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in corners), shape
