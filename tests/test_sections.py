"""Which titles a note has, what belongs to each, and what makes no card.

`python tests/test_sections.py` writes the present results into the fixtures.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from notedeck.markup import convert
from notedeck.model import Section, Source, Split, TitleKind
from notedeck.sections import split
from notedeck.settings import Settings, read_values
from tests.cases import DATA, Case, cases, rewrite
from tests.shared import shared_notes
from tests.words import headings, html_of, letters, without_footnotes

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
    """Every visible word stands in one section or skipped part; every heading on a front, in a trail, or skipped."""
    html = convert(text)
    sections, skipped = split(Source("note.md", Path("note.md"), text), html, settings)
    fronts = [one.front for one in sections if one.kind not in (TitleKind.HEADING, TitleKind.PREAMBLE)]
    found = Counter[str]()
    for part in (*fronts, *(without_footnotes(one.body) for one in sections), *(html_of(one) for one in skipped)):
        found += letters(part)
    assert found == letters(without_footnotes(html))
    titles = {title for one in sections for title in (*one.trail, one.title)} | {one.title for one in skipped}
    assert {title for title in headings(html) if title} <= titles | {word for one in sections for word in headings(one.body)}


if __name__ == "__main__":
    for name in FILES:
        rewrite(name, shown)
