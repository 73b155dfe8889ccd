"""The findings of `check`, each as a fixture; and what every check must do, whichever checks there are."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from notedeck import checks
from notedeck.checks import CheckContext, deckwide, pictures
from notedeck.cli.main import main
from notedeck.config.settings import NamingSettings, TranslationSettings
from notedeck.model import Asset, Card, Deck, Key, Place
from notedeck.problems import ProblemCode
from notedeck.stage_values import BuiltDeck
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases
from tests.support.paths import DATA
from tests.support.pictures import PHOTO, encode_image
from tests.support.shared import SHARED

NAMES = sorted(checks.load_checks())
FILES = sorted(path.relative_to(DATA).as_posix() for path in (DATA / "checks").glob("*.md"))
ALL = [case for name in FILES for case in load_cases(name)]
OWN = {code for check in checks.load_checks().values() for code in check.CODES}
MEASURED = {ProblemCode.MEDIA_HUGE, ProblemCode.PACKAGE_LARGE}  # too large for a fixture; tested below


def notes_of(given: str, folder: Path) -> Path:
    """The files of a case: each below a line `--- name`, or one note `a.md`."""
    parts = re.split(r"^--- (\S.*)\n", given if given.startswith("--- ") else f"--- a.md\n{given}", flags=re.M)[1:]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        file = folder / "notes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(encode_image(PHOTO, "PNG") if name.endswith(".png") else text.encode())
    return folder / "notes"


def result_of(given: str, folder: Path) -> BuiltDeck:
    return build_in_memory(notes_of(given, folder), folder / "cache", checked=True)


def shown(given: str) -> str:
    """The findings, a line each with its weight and hint."""
    with TemporaryDirectory() as folder:
        problems = result_of(given, Path(folder)).problems
    rows = (row for row in problems if row.code in OWN | {ProblemCode.COMMENT_UNKNOWN})
    return "\n".join(f"{row.severity.value} {row} | {row.hint}" for row in rows)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_findings(case: Case) -> None:
    assert shown(case.given) == case.expected


@pytest.mark.parametrize("name", NAMES)
def test_every_check_has_fixtures_that_find_each_of_its_codes_and_some_that_find_nothing(name: str) -> None:
    own = load_cases(f"checks/{name}.md")
    told = {code for case in own for code in re.findall(r": ([a-z-]+): ", case.expected)}
    assert {code.slug for code in checks.load_checks()[name].CODES if code not in MEASURED} <= told
    assert any(not case.expected or case.expected.count("\n") < case.given.count("# ") for case in own)


def test_each_code_is_reported_by_one_check() -> None:
    assert len(OWN) == sum(len(check.CODES) for check in checks.load_checks().values())


@pytest.mark.parametrize("name", NAMES)
def test_a_check_reports_no_other_code_and_changes_nothing(name: str, tmp_path: Path) -> None:
    check = checks.load_checks()[name]
    for number, case in enumerate(ALL):
        deck = result_of(case.given, tmp_path / str(number)).deck
        context = CheckContext(deck, (), NamingSettings(), TranslationSettings(), tmp_path, deck.cards)
        first, before = checks.run_checks(context, [check]), repr(deck)
        assert {problem.code for problem in first} <= set(check.CODES)
        assert checks.run_checks(context, [check]) == first and repr(deck) == before


def test_a_build_reports_no_findings(tmp_path: Path) -> None:
    root = notes_of("# 가\n\n단순함\n", tmp_path)
    assert build_in_memory(root, tmp_path / "cache").problems == ()
    assert [row.code for row in build_in_memory(root, tmp_path / "cache", checked=True).problems] == [
        ProblemCode.BACK_ONE_WORD
    ]


def test_a_build_reports_long_lists_of_terms_for_its_summary(tmp_path: Path) -> None:
    given = next(case.given for case in load_cases("checks/lengths.md") if case.title == "a long list of terms")
    built = build_in_memory(notes_of(given, tmp_path), tmp_path / "cache")
    assert [(row.code, row.amount) for row in built.problems] == [(ProblemCode.BACK_TERMS, 5)]


def make_context(tmp_path: Path, size: int) -> CheckContext:
    """A deck with a file of that many bytes."""
    with (tmp_path / "a.mp4").open("wb") as stream:
        stream.truncate(size)
    card = Card(Key("a.md", (), "가", "basic"), Place("a.md", 1), "가", '<p data-line="3"><img src="a.mp4"/></p>')
    deck = Deck("덱", cards=(card,), assets=(Asset("a.mp4", tmp_path / "a.mp4"),))
    return CheckContext(deck, (), NamingSettings(), TranslationSettings(), tmp_path)


@pytest.mark.parametrize(("more", "count"), [(0, 0), (1, 1)])
def test_a_huge_file(tmp_path: Path, more: int, count: int) -> None:
    found = [str(row) for row in pictures.find_problems(make_context(tmp_path, pictures.MAX_FILE_BYTES + more))]
    assert found == ["a.md:3: media-huge: a.mp4 is 5.0 MB"] * count


@pytest.mark.parametrize(("more", "count"), [(0, 0), (1, 1)])
def test_a_large_package(tmp_path: Path, more: int, count: int) -> None:
    found = [row.code for row in deckwide.find_problems(make_context(tmp_path, deckwide.MAX_PACKAGE_BYTES + more))]
    assert found == [ProblemCode.PACKAGE_LARGE] * count


def test_the_command_shows_the_list_and_counts_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = notes_of("# 가\n\n단순함\n\n## 나\n\nTODO\n", tmp_path)
    assert main(["check", str(root)]) == 0
    told = capsys.readouterr().out
    assert "a.md:1: back-one-word: " in told and "By code: back-empty 1, back-one-word 1" in told
    assert main(["check", str(root), "--strict"]) == 1


def test_annotations_for_a_pull_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = notes_of("# 가: 100%\n\n두 **낱말 ** 이다\n", tmp_path)
    assert main(["check", str(root), "--github", "--strict"]) == 1
    assert capsys.readouterr().out == (
        '::warning file=a.md,title=unrendered-markdown,line=3::the card "가: 100%25" shows "**낱말 **" as plain text%0A'
        "Close the bold text, without spaces inside the asterisks.\n"
    )


def test_real_notes_give_a_list_that_can_be_read(tmp_path: Path) -> None:
    """Six findings on a hundred cards at most; more would be noise that nobody reads."""
    for folder in (SHARED / "seed", SHARED / "corpus"):
        if not folder.is_dir():
            pytest.skip("the notes of the survey are not here")
        result = build_in_memory(folder, tmp_path / "cache", checked=True)
        found = [row for row in result.problems if row.code in OWN]
        assert len(found) <= max(6, 0.06 * len(result.deck.cards))


def test_findings_follow_the_deck(tmp_path: Path) -> None:
    """A card that was fixed is reported no longer."""
    first = result_of("# 가\n\n단순함\n", tmp_path)
    fixed = first.deck.cards[0].replace(back="<p>두 단어</p>")
    context = CheckContext(first.deck.replace(cards=(fixed,)), (), NamingSettings(), TranslationSettings(), tmp_path)
    assert checks.run_checks(context) == ()
