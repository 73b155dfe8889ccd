"""HTML helpers that all packages share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import notedeck
from notedeck.util.html import line_attribute, strip_tags
from notedeck.util.soup import find_line, inner_html, join_html, line_of, parse_html, read_visible_text


@pytest.mark.parametrize("markup", ["", "plain", "<p>a</p> b", "<b>a &amp; b</b>", "<!-- c --><p>a</p>"])
def test_parse_html_round_trip(markup: str) -> None:
    body = parse_html(markup)
    assert body.name == "body"
    assert inner_html(body) == markup


def test_texts() -> None:
    body = parse_html("<p>a<br>b\n c</p> <p>&lt;d&gt;</p>")
    assert read_visible_text(body) == "ab c <d>"
    assert read_visible_text(body, " ") == "a b c <d>"
    assert join_html(body.children) == "<p>a<br/>b\n c</p> <p>&lt;d&gt;</p>"
    assert strip_tags("<p>a<br>b</p>&lt;c&gt;") == "ab<c>"
    assert strip_tags("a<br>b", " ") == "a b"


def test_lines() -> None:
    body = parse_html(f"<div><p{line_attribute(7)}>a</p><p{line_attribute(0)}>b</p></div>")
    first, second = body.find_all("p")
    assert (line_of(first), line_of(second), line_of(body)) == (7, 0, 0)
    assert (find_line(first), find_line(second), find_line(body)) == (7, 0, 7)


def test_every_attribute_is_in_double_quotes() -> None:
    body = parse_html("""<img alt='a "b"' src="c.png">""")
    expected = '<img alt="a &quot;b&quot;" src="c.png"/>'
    assert (inner_html(body), join_html(body.children)) == (expected, expected)


def test_no_other_module_has_a_formatter_of_its_own() -> None:
    root = Path(notedeck.__file__).parent
    others = [file.name for file in root.rglob("*.py") if 'formatter="' in file.read_text(encoding="utf-8")]
    assert others == []


def test_no_other_module_spells_the_line_attribute() -> None:
    root = Path(notedeck.__file__).parent
    files = [file for file in root.rglob("*.py") if file != root / "util" / "html.py"]
    spelled = re.compile(r"""["']data-line["']|[\w>"']\sdata-line=["\\{]""")
    others = {file.parent.name for file in files if spelled.search(file.read_text(encoding="utf-8"))}
    assert others <= {"preview"}  # on its own page, not on a card
