"""What is active in templates and style sheets is found, and our own are not active."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from notedeck.anki.active_content import find_active_css, find_active_html
from notedeck.anki.theme import find_active_text
from notedeck.util.resources import read_resource
from tests.support.cases import load_cases
from tests.support.paths import ROOT

RESOURCES = ROOT / "notedeck" / "anki" / "resources"


def list_parts(find: Callable[[str], Iterator[tuple[int, str]]]) -> Callable[[str], str]:
    """Return a function that lists the active parts of a text, one in a line."""
    return lambda text: "\n".join(f"{line}: {name}" for line, name in find(text)) or "nothing"


CHECKS = {
    "templates": list_parts(find_active_html),
    "cloze_templates": list_parts(partial(find_active_html, is_cloze=True)),
    "styles": list_parts(find_active_css),
}


@pytest.mark.parametrize("name", CHECKS)
def test_active_parts_are_found(name: str) -> None:
    for case in load_cases(f"active/{name}.md"):
        assert CHECKS[name](case.given) == case.expected, case.place


@pytest.mark.parametrize("file", sorted(RESOURCES.iterdir()), ids=lambda file: file.name)
def test_our_own_theme_is_not_active(file: Path) -> None:
    name = "style.css" if file.suffix == ".css" else file.name
    assert list(find_active_text(name, read_resource("notedeck.anki", file.name))) == []
