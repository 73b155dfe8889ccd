"""What the benchmarks write and compare: the pages have the figures of their results, and differences are found."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.compare import compare_packages, compare_rows
from benchmarks.peers.page import PAGE_FILE, PLOT_FILE, format_page, insert_sentence
from benchmarks.peers.plot import draw_plot
from benchmarks.peers.programs import count_cards
from benchmarks.peers.results import RESULTS_FILE, Results, read_results, write_results
from benchmarks.peers.sampling import IMPORTLIB, IMPORTS, PYTHON, name_stage
from benchmarks.peers.targets import TARGETS, Sizes, format_value, judge_value
from benchmarks.peers.trials import find_exponent
from benchmarks.peers.usage import MEGABYTE, Usage
from benchmarks.sample_notes import SECTIONS, Form, format_note
from notedeck.anki.package import write_package
from notedeck.model import Card
from tests.support.building import build_in_memory
from tests.support.samples import create_card, create_deck
from tests.test_docs import GUIDES, read_page

HANGUL = re.compile("[가-힣]+")


def test_the_page_has_the_figures_of_the_results() -> None:
    assert PAGE_FILE.read_text(encoding="utf-8") == format_page(read_results(RESULTS_FILE))


def test_the_plot_has_the_curves_of_the_results() -> None:
    assert PLOT_FILE.read_text(encoding="utf-8") == draw_plot(read_results(RESULTS_FILE).curves)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_have_the_figures_of_the_results(guide: str) -> None:
    text = read_page(guide)
    assert insert_sentence(text, guide, read_results(RESULTS_FILE)) == text


def test_the_committed_results_are_complete() -> None:
    results = read_results(RESULTS_FILE)
    assert set(results.figures) == set(TARGETS)
    assert set(results.stages) == {"first", "nothing", "edited"}


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results = Results(Sizes(), 3, {"date": "2026-01-01"}, {"help": 2.5}, {}, {"first": {"markup": 0.5}})
    for cards in (2000, 1000):
        results.add_point("notedeck", cards, Usage(1.0, 1.5, 90 * MEGABYTE))
    results.add_timing("changes", "nothing changed", Usage(0.1, 0.1, 20 * MEGABYTE))
    write_results(results, tmp_path / "results.json")
    assert read_results(tmp_path / "results.json") == results
    assert [point.cards for point in results.curves["notedeck"]] == [1000, 2000]


@pytest.mark.parametrize(
    ("name", "value", "text", "met"),
    [
        ("watch", 0.5, "0.500 s", "yes"),
        ("watch", 0.51, "0.510 s", "no"),
        ("nothing", 0.0123, "0.0123 ×", "yes"),
        ("many-memory", 1053.4, "1,053 MB", "no"),
        ("preview-first", -2.8, "-2.80 s", "yes"),
        ("many-first", 89.94, "89.9 s", "yes"),
        ("markdown-anki-decks-cpu", 0.2, "0.200 ×", ""),
    ],
)
def test_a_figure_is_judged_by_its_limit(name: str, value: float, text: str, met: str) -> None:
    assert (format_value(name, value), judge_value(name, value)) == (text, met)


@pytest.mark.parametrize(("more_seconds", "exponent"), [(100.0, 1.0), (10_000.0, 2.0), (10.0, 0.5)])
def test_growth_is_a_power_of_the_number_of_cards(more_seconds: float, exponent: float) -> None:
    assert find_exponent(1_000, 1.0, 100_000, more_seconds) == pytest.approx(exponent)


PACKAGES = "/lib/site-packages/"


@pytest.mark.parametrize(
    ("files", "stage"),
    [
        ((), PYTHON),
        (("/lib/runpy.py", "notedeck/cli/main.py", "notedeck/markup/blocks/parser.py"), "markup"),
        (("notedeck/markup/links.py", "bs4/element.py"), "markup"),
        (("notedeck/sections/split.py", "notedeck/util/html.py"), "sections"),
        (("notedeck/convert/stored.py", "notedeck/util/cache/texts.py"), "cache"),
        (("notedeck/cli/main.py", "notedeck/pipeline.py"), "cli"),
        (("notedeck/cli/main.py", IMPORTLIB, "notedeck/markup/links.py", "/lib/re.py"), IMPORTS),
        (("/home/kim/notedeck/lib/json.py",), PYTHON),
    ],
)
def test_a_moment_counts_for_the_innermost_package(files: tuple[str, ...], stage: str) -> None:
    frame: Any = None
    for file in files:
        name = file if file.startswith(("/", "<")) else PACKAGES + file
        frame = SimpleNamespace(f_code=SimpleNamespace(co_filename=name.replace("/", os.sep)), f_back=frame)
    assert name_stage(frame) == stage


def test_both_forms_of_a_note_have_the_same_words() -> None:
    headings, lists = (set(HANGUL.findall(format_note(7, form))) for form in Form)
    assert headings == lists


def test_a_generated_note_becomes_a_card_for_each_section(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for number in (0, 1):
        (tmp_path / "notes" / f"{number}.md").write_text(format_note(number), encoding="utf-8")
    built = build_in_memory(tmp_path / "notes", tmp_path / "cache")
    assert len(built.deck.cards) == 2 * SECTIONS
    assert built.deck.skipped == ()


def pack(folder: Path, *cards: Card) -> bytes:
    """The bytes of a package of these cards."""
    write_package(create_deck(*cards), folder / "deck.apkg")
    return (folder / "deck.apkg").read_bytes()


def test_the_cards_of_a_package_are_counted(tmp_path: Path) -> None:
    pack(tmp_path, create_card("가"), create_card("나"))
    assert count_cards(tmp_path / "deck.apkg") == 2


def test_a_changed_field_is_shown(tmp_path: Path) -> None:
    before = create_card("가", "<p>앞</p>")
    packages = (pack(tmp_path, before), pack(tmp_path, before.replace(back="<p>뒤</p>")))
    _, line = compare_packages(*packages)
    assert line.startswith("the table notes: ") and "<p>앞</p>" in line and "<p>뒤</p>" in line


def test_a_lost_card_is_shown(tmp_path: Path) -> None:
    packages = (pack(tmp_path, create_card("가"), create_card("나")), pack(tmp_path, create_card("가")))
    assert any("is now '(nothing)'" in line for line in compare_packages(*packages))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a", "b"], ["b", "a"], ["the order is another"]),
        (["a", "b"], ["new", "a", "b"], ["'(nothing)' is now 'new'"]),
        (["a", "old", "b"], ["a", "new", "b"], ["'old' is now 'new'"]),
        (["a"] * 10, ["b"] * 10, ["'a' is now 'b'"] * 3 + ["and 7 more"]),
    ],
)
def test_few_of_many_differences_are_shown(old: list[str], new: list[str], lines: list[str]) -> None:
    assert list(compare_rows(old, new)) == lines
