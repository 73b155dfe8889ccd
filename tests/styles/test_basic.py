"""The basic style."""

from __future__ import annotations

from notedeck.model import Face, Place, Section, TitleKind
from notedeck.settings import Settings
from notedeck.styles import basic


def test_the_title_in_front_the_section_behind() -> None:
    section = Section(Place("a.md", 1), TitleKind.HEADING, 2, "스택", "<code>스택</code>", "<p>LIFO</p>")
    assert basic.cards(section, Settings()) == (Face("<code>스택</code>", "<p>LIFO</p>"),)
