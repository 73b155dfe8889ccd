"""Every kind of drawing in a real browser: no word is cut, and none leaves its box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from notedeck.diagrams.renderers.graphviz import find_renderer
from notedeck.diagrams.renderers.mermaid import Mermaid
from tests.support.browser import MISSING, open_browser, open_page
from tests.support.cases import Case, load_cases
from tests.support.drawings import Drawings, drawings

__all__ = ["drawings"]
OUTSIDE = """() => {
  const svg = document.querySelector("svg"), box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((one) => one.textContent.trim()).filter((one) => {
    const own = one.getBoundingClientRect();
    return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 2 || own.bottom > box.bottom + 2;
  }).map((one) => one.textContent);
}"""
WIDER = """() => {
  const boxes = [...document.querySelectorAll("rect, ellipse")].map((one) => one.getBoundingClientRect());
  return [...document.querySelectorAll("text")].filter((one) => {
    const own = one.getBoundingClientRect(), x = own.left + own.width / 2, y = own.top + own.height / 2;
    const around = boxes.filter((box) => box.left < x && x < box.right && box.top < y && y < box.bottom);
    return around.length && Math.min(...around.map((box) => box.width)) < own.width * 0.98;
  }).map((one) => one.textContent);
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_browser() as found:
        if found is None:
            pytest.skip(MISSING)
        yield found


@pytest.mark.parametrize("case", load_cases("diagrams/mermaid.md"), ids=str)
def test_mermaid(case: Case, chromium: Browser, drawings: Drawings, tmp_path: Path) -> None:
    check_drawing(drawings.draw(Mermaid(), case.given), chromium, tmp_path)


@pytest.mark.parametrize("case", load_cases("diagrams/graphviz.md"), ids=str)
def test_graphviz(case: Case, chromium: Browser, drawings: Drawings, tmp_path: Path) -> None:
    renderer = find_renderer()
    assert not hasattr(renderer, "hint")
    check_drawing(drawings.draw(renderer, case.given), chromium, tmp_path)


def check_drawing(svg: bytes, chromium: Browser, folder: Path) -> None:
    """Open a drawing, and check that its words fit."""
    (folder / "a.html").write_bytes(b'<!doctype html><meta charset="utf-8">' + svg)
    with open_page(chromium, (folder / "a.html").as_uri()) as page:
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(WIDER) == []
