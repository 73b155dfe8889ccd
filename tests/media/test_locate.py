"""Bytes that notes carry themselves, and files that cannot be looked at."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from notedeck.config.settings import MediaSettings
from notedeck.media import EarlyMedia, IllustratedCards, early, embed_media
from notedeck.media.folder_index import FolderIndex
from notedeck.media.locate import decode_data_address
from notedeck.media.model import Inline, PendingProblem
from notedeck.model import Card, Key, Place
from notedeck.util.reporter import SilentReporter

DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
TEXT = base64.b64encode(DRAWING).decode()


def card(path: str, back: str) -> Card:
    return Card(Key(path, (), "t", "basic"), Place(path, 1), "앞", back)


@pytest.mark.parametrize(
    "address",
    [
        f"data:image/svg+xml;base64,{TEXT}",
        f"data:image/svg+xml;base64,{TEXT.rstrip('=')}",
        f"data:image/svg+xml;charset=utf-8;BASE64,{TEXT[:9]}\n {TEXT[9:]}",
        f"data:image/svg+xml;base64,{TEXT.replace('=', '%3D')}",
        "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E",
        f"data:image/svg+xml,{DRAWING.decode()}",
    ],
)
def test_bytes_in_the_note(address: str) -> None:
    assert TEXT.endswith("=")
    assert decode_data_address(address) == Inline(DRAWING)


@pytest.mark.parametrize("address", ["data:", "data:image/png;base64,", "data:image/png;base64,!", "data:image/png"])
def test_damaged_bytes_in_the_note(address: str) -> None:
    assert isinstance(decode_data_address(address), PendingProblem)


def test_a_picture_in_two_notes_is_named_by_the_first(tmp_path: Path) -> None:
    picture = f'<img src="data:image/svg+xml;base64,{TEXT}">'
    cards = (card("b.md", picture), card("a.md", picture))
    done, _ = embed_media(cards, EarlyMedia(tmp_path, MediaSettings(), tmp_path / "cache"), SilentReporter())
    assert [asset.name.split("-")[0] for asset in done.assets] == ["b"]


def test_a_file_that_may_not_be_looked_at_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "a.png").write_bytes(b"x")
    assert FolderIndex().find_file(tmp_path, "a.png") == tmp_path / "a.png"
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        file = FolderIndex().find_file(tmp_path, "a.png")
    assert file is None


def test_without_media_nothing_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early, "open_library", None)
    cards = (card("a.md", "<p>글</p>"),)
    without = EarlyMedia(tmp_path, MediaSettings(), tmp_path / "cache")
    without.prepare(cards)
    assert embed_media(cards, without, SilentReporter()) == (IllustratedCards(cards, ()), ())
