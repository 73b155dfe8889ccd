"""Small files are prepared before all cards are known; the cards and the problems are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.config.settings import MediaSettings
from notedeck.media import EarlyMedia, early, embed_media
from notedeck.model import Card, Key, Place
from notedeck.util.reporter import SilentReporter

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'
PICTURES = "".join(f'<img src="{name}.svg">' for name in ("small", "large", "broken", "missing"))
CARDS = tuple(Card(Key(f"{name}.md", (), "t", "basic"), Place(f"{name}.md", 1), "앞", PICTURES) for name in "ab")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "small.svg").write_text(DRAWING.format("작다"), encoding="utf-8")
    (folder / "large.svg").write_text(DRAWING.format("크다" * early.MAX_EARLY_BYTES), encoding="utf-8")
    (folder / "broken.svg").write_text("<svg><", encoding="utf-8")
    return folder


def test_a_small_file_is_read_once_and_early(notes: Path, read: list[str]) -> None:
    media = EarlyMedia(notes, MediaSettings(), notes.parent / "cache")
    media.prepare(CARDS)
    assert "small.svg" in read and "large.svg" not in read
    read.clear()
    embed_media(CARDS, media, SilentReporter())
    assert sorted(read) == ["broken.svg", "large.svg"]


def test_early_or_late_the_result_is_the_same(notes: Path) -> None:
    late, soon = (EarlyMedia(notes, MediaSettings(), notes.parent / name) for name in ("late", "soon"))
    soon.prepare(CARDS)
    (late_cards, late_problems), (cards, problems) = (
        embed_media(CARDS, media, SilentReporter()) for media in (late, soon)
    )
    assert (cards.cards, cards.sources, problems) == (late_cards.cards, late_cards.sources, late_problems)
    assert [asset.file.read_bytes() for asset in cards.assets] == [a.file.read_bytes() for a in late_cards.assets]
    assert len(cards.assets) == len(problems) / 2 == 2


def test_what_an_earlier_build_prepared_is_not_read_early(
    notes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notedeck.util.files.states.is_older", lambda _state, _moment: True)
    for _ in range(2):
        read.clear()
        media = EarlyMedia(notes, MediaSettings(), notes.parent / "cache")
        media.prepare(CARDS)
        embed_media(CARDS, media, SilentReporter())
    assert "small.svg" not in read
