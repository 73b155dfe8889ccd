"""A note that was converted before gives the same cards from the cache, and is converted anew when it should be."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from notedeck import convert as conversion
from notedeck.config.settings import NamingSettings, SplittingSettings, Subdecks
from notedeck.convert import ConvertSettings
from notedeck.convert import note as converter
from notedeck.convert.note import convert_note
from notedeck.markup.convert import convert_markdown
from notedeck.model import FrontMatter, Source, Split
from notedeck.util.processes import workers
from notedeck.util.reporter import SilentReporter

NOTE = Source(
    "a.md", Path("a.md"), "# 글\n\n## 하나\n\n[링크](b) `코드`\n\n## 둘\n\n- 셋\n\n## 참고\n\nx\n", 1, FrontMatter(), 50
)
TEXTS = Source(
    "b.md", Path("b.md"), "## \ud7ff\u2028 <!-- card: x -->\n\n```java\nint a;\n```\n\n# 빈\n", 4, FrontMatter(), 60
)


NOTES = [NOTE.replace(path=f"{number}.md", text=f"{NOTE.text}\n## {number}\n\n글\n") for number in range(20)]


def made(note: Source, cache: Path, settings: ConvertSettings | None = None) -> conversion.DeckConversion:
    return conversion.convert_notes([note], "덱", settings or ConvertSettings(), cache, SilentReporter())


def convert_here(note: Source, settings: ConvertSettings | None = None) -> conversion.DeckConversion:
    """What is made of a note without a cache."""
    return conversion.join_conversions([convert_note(note, "덱", settings or ConvertSettings())])


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were converted, not recalled."""
    texts: list[str] = []
    own = convert_markdown

    def convert(text: str, line: int, numbers: tuple[int, ...] = ()) -> str:
        texts.append(text)
        return own(text, line, numbers)

    monkeypatch.setattr(converter, "convert_markdown", convert)
    return texts


@pytest.mark.parametrize("note", [NOTE, TEXTS], ids=["plain", "odd"])
def test_the_second_time_it_is_recalled(note: Source, tmp_path: Path, converted: list[str]) -> None:
    first, second = made(note, tmp_path), made(note, tmp_path)
    assert first == second == convert_here(note)
    assert first.cards and first.skipped
    assert len(converted) == 2


@pytest.mark.parametrize(
    ("note", "settings"),
    [
        (NOTE.replace(text=NOTE.text + "\n."), ConvertSettings()),
        (NOTE.replace(path="c.md"), ConvertSettings()),
        (NOTE.replace(first_line=3), ConvertSettings()),
        (NOTE.replace(matter=FrontMatter(tags=("t",))), ConvertSettings()),
        (NOTE, ConvertSettings(splitting=SplittingSettings(split=Split.H1))),
        (NOTE, ConvertSettings(splitting=SplittingSettings(skip_headings=("하나",)))),
    ],
)
def test_whatever_makes_other_cards_is_converted(
    note: Source, settings: ConvertSettings, tmp_path: Path, converted: list[str]
) -> None:
    made(NOTE, tmp_path)
    assert made(note, tmp_path, settings) == convert_here(note, settings)
    assert len(converted) == 3


@pytest.mark.parametrize(
    ("note", "settings"),
    [
        (NOTE.replace(modified=99), ConvertSettings()),
        (NOTE.replace(path="폴더/a.md"), ConvertSettings()),
        (NOTE, ConvertSettings(naming=NamingSettings(tags=("t",), subdecks=Subdecks.NONE))),
    ],
)
def test_what_is_only_put_on_the_cards_is_not_converted(
    note: Source, settings: ConvertSettings, tmp_path: Path, converted: list[str]
) -> None:
    before = made(NOTE, tmp_path)
    after = made(note, tmp_path, settings)
    assert len(converted) == 1
    assert after == convert_here(note, settings) != before
    assert before == convert_here(NOTE)


def test_two_equal_notes_have_cards_of_their_own(tmp_path: Path) -> None:
    notes = [NOTE, NOTE.replace(path="c/a.md", modified=7)]
    for _ in range(2):
        cards = conversion.convert_notes(notes, "덱", ConvertSettings(), tmp_path, SilentReporter()).cards
        assert [(card.key.path, card.place.path, card.deck, card.modified) for card in cards] == [
            ("a.md", "a.md", "덱::a", 50),
            ("c/a.md", "c/a.md", "덱::c::a", 7),
        ]


def test_cards_of_a_note_share_their_texts(tmp_path: Path) -> None:
    one, other = made(NOTE.replace(text="# 글\n\n## 하나\n\n가.\n\n## 둘\n\n나.\n"), tmp_path).cards
    assert one.breadcrumb is other.breadcrumb
    assert one.key.style is other.key.style
    assert one.front is one.key.title


def test_half_a_character_is_kept_but_not_stored(tmp_path: Path, converted: list[str]) -> None:
    note = NOTE.replace(matter=FrontMatter(title="a\ud800"))
    assert made(note, tmp_path) == made(note, tmp_path) == convert_here(note)
    assert len(converted) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one process")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("processes", [2, 3])
def test_the_number_of_processes_changes_nothing(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, converted: list[str]
) -> None:
    expected = conversion.convert_notes(NOTES, "덱", ConvertSettings(), tmp_path / "1", SilentReporter())
    converted.clear()
    monkeypatch.setattr(workers, "can_fork", lambda: True)
    monkeypatch.setattr(conversion, "count_processes", lambda *_: processes)
    for _ in range(2):
        assert conversion.convert_notes(NOTES, "덱", ConvertSettings(), tmp_path, SilentReporter()) == expected
    assert len(converted) < len(NOTES), "the other processes converted some"
