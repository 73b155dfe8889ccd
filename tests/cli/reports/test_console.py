"""What people read at the end of a run, and while it goes on."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from notedeck.anki.fields import count_cards
from notedeck.cli import progress
from notedeck.cli.console import Console
from notedeck.cli.progress import BarReporter, LineReporter, choose_reporter
from notedeck.cli.reports import console as summary
from notedeck.cli.reports import findings, names
from notedeck.identity import Lock
from notedeck.messages import Message
from notedeck.model import Card, Deck, Key, LeftOut, LeftOutReason, Place, Skipped, SkipReason
from notedeck.problems import Problem, ProblemCode
from notedeck.stage_values import BuiltDeck, WrittenPackage
from notedeck.util.reporter import SilentReporter

MISSING = Problem(ProblemCode.MEDIA_MISSING, Place("a.md", 3), Message("x.png is not there"), Message("Add the file."))
LEGACY = Problem(ProblemCode.LEGACY_ENCODING, Place("b.md"), Message("cp949"), Message(""))


def skipped(count: int, reason: SkipReason = SkipReason.HEADING) -> tuple[Skipped, ...]:
    return tuple(Skipped(Place("a.md", line + 1), f"참고 {line}", reason, "") for line in range(count))


def made(deck: Deck, problems: tuple[Problem, ...], notes: int) -> BuiltDeck:
    return BuiltDeck(deck, deck, problems, notes, sum(map(count_cards, deck.cards)), (), Lock(), ())


def shown(
    result: BuiltDeck, *, written: WrittenPackage | None = None, verbose: bool = False, strict: bool = False
) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=200)
    options = summary.Summary(is_check=not written, verbose=verbose, strict=strict, is_first=True)
    summary.print_summary(console, result, written, options)
    return stream.getvalue()


def test_problems_come_with_their_hints_small_ones_only_on_demand() -> None:
    result = made(Deck("덱"), (MISSING, LEGACY), 2)
    assert "a.md:3: media-missing: x.png is not there\n    Add the file.\n" in shown(result)
    assert "b.md: legacy-encoding" not in shown(result)
    assert "b.md: legacy-encoding" in shown(result, verbose=True)
    assert "problems  1 warning, 1 info" in shown(result)


def test_the_summary_counts_the_cards_of_terms_in_long_backs() -> None:
    problems = tuple(
        Problem(ProblemCode.BACK_TERMS, Place("a.md", line), Message("long"), Message("Write it."), amount=5)
        for line in (1, 9)
    )
    text = '  terms     the style "definition" would make 10 cards of the terms in 2 long backs\n'
    assert text in shown(made(Deck("덱"), problems, 1))
    assert "terms" not in shown(made(Deck("덱"), (), 1))


def test_the_summary_says_which_notes_only_their_neighbours_show() -> None:
    text = "Obsidian (12 notes, 4 of them as the notes around them), Hugo (1 note)"
    assert summary.format_tools({"hugo": 1, "obsidian": 12}, {"obsidian": 4}) == text


def test_the_most_severe_problems_come_first() -> None:
    codes = (ProblemCode.BACK_LONG, ProblemCode.MEDIA_MISSING, ProblemCode.NOTE_TOO_LARGE, ProblemCode.MEDIA_MISSING)
    problems = tuple(Problem(code, Place(f"{number}.md"), Message("x")) for number, code in enumerate(codes))
    lines = [line for line in shown(made(Deck("덱"), problems, 1), verbose=True).splitlines() if ".md: " in line]
    assert [line[:4] for line in lines] == ["2.md", "1.md", "3.md", "0.md"]


def test_many_problems_are_cut_short() -> None:
    result = made(Deck("덱"), (MISSING,) * 25, 1)
    assert shown(result).count("media-missing") == findings.MAX_PROBLEMS
    assert "… and 5 more; list all with -v" in shown(result)
    assert shown(result, verbose=True).count("media-missing") == 25


def test_notes_that_make_no_cards_are_counted_and_named_on_demand() -> None:
    notes = (
        LeftOut("LICENSE.md", LeftOutReason.REPOSITORY),
        LeftOut("README.en.md", LeftOutReason.TRANSLATION, "README.md"),
    )
    result = made(Deck("덱"), (), 1).replace(left_out=notes)
    assert "No cards from 2 notes: 1 file of the repository, 1 translation (-v names them); to use one" in shown(result)
    assert "README.en.md: no cards (translation of README.md)\n" in shown(result, verbose=True)
    assert all(reason in names.LEFT_OUT_NOUNS for reason in LeftOutReason)


def test_few_skipped_parts_are_named_many_are_counted() -> None:
    assert "No card for 2 parts: 참고 0, 참고 1 (-v shows where)" in shown(made(Deck("덱", skipped=skipped(2)), (), 1))
    assert "No card for 30 parts: 30 listed headings" in shown(made(Deck("덱", skipped=skipped(30)), (), 1))
    assert "a.md:2: no card (heading): 참고 1" in shown(made(Deck("덱", skipped=skipped(2)), (), 1), verbose=True)


def test_an_unanswered_question_is_named_once() -> None:
    place = Place("a.md", 3)
    parts = (Skipped(place, "큐란?", SkipReason.UNANSWERED, ""), *skipped(1))
    problem = Problem(ProblemCode.QUESTION_UNANSWERED, place, Message('no card for "큐란?": nothing answers it'))
    printed = shown(made(Deck("덱", skipped=parts), (problem,), 1))
    assert printed.count("큐란?") == 1 and "No card for 1 part: 참고 0" in printed
    assert "No card for 2 parts: 큐란?, 참고 0" in shown(made(Deck("덱", skipped=parts), (), 1))


def test_many_unanswered_questions_of_a_folder_or_note_are_one_line() -> None:
    code = ProblemCode.QUESTION_UNANSWERED
    paths = ["알고리즘/1/README.md", "알고리즘/2/README.md", "알고리즘/3/README.md", "면접.md", "면접/1.md"]
    problems = tuple(
        Problem(code, Place(path, line), Message(f'no card for "{path}"'))
        for path, count in zip(paths, (2, 2, 2, 5, 4), strict=True)
        for line in range(1, count + 1)
    )
    result = made(Deck("덱"), (*problems, MISSING), 5)
    printed = shown(result)
    first = "no card for 6 questions in 3 notes that nothing answers, the first at 알고리즘/1/README.md:1\n"
    assert f"알고리즘: question-unanswered: {first}" in printed
    assert (
        "면접.md: question-unanswered: no card for 5 questions that nothing answers, the first at 면접.md:1" in printed
    )
    assert printed.count('no card for "면접/1.md"') == 4 and printed.count("media-missing") == 1
    assert shown(result, verbose=True).count('no card for "알고리즘') == 6


def test_of_many_copies_the_first_ones_are_shown() -> None:
    def show_copies(count: int, *, verbose: bool = False) -> str:
        problems = tuple(
            Problem(ProblemCode.COPY_OF_REMOVED, Place("a.md", line), Message(f"copy {line}"), quoted=(f"link {line}",))
            for line in range(1, count + 1)
        )
        return shown(made(Deck("덱"), (*problems, MISSING), 1), verbose=verbose)

    assert show_copies(4).count("link ") == 4
    printed = show_copies(52)
    assert printed.count("link ") == 3 and printed.count("media-missing") == 1
    assert "a.md:4: copy-of-removed: 49 more copies of cards that are no longer in the notes\n" in printed
    assert show_copies(52, verbose=True).count("link ") == 52


def test_a_line_left_out_below_a_title_is_named_by_its_own_words() -> None:
    part = Skipped(Place("a.md", 1), "네트워크 3주차", SkipReason.BYLINE, "작성자: 김학생,\n2024-03-18")
    assert "a.md:1: no card (byline): 작성자: 김학생, 2024-03-18" in shown(
        made(Deck("덱", skipped=(part,)), (), 1), verbose=True
    )
    long = part.replace(text="가" * 100)
    assert long.name == "가" * 50 + "…"
    assert Skipped(part.place, "가" * 200, SkipReason.EMPTY, "").name == "가" * 120 + "…"


def test_cards_are_counted_as_anki_counts_them() -> None:
    card = Card(Key("a.md", (), "가", "basic"), Place("a.md", 1), "가", "나")
    cards = (card, card.replace(reverse="다"), card.replace(asks_both_ways=True), card.replace(clozes=(1, 2, 5)))
    assert "8 cards from 1 note" in shown(made(Deck("덱", cards=cards), (), 1))


def test_a_changed_theme_is_reported() -> None:
    result = made(Deck("덱"), (), 1)
    assert "theme" not in shown(result)
    assert "theme     changed" in shown(result.replace(is_theme_new=True))


@pytest.mark.parametrize("reason", SkipReason, ids=str)
def test_every_reason_has_a_word(reason: SkipReason) -> None:
    assert names.SKIP_NOUNS[reason][0] in findings.format_skip_reasons(skipped(1, reason))


def test_the_plural_of_a_list_is_lists() -> None:
    parts = [findings.format_skip_reasons(skipped(count, SkipReason.LINKS)) for count in (1, 2)]
    assert parts == ["1 list of links", "2 lists of links"]


def test_the_package_and_the_next_step() -> None:
    text = shown(made(Deck("덱"), (), 1), written=WrittenPackage(Path("output/덱.apkg"), 3 * 1024 * 1024, 4))
    assert "package   output/덱.apkg (3.0 MB)" in text.replace("\\", "/")
    assert "media     0 files (4 new)" in text
    assert "File > Import" in text


def test_nothing_wrong_means_ready() -> None:
    card = Card(Key("a.md", (), "큐", "basic"), Place("a.md", 1), "큐", "줄", ())
    assert "ready to build" in shown(made(Deck("덱", cards=(card,)), (), 1))
    assert "Next: add a heading" in shown(made(Deck("덱"), (), 1))
    assert "fix the problems" in shown(made(Deck("덱"), (MISSING,), 1), strict=True)


@pytest.mark.parametrize(("seconds", "is_shown"), [(0, True), (0.5, False)])
def test_a_terminal_gets_a_bar_for_what_takes_long(
    seconds: float, is_shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "HIDDEN_SECONDS", seconds)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: 1.0))
    stream = io.StringIO()
    console = Console(file=stream, is_terminal=True, width=80)
    report = choose_reporter(console, quiet=False, verbose=False)
    assert isinstance(report, BarReporter)
    assert list(report.track("Reading notes", ["가", "x[/b].md"], str)) == ["가", "x[/b].md"]
    assert ("Reading notes" in stream.getvalue()) is is_shown


def test_a_bar_that_is_shown_late_counts_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, seconds = io.StringIO(), iter([0.0, 0.1, 0.6])
    clock = SimpleNamespace(monotonic=lambda: next(seconds))
    monkeypatch.setattr(progress, "time", clock)
    report = BarReporter(Console(file=stream, is_terminal=True, width=120))
    assert list(report.track("Reading notes", ["가", "나", "다"], str)) == ["가", "나", "다"]
    assert "1/3" in stream.getvalue() and "0/3" not in stream.getvalue()


def test_elsewhere_lines_are_plain_and_json_is_silent() -> None:
    stream = io.StringIO()
    console = Console(file=stream)
    plain = choose_reporter(console, quiet=False, verbose=True)
    assert isinstance(plain, LineReporter)
    assert list(plain.track("Reading notes", ["가"], str)) == ["가"]
    assert stream.getvalue() == "Reading notes: 1\n  가\n"
    assert isinstance(choose_reporter(console, quiet=True, verbose=False), SilentReporter)
