"""Members of a study group: the same commit gives the same package to everybody, and a build repairs a crash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from notedeck.identity.lock import store
from tests.support.anki_collection import Imported, open_collection
from tests.support.building import build_and_write
from tests.support.repository import commit_files, create_repository, run_git
from tests.support.stories import NOTES, apply_edits

DAY = 1_700_000_000  # Unix seconds
EDIT = "aws/s3.md\n-## 암호화\n+## 암호화 방식"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A repository whose notes were built and committed with their lock."""
    top = create_repository(tmp_path / "shared")
    shutil.copytree(NOTES, top / "notes")
    commit_files(top, DAY)
    build_and_write(top / "notes", tmp_path / "first" / "deck.apkg")
    commit_files(top, DAY + 100)
    return top


def clone(shared: Path, name: str) -> Path:
    """The notes of a member."""
    run_git(shared.parent, "clone", "-q", str(shared), name)
    return shared.parent / name / "notes"


def test_who_builds_the_same_commit_gets_the_same_package(shared: Path, tmp_path: Path) -> None:
    packages = []
    for name in ("kim", "lee"):
        result = build_and_write(clone(shared, name), tmp_path / name / "out" / "deck.apkg")
        assert result.changes == ()
        packages.append((tmp_path / name / "out" / "deck.apkg").read_bytes())
    assert packages[0] == packages[1]


def test_it_is_the_same_even_if_nobody_built_before_committing(shared: Path, tmp_path: Path) -> None:
    apply_edits(shared / "notes", EDIT)
    apply_edits(shared / "notes", "cs/자료구조.md\n-## 큐\n+## 덱(Deque)\n+양쪽에서 넣고 꺼낸다.\n+\n+## 큐")
    commit_files(shared, DAY + 500)
    found = []
    for name in ("kim", "lee"):
        notes = clone(shared, name)
        for file in notes.rglob("*.md"):
            os.utime(file, (DAY + (9 if name == "kim" else 99), DAY + 77))
        result = build_and_write(notes, tmp_path / name / "out" / "deck.apkg")
        assert [change.title for change in result.changes] == ["암호화 방식", "덱(Deque)"]
        found.append(((tmp_path / name / "out" / "deck.apkg").read_bytes(), (notes / "deck.lock").read_bytes()))
    assert found[0] == found[1]
    assert max(entry.modified for entry in store.read_lock(tmp_path / "kim" / "notes").lock.entries) == DAY + 500


def test_members_import_each_others_packages(shared: Path, tmp_path: Path) -> None:
    mine, theirs = clone(shared, "kim"), clone(shared, "lee")
    build_and_write(mine, tmp_path / "kim" / "out" / "deck.apkg")
    apply_edits(theirs, EDIT)
    build_and_write(theirs, tmp_path / "lee" / "out" / "deck.apkg")
    with open_collection(tmp_path / "anki") as anki:
        assert anki.load(tmp_path / "kim" / "out" / "deck.apkg") == Imported(new=20)
        assert anki.load(tmp_path / "lee" / "out" / "deck.apkg") == Imported(updated=1, duplicate=19)
        assert anki.load(tmp_path / "kim" / "out" / "deck.apkg") == Imported(duplicate=20)


def test_work_of_two_members_is_merged_by_git_and_built(shared: Path, tmp_path: Path) -> None:
    for name, edits in (("kim", EDIT), ("lee", "cs/자료구조.md\n-## 큐\n+## 대기열(큐)")):
        notes = clone(shared, name)
        apply_edits(notes, edits)
        (notes / f"{name}.md").write_text(f"## {name}의 카드\n\n답\n", encoding="utf-8")
        build_and_write(notes, tmp_path / f"{name}-out" / "deck.apkg")
        commit_files(notes.parent, DAY + 700)
    run_git(tmp_path / "lee", "pull", "-q", "--no-rebase", str(tmp_path / "kim"), "main")
    result = build_and_write(notes, tmp_path / "lee-out" / "deck.apkg")
    assert (result.changes, result.problems) == ((), ())
    assert {"암호화 방식", "대기열(큐)", "kim의 카드", "lee의 카드"} <= {card.key.title for card in result.deck.cards}


def test_a_lock_that_was_deleted_comes_back_from_the_commit(shared: Path, tmp_path: Path) -> None:
    before = {
        card.key.title: card.guid
        for card in build_and_write(shared / "notes", tmp_path / "out" / "deck.apkg").deck.cards
    }
    apply_edits(shared / "notes", EDIT)
    build_and_write(shared / "notes", tmp_path / "out" / "deck.apkg")
    (shared / "notes" / "deck.lock").unlink()
    result = build_and_write(shared / "notes", tmp_path / "out" / "deck.apkg")
    assert [problem.code.slug for problem in result.problems] == ["lock-missing"]
    after = {card.key.title: card.guid for card in result.deck.cards}
    assert {**after, "암호화": after["암호화 방식"]} == {**before, "암호화 방식": before["암호화"]}


KILLED = """
import os, sys
from pathlib import Path
from notedeck.util.files import write as writing
from notedeck.cli.main import main
replace, steps = Path.replace, int(sys.argv.pop(1))
def counted(self, target):
    global steps
    if str(target).endswith((".apkg", "deck.lock")):
        steps -= 1
        if steps < 0:
            os._exit(9)
    return replace(self, target)
Path.replace = counted
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("steps", [0, 1])
def test_the_next_build_repairs_a_crash(steps: int, tmp_path: Path) -> None:
    """Killed before the lock takes its place (0), and between lock and package (1)."""
    notes, out = Path(shutil.copytree(NOTES, tmp_path / "notes")), tmp_path / "out"
    words = [sys.executable, "-c", KILLED]
    given = ["build", str(notes), "-o", str(out)]
    assert subprocess.run([*words, "9", *given]).returncode == 0
    old, lock = (out / "notes.apkg").read_bytes(), (notes / "deck.lock").read_bytes()
    guids = {entry.key.title: entry.guid for entry in store.read_lock(notes).lock.entries}
    apply_edits(notes, EDIT)
    assert subprocess.run([*words, str(steps), *given]).returncode == 9
    assert (out / "notes.apkg").read_bytes() == old
    assert ((notes / "deck.lock").read_bytes() == lock) is (steps == 0)
    apply_edits(notes, "aws/s3.md\n-## 암호화 방식\n+## 저장할 때의 암호화 방식")
    assert subprocess.run([*words, "9", *given]).returncode == 0
    after = {entry.key.title: entry.guid for entry in store.read_lock(notes).lock.entries}
    assert after["저장할 때의 암호화 방식"] == guids["암호화"]
    with open_collection(tmp_path / "anki") as anki:
        (tmp_path / "old.apkg").write_bytes(old)
        anki.load(tmp_path / "old.apkg")
        assert anki.load(out / "notes.apkg") == Imported(updated=1, duplicate=19)
