"""Changes, and saves of the same bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notedeck.watch import content_tracker
from notedeck.watch.content_tracker import ContentTracker


@pytest.fixture(params=[content_tracker.MAX_READ_BYTES, 0], ids=["by content", "by time"])
def note(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(content_tracker, "MAX_READ_BYTES", request.param)
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    return file


def test_a_file_is_news_once(note: Path) -> None:
    seen = ContentTracker()
    assert [seen.has_changes([str(note)]) for _ in range(3)] == [True, False, False]
    note.write_bytes(b"another")
    assert [seen.has_changes([str(note)]) for _ in range(2)] == [True, False]


def test_there_and_back_are_two_news(note: Path) -> None:
    seen = ContentTracker()
    seen.has_changes([str(note)])
    for text in (b"another", b"one"):
        note.write_bytes(text)
        assert seen.has_changes([str(note)])


def test_gone_and_back_are_two_news(note: Path) -> None:
    seen, path = ContentTracker(), str(note)
    assert seen.has_changes([path])
    note.unlink()
    assert seen.has_changes([path])
    note.write_bytes(b"one")
    assert seen.has_changes([path]) and not seen.has_changes([path])


def test_all_files_are_looked_at(note: Path) -> None:
    seen, other = ContentTracker(), note.with_name("b.md")
    other.write_bytes(b"other")
    assert seen.has_changes([str(note), str(other)])
    assert not seen.has_changes([str(other), str(note)])


def test_the_same_bytes_saved_again_are_no_news(tmp_path: Path) -> None:
    file, seen = tmp_path / "a.md", ContentTracker()
    for second in (1, 2, 3):
        file.write_bytes(b"one")
        os.utime(file, (second, second))
        assert seen.has_changes([str(file)]) == (second == 1)


def test_after_a_failure_any_save_counts_once_what_the_build_wrote_came_in(tmp_path: Path) -> None:
    file, seen = tmp_path / "a.md", ContentTracker()

    def saved_at(second: int) -> bool:
        file.write_bytes(b"one")
        os.utime(file, (second, second))
        return seen.has_changes([str(file)])

    assert saved_at(1) and not saved_at(2)
    seen.record_build(succeeded=False)
    assert not saved_at(3)
    assert not seen.has_changes([])
    assert saved_at(4) and not saved_at(4) and saved_at(5)
    seen.record_build(succeeded=True)
    assert not seen.has_changes([])
    assert not saved_at(6)


def test_a_folder_is_news_when_it_comes_and_goes(tmp_path: Path) -> None:
    folder, seen = tmp_path / "sub", ContentTracker()
    folder.mkdir()
    assert seen.has_changes([str(folder)]) and not seen.has_changes([str(folder)])
    (folder / "a.md").touch()
    assert not seen.has_changes([str(folder)])
    folder.rename(tmp_path / "away")
    assert seen.has_changes([str(folder)]) and not seen.has_changes([str(folder)])
    (tmp_path / "away").rename(folder)
    assert seen.has_changes([str(folder)])
