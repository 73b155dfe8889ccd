"""A note that was converted before gives the same cards from the cache, and is converted anew when it should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notedeck import convert as conversion
from notedeck import markup
from notedeck.config.settings import NamingSettings, SplittingSettings
from notedeck.convert import ConvertSettings
from notedeck.model import FrontMatter, Source, Split
from notedeck.util.reporter import SilentReporter

NOTE = Source(
    "a.md", Path("a.md"), "# 글\n\n## 하나\n\n[링크](b) `코드`\n\n## 둘\n\n- 셋\n\n## 참고\n\nx\n", 1, FrontMatter(), 50
)
TEXTS = Source(
    "b.md", Path("b.md"), "## \ud7ff\u2028 <!-- card: x -->\n\n```java\nint a;\n```\n\n# 빈\n", 4, FrontMatter(), 60
)


def made(note: Source, cache: Path, settings: ConvertSettings | None = None) -> conversion.Conversion:
    return conversion.convert_notes([note], "덱", settings or ConvertSettings(), cache, SilentReporter())


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were converted, not recalled."""
    texts: list[str] = []
    own = markup.convert_markdown

    def convert(text: str, line: int) -> str:
        texts.append(text)
        return own(text, line)

    monkeypatch.setattr(markup, "convert_markdown", convert)
    return texts


@pytest.mark.parametrize("note", [NOTE, TEXTS], ids=["plain", "odd"])
def test_the_second_time_it_is_recalled(note: Source, tmp_path: Path, converted: list[str]) -> None:
    first, second = made(note, tmp_path), made(note, tmp_path)
    assert first == second == conversion.convert_note(note, "덱", ConvertSettings())
    assert first.cards and first.skipped
    assert len(converted) == 2


@pytest.mark.parametrize(
    ("note", "settings"),
    [
        (replace(NOTE, text=NOTE.text + "\n."), ConvertSettings()),
        (replace(NOTE, path="c.md"), ConvertSettings()),
        (replace(NOTE, first_line=3), ConvertSettings()),
        (replace(NOTE, matter=FrontMatter(tags=("t",))), ConvertSettings()),
        (NOTE, ConvertSettings(splitting=SplittingSettings(split=Split.H1))),
        (NOTE, ConvertSettings(naming=NamingSettings(tags=("t",)))),
        (NOTE, ConvertSettings(splitting=SplittingSettings(skip_headings=("하나",)))),
    ],
)
def test_whatever_makes_other_cards_is_converted(
    note: Source, settings: ConvertSettings, tmp_path: Path, converted: list[str]
) -> None:
    made(NOTE, tmp_path)
    assert made(note, tmp_path, settings) == conversion.convert_note(note, "덱", settings)
    assert len(converted) == 3


def test_only_the_time_of_a_note_is_another(tmp_path: Path, converted: list[str]) -> None:
    made(NOTE, tmp_path)
    assert {card.modified for card in made(replace(NOTE, modified=99), tmp_path).cards} == {99}
    assert len(converted) == 1


def test_two_equal_notes_have_cards_of_their_own(tmp_path: Path) -> None:
    cards = conversion.convert_notes(
        [NOTE, replace(NOTE, path="c.md")], "덱", ConvertSettings(), tmp_path, SilentReporter()
    ).cards
    assert [card.key.path for card in cards] == ["a.md", "c.md"]
