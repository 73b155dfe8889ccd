"""Folders that come, go and change their names; systems that tell of no change, or refuse."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import watchfiles

from notedeck.problems import DeckError
from notedeck.watch import rebuild_on_change, system
from tests.support.watching import describe_files, watch_folders, write_file, write_note


@pytest.fixture(params=[False, True], ids=["native", "polling"])
def polling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(system, "POLL_MS", 20)
    return bool(request.param)


def test_the_folder_is_deleted_and_made_anew(tmp_path: Path, polling: bool) -> None:
    notes = tmp_path / "notes"
    seen_first = write_note(notes, "one")
    with watch_folders(lambda: describe_files(notes), notes, polling=polling) as seen:
        assert seen.line() == seen_first
        for number in range(3):
            shutil.rmtree(notes)
            seen.until("nothing".__eq__)
            for text in ("new", "newer"):
                seen.until(write_note(notes, f"{text} {number}").__eq__)


def test_the_folder_is_replaced_at_once(tmp_path: Path, polling: bool) -> None:
    notes = tmp_path / "notes"
    seen_first = write_note(notes, "one")
    with watch_folders(lambda: describe_files(notes), notes, polling=polling) as seen:
        assert seen.line() == seen_first
        for number in range(3):
            shutil.rmtree(notes)
            for text in ("new", "newer"):
                seen.until(write_note(notes, f"{text} {number}").__eq__)


def test_the_folder_is_moved_away_and_back(tmp_path: Path, polling: bool) -> None:
    notes, away = tmp_path / "notes", tmp_path / "away"
    seen_first = write_note(notes, "one")
    with watch_folders(lambda: describe_files(notes), notes, polling=polling) as seen:
        assert seen.line() == seen_first
        notes.rename(away)
        seen.until("nothing".__eq__)
        write_note(away, "two")
        away.rename(notes)
        seen.until("a.md=two".__eq__)
        seen.until(write_note(notes, "three").__eq__)


def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path, polling: bool) -> None:
    notes, media = tmp_path / "notes", tmp_path / "media"
    with watch_folders(lambda: describe_files(notes, media), notes, media, polling=polling) as seen:
        assert seen.line() == "nothing"
        write_note(notes, "one")
        seen.until("a.md=one".__eq__)
        media.mkdir()
        write_file(media / "b.svg", "<svg/>")
        seen.until("b.svg=<svg/> a.md=one".__eq__)
        write_file(media / "b.svg", "<svg>2</svg>")
        seen.until("b.svg=<svg>2</svg> a.md=one".__eq__)


def test_the_folder_of_a_single_note_is_watched(tmp_path: Path, polling: bool) -> None:
    first = write_note(tmp_path, "one")
    note = tmp_path / "a.md"
    with watch_folders(lambda: describe_files(tmp_path), note, polling=polling) as seen:
        assert seen.line() == first
        write_file(tmp_path / "b.svg", "<svg/>")
        seen.until("a.md=one b.svg=<svg/>".__eq__)
        for text in ("two", "three"):
            draft = tmp_path / ".draft"
            write_file(draft, text)
            draft.replace(note)
            seen.until(f"a.md={text} b.svg=<svg/>".__eq__)


def test_a_build_that_writes_beside_the_notes_does_not_wake_itself(tmp_path: Path, polling: bool) -> None:
    builds: list[int] = []

    def build() -> str:
        builds.append(1)
        draft = tmp_path / f".notedeck-{len(builds)}.tmp"
        draft.write_text(str(len(builds)), encoding="utf-8")
        draft.replace(tmp_path / "deck.lock")
        return (tmp_path / "a.md").read_text(encoding="utf-8")

    write_note(tmp_path, "one")
    with watch_folders(build, tmp_path, polling=polling) as seen:
        assert seen.line() == "one"
        assert seen.says_no_more()
        write_note(tmp_path, "another")
        seen.until("another".__eq__)
        assert seen.says_no_more()


@pytest.mark.parametrize("chosen", [True, False, None])
def test_who_watches_is_the_users_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: bool | None) -> None:
    real, asked = watchfiles.watch, []

    def spy(*folders: Path, **rest: Any) -> Iterator[system.Changes]:
        asked.append(rest["force_polling"])
        return real(*folders, **rest)

    monkeypatch.setattr(watchfiles, "watch", spy)
    with watch_folders(lambda: "built", tmp_path, polling=chosen) as seen:
        assert seen.line() == "built"
    assert asked == [chosen]


@pytest.mark.parametrize(
    "error", [OSError("OS file watch limit reached.\nabout 3 folders"), RuntimeError("no inotify")]
)
def test_a_system_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with pytest.raises(DeckError) as caught:
        rebuild_on_change([tmp_path], lambda: "never", lambda _: None)
    assert str(tmp_path) in str(caught.value) and "\n" not in str(caught.value)
    assert "max_user_watches" in caught.value.hint and "polling" in caught.value.hint


def test_a_watcher_that_breaks_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "POLL_MS", 20)
    real, broken = watchfiles.watch, threading.Event()

    def breaks_once(*folders: Path, **rest: object) -> Iterator[object]:
        if broken.is_set():
            yield from real(*folders, **rest)  # type: ignore[arg-type]
        broken.set()
        yield set()
        raise RuntimeError("the system took it away")

    monkeypatch.setattr(watchfiles, "watch", breaks_once)
    write_note(tmp_path, "one")
    with watch_folders(lambda: describe_files(tmp_path), tmp_path) as seen:
        assert seen.line() == "a.md=one"
        assert broken.is_set()
        seen.until(write_note(tmp_path, "two").__eq__)
