"""Which titles a note has, what belongs to each, and what makes no card."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from notedeck.config.settings import SplittingSettings
from notedeck.korean.exam_titles import (
    BARE_NUMBER,
    EXERCISE_TITLE,
    QUESTION_NUMBER,
    QUESTION_TITLE,
)
from notedeck.markup.convert import convert_markdown
from notedeck.model import Section, SkipReason, Source, Split, TitleKind
from notedeck.sections import (
    choices,
    containers,
    marks,
    split_note,
)
from tests.support.cases import Case, load_cases
from tests.support.lost_words import list_lost_words
from tests.support.paths import DATA
from tests.support.settings import parse_toml_settings
from tests.support.shared import list_shared_notes
from tests.support.words import count_letters

COUNTING = (BARE_NUMBER, EXERCISE_TITLE, QUESTION_NUMBER, QUESTION_TITLE)
FILES = sorted(path.relative_to(DATA).as_posix() for path in (DATA / "sections").glob("*.md"))
ALL = [case for name in FILES for case in load_cases(name)]


def shown(given: str) -> str:
    """A note's sections and skipped parts as lines; settings may stand before a line of three plus signs."""
    toml, _, text = given.rpartition("+++\n")
    settings = parse_toml_settings(toml).splitting
    sections, skipped = split_note(Source("note.md", Path("note.md"), text), convert_markdown(text), settings)
    rows = [row for section in sections for row in (head(section), *body(section))]
    return "\n".join([*rows, *(f"- {part.reason.value} {part.place.line}: {part.text}" for part in skipped)])


def head(section: Section) -> str:
    identifier = f" #{section.id}" if section.id else ""
    return f"{section.kind.value} {section.place.line}: {' > '.join((*section.breadcrumb, section.front))}{identifier}"


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
    assert_nothing_lost(text, parse_toml_settings(toml).splitting)


@pytest.mark.parametrize("note", list_shared_notes(), ids=str)
def test_every_word_of_a_real_note_stands_once(note: Path) -> None:
    assert_nothing_lost(note.read_text(encoding="utf-8"), SplittingSettings())


@pytest.mark.parametrize("one", Split, ids=str)
def test_nothing_is_lost_however_a_note_is_split(one: Split) -> None:
    for case in ALL:
        assert_nothing_lost(case.given.rpartition("+++\n")[2], SplittingSettings(split=one))


@pytest.mark.parametrize(
    ("one", "titles"),
    [
        (Split.AUTO, ["가", "나", "다", "라", "마", "바", "이름", "질문?"]),
        (Split.HEADINGS, ["가", "나", "다", "라", "마", "바"]),
        (Split.H1, ["가"]),
        (Split.H2, ["가", "나"]),
        (Split.H3, ["가", "나", "다"]),
        (Split.H4, ["가", "나", "다", "라"]),
        (Split.H5, ["가", "나", "다", "라", "마"]),
        (Split.H6, ["가", "나", "다", "라", "마", "바"]),
    ],
    ids=str,
)
def test_each_way_to_split(one: Split, titles: list[str]) -> None:
    headings = "".join(f"{'#' * level} {title}\n\n글\n\n" for level, title in enumerate("가나다라마바", start=1))
    text = headings + "이름\n- 하나\n\n<details><summary>질문?</summary>답</details>"
    sections, _ = split_note(
        Source("note.md", Path("note.md"), text), convert_markdown(text), SplittingSettings(split=one)
    )
    assert [section.title for section in sections] == titles


@pytest.mark.parametrize("case", ALL, ids=str)
def test_what_is_ruled_out_early_would_change_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAY_ASK", re.compile(""))
    monkeypatch.setattr(marks, "MAY_ANSWER", re.compile(""))
    monkeypatch.setattr(choices, "MAY_MARK_CHOICE", re.compile(""))
    assert shown(case.given) == case.expected


def test_every_kind_of_title_and_every_reason_to_skip_has_a_case() -> None:
    words = {row.split()[0] if row[0] != "-" else row.split()[1] for case in ALL for row in case.expected.split("\n")}
    assert {kind.value for kind in TitleKind} | {reason.value for reason in SkipReason} <= words


def assert_nothing_lost(text: str, settings: SplittingSettings) -> None:
    """Every word stands on a card, in a title or in a part that the build names, and no letter on more than one card.

    Only labels such as `정답:` and a line across the page that is written as a heading can go.
    """
    html, source = convert_markdown(text), Source("note.md", Path("note.md"), text)
    sections, skipped = split_note(source, html, settings)
    assert list_lost_words(html, sections, skipped) == []
    bodies = sum((count_letters(section.body) for section in sections), Counter())
    assert not bodies - count_letters(html) - Counter({":": html.count("<td")})
