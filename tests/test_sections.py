"""Which titles a note has, what belongs to each, and what makes no card.

`python tests/test_sections.py` writes the present results into the fixtures.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from notedeck.markup import convert
from notedeck.model import Section, Source, Split
from notedeck.sections import split, tell_delimiters
from notedeck.sections.blocks import parse
from notedeck.sections.outline import outline
from notedeck.settings import Settings, read_values
from tests.cases import DATA, Case, cases, rewrite
from tests.shared import shared_notes
from tests.words import letters

FILES = sorted(path.relative_to(DATA).as_posix() for path in (DATA / "sections").glob("*.md"))
ALL = [case for name in FILES for case in cases(name)]


def shown(given: str) -> str:
    """A note's sections and skipped parts as lines; settings may stand before a line of three plus signs."""
    toml, _, text = given.rpartition("+++\n")
    settings = Settings(**read_values(tomllib.loads(toml), "case"))
    sections, skipped = split(Source("note.md", Path("note.md"), text), convert(text), settings)
    rows = [row for section in sections for row in (head(section), *body(section))]
    return "\n".join([*rows, *(f"- {part.reason.value} {part.place.line}: {part.text}" for part in skipped)])


def head(section: Section) -> str:
    return f"{section.kind.value} {section.place.line}: {' > '.join((*section.trail, section.front))}"


def body(section: Section) -> list[str]:
    soup = BeautifulSoup(section.body, "lxml")
    blocks = soup.body.find_all(recursive=False) if soup.body else []
    rows = ((block.name, " ".join(block.get_text(" ").split())) for block in blocks)
    pictures = [f"    img {picture['src']}" for picture in soup.find_all("img")]
    return [f"    {name} {text}".rstrip() for name, text in rows] + pictures


@pytest.mark.parametrize("case", ALL, ids=str)
def test_sections(case: Case) -> None:
    assert shown(case.given) == case.expected


@pytest.mark.parametrize("case", ALL, ids=str)
def test_every_word_stands_once(case: Case) -> None:
    toml, _, text = case.given.rpartition("+++\n")
    assert_nothing_lost(text, Settings(**read_values(tomllib.loads(toml), "case")))


@pytest.mark.parametrize("note", shared_notes(), ids=str)
def test_every_word_of_a_real_note_stands_once(note: Path) -> None:
    assert_nothing_lost(note.read_text(encoding="utf-8"), Settings())


@pytest.mark.parametrize("one", Split, ids=str)
def test_nothing_is_lost_however_a_note_is_split(one: Split) -> None:
    for case in ALL:
        assert_nothing_lost(case.given.rpartition("+++\n")[2], Settings(split=one))


def assert_nothing_lost(text: str, settings: Settings) -> None:
    """Every visible word is part of one title, one body or one skipped part; every title is shown or skipped."""
    html, source = convert(text), Source("note.md", Path("note.md"), text)
    blocks, _ = parse(html)
    tell_delimiters(blocks, source)
    titles = [unit.title for unit in outline(blocks, settings) if unit.title]
    sections, skipped = split(source, html, settings)
    parts = (*map(escape, titles), *(one.body for one in sections), *(escape(one.text) for one in skipped))
    assert sum(map(letters, parts), Counter()) == letters(html)
    shown = {title for one in sections for title in (*one.trail, one.title)}
    assert set(titles) <= shown | {one.title for one in skipped}


if __name__ == "__main__":
    for name in FILES:
        rewrite(name, shown)
