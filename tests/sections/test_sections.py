"""Which titles a note has, what belongs to each, and what makes no card."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from notedeck.config.settings import SplittingSettings
from notedeck.korean.answer_keys import names_answer_key
from notedeck.korean.answers import hides_answer, is_bare_answer
from notedeck.korean.choices import RIGHT_MARK, TRUTH, is_judged
from notedeck.korean.exam_titles import (
    BARE_NUMBER,
    EXERCISE_TITLE,
    QUESTION_NUMBER,
    QUESTION_TITLE,
    counts_question,
    names_answer_part,
    names_case,
    names_solution,
)
from notedeck.korean.exercises import names_task, names_worked_answer
from notedeck.markup.convert import convert_markdown
from notedeck.model import Section, SkipReason, Source, Split, TitleKind
from notedeck.sections import (
    choices,
    containers,
    mark_delimiters,
    marks,
    open_underlined_texts,
    split_glued_titles,
    split_note,
)
from notedeck.sections.blocks import RULE, parse_blocks
from notedeck.sections.exams import separate_answers
from notedeck.sections.exercises import join_exercises
from notedeck.sections.introductions import REPEATED
from notedeck.sections.outline import build_outline
from notedeck.sections.solved_cases import join_solutions
from notedeck.sections.statements import place_statements
from notedeck.sections.units import Unit
from notedeck.util.html import strip_tags
from tests.support.cases import Case, load_cases
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
    """Every visible word is part of one title, one body or one skipped part; every title is shown or skipped.

    What belongs to a question is on its front, instead of a title that only counts questions. No card repeats the label
    of a `<details>` that hides an answer, a label alone or a heading such as `설명` above an answer, one such as `문제`
    above a question, the mark of a right choice, or a line across the page that is written as a heading.
    """
    html, source = convert_markdown(text), Source("note.md", Path("note.md"), text)
    blocks, _ = parse_blocks(html)
    mark_delimiters(blocks, source)
    blocks = split_glued_titles(blocks, source)
    blocks = open_underlined_texts(blocks, source) if settings.split is Split.AUTO else blocks
    sections, skipped = split_note(source, html, settings)
    units = build_outline(blocks, settings)
    units = join_solutions(units) if settings.split is Split.AUTO else units
    units = place_statements(units)
    titles = [unit.title for unit in units if unit.title]
    if settings.split is Split.AUTO:
        titles = list_shown_titles(units)
        titles = [TRUTH.sub("", title) if is_judged(title) else title for title in titles]
    counting = {title for title in titles if any(form.match(title) for form in COUNTING)}
    asked = (find_asked(section, titles) for section in sections)
    parts = (*map(escape, titles), *(section.body for section in sections), *(escape(part.text) for part in skipped))
    words, shown_words = count_letters(html), sum(map(count_letters, (*parts, *asked)), Counter())
    words -= Counter({":": words[":"], "：": words["："]})  # those between a term in a title and its definition go
    shown_words -= Counter({":": shown_words[":"], "：": shown_words["："]})
    labels = [label for label in re.findall(r"<summary[^>]*>(.*?)</summary>", html) if hides_answer(strip_tags(label))]
    headings = re.findall(r"<h[1-6][^>]*>([^<]*)</h[1-6]>", html)
    labels += [*filter(names_answer_part, headings), *filter(QUESTION_TITLE.match, headings)]
    labels += filter(labels_exercise, re.findall(r"<(?:h[1-6]|strong)[^>]*>([^<]*)</(?:h[1-6]|strong)>", html))
    labels += [
        re.split("[:：]", title)[0] for title in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", html) if labels_case(title)
    ]
    labels += [*filter(is_bare_answer, re.split(r"<[^<>]*>|\n", html)), *re.findall(RIGHT_MARK, html)]
    rules = [title for title in headings if RULE.fullmatch(title)]
    assert not shown_words - words
    assert not words - shown_words - sum(map(count_letters, (*labels, *rules, *re.findall("[☐☑]", html))), Counter())
    shown = {title for section in sections for title in (*section.breadcrumb, section.title)}
    listed = "".join(section.body for section in sections if f'class="{REPEATED}"' in section.body)
    unseen = set(titles) - shown - {part.title for part in skipped} - counting
    assert all(title.rstrip(":：") in strip_tags(unescape(listed)) for title in unseen)


def list_shown_titles(units: list[Unit]) -> list[str]:
    """Return the titles of units but those that go, as they say only that an exercise or its solution is below them."""
    titles = {id(unit): unit.title for unit in units}
    parts = separate_answers(units)
    separated = {id(unit): unit.title for unit in parts}
    joined = {id(unit): unit.title for unit in join_exercises(parts)}
    return [title for key, title in titles.items() if title and joined.get(key) == separated[key]]


def labels_exercise(title: str) -> bool:
    """Return whether a title goes because it says only that an exercise or its solution is below it."""
    return names_task(title) or names_worked_answer(title) or names_answer_key(title) or counts_question(title)


def labels_case(title: str) -> bool:
    """Return whether a heading is one of a case and its solution: its label can go."""
    return names_case(title) or names_solution(title)


def find_asked(section: Section, titles: list[str]) -> str:
    """Return what a front has beside a title of the note: all of it where the text of a question is the title."""
    if section.kind is TitleKind.PREAMBLE:
        return ""
    head, _, asked = section.front.partition('<div class="asked">')
    is_title = section.title in titles or unescape(strip_tags(head)) in titles
    return asked if is_title else section.front
