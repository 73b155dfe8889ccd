"""Builds of one process, as `watch` makes them, write the bytes that a build of its own would write."""

from __future__ import annotations

import os
import shutil
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from notedeck.source import times
from notedeck.util.kept_results import begin_build, keep_for_next_build
from tests.support.building import build_and_write
from tests.support.cases import Case, load_cases
from tests.support.stories import NOTES, STYLED, apply_edits, split_builds

STORIES = [(NOTES, story) for story in load_cases("identity/stories.md")]
STORIES += [(STYLED, story) for story in load_cases("identity/styles.md")]
WRITTEN = 1_780_000_000  # Unix seconds


@pytest.mark.parametrize(("notes", "story"), STORIES, ids=lambda value: getattr(value, "name", str(value)))
def test_kept_results_change_no_byte(notes: Path, story: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = {
        is_keeping: replay_story(notes, story, tmp_path / str(is_keeping), monkeypatch, is_keeping=is_keeping)
        for is_keeping in (False, True)
    }
    assert builds[True] == builds[False]


def replay_story(
    notes: Path, story: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, *, is_keeping: bool
) -> list[tuple[bytes, bytes]]:
    """Return deck.lock and the package after each build of a story; two builds follow the last edit."""
    root = Path(shutil.copytree(notes, folder / "notes"))
    written = []
    with keep_for_next_build() if is_keeping else nullcontext():
        for number, edits in enumerate(["", *split_builds(story.given), ""]):
            if edits:
                apply_edits(root, edits)
            for file in root.rglob("*.md"):
                os.utime(file, (WRITTEN, WRITTEN))
            monkeypatch.setattr(times, "time", SimpleNamespace(time=lambda second=WRITTEN + number: second))
            begin_build()
            build_and_write(root, folder / "deck.apkg")
            written.append(((root / "deck.lock").read_bytes(), (folder / "deck.apkg").read_bytes()))
    return written
