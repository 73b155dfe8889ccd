"""Two versions of deck.lock merged as a whole, and git that calls for it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.identity.lock.damage import LockDamageError
from notedeck.identity.lock.entries import Entry, Lock, PastMove, State
from notedeck.identity.lock.format import format_lock
from notedeck.identity.lock.merge import merge_locks
from notedeck.identity.lock.parse import parse_lock
from notedeck.identity.lock.seals import create_seal
from notedeck.model import Key, ThemeVersion
from tests.support.paths import ROOT
from tests.support.repository import commit_files, create_repository, run_git

ENTRIES = tuple(Entry(f"guid{at}", Key("a.md", (), f"카드 {at}", "basic"), 10, {"Front": "x"}) for at in range(4))
FIRST, SECOND, THIRD, FOURTH = ENTRIES


MOVE, LATER_MOVE = PastMove(10, "덱::a", "덱::b"), PastMove(20, "덱::a b", "덱::c", 'deck:"덱::a b" "Front:x"')


def merge(ours: Lock, theirs: Lock) -> Lock:
    """Return the merged lock, as it is read from the file."""
    lock, problems = parse_lock(format_lock(merge_locks(ours, theirs)))
    assert problems == ()
    return lock


def test_each_side_adds_cards_in_their_places() -> None:
    ours, theirs = Lock((FIRST, SECOND, FOURTH)), Lock((FIRST, THIRD, FOURTH))
    assert merge(ours, theirs).entries == (FIRST, THIRD, SECOND, FOURTH)


def test_the_newer_line_counts_whichever_side_it_is_on() -> None:
    newer = FIRST.replace(modified=20, digests={"Front": "y"}, state=State.REMOVED)
    assert merge(Lock((newer, SECOND)), Lock((FIRST, SECOND))).entries == (newer, SECOND)
    assert merge(Lock((FIRST, SECOND)), Lock((newer, SECOND))).entries == (newer, SECOND)


def test_of_equally_new_lines_neither_counts_as_shipped() -> None:
    other = FIRST.replace(digests={"Front": "y"})
    assert merge(Lock((FIRST,)), Lock((other,))).entries[0].digests == {}


def test_what_concerns_the_whole_deck() -> None:
    ours = Lock((), "노트", theme_version=ThemeVersion("0a", 5))
    theirs = Lock((), "다른 이름", theme_version=ThemeVersion("0b", 6))
    lock = merge(ours, theirs)
    assert (lock.deck, lock.theme_version) == ("노트", ThemeVersion("0b", 6))
    assert merge(Lock(), theirs).deck == "다른 이름"


def test_each_card_keeps_its_rendering() -> None:
    ours = Lock((FIRST, SECOND.replace(rendering=2)), rendering=1)
    theirs = Lock((THIRD, FOURTH.replace(rendering=1)), rendering=2)
    lock = merge_locks(ours, theirs)
    assert lock.rendering == 2
    assert {entry.guid: entry.rendering for entry in lock.entries} == {"guid0": 1, "guid1": 0, "guid2": 0, "guid3": 1}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with two branches that change the same line of deck.lock, and the driver."""
    folder = create_repository(tmp_path / "repo")
    command = shlex.join([sys.executable, str(ROOT / "build_deck.py"), "merge-lock"])
    run_git(folder, "config", "merge.deck-lock.driver", f"{command} %O %A %B")
    (folder / ".gitattributes").write_text("deck.lock merge=deck-lock\n", encoding="utf-8")
    for number, name in enumerate(("base", "ours", "theirs")):
        run_git(folder, "checkout", "-q", "-b", name, *(["base"] if number else []))
        lock = Lock((FIRST.replace(modified=10 + number), SECOND))
        (folder / "deck.lock").write_text(format_lock(lock), encoding="utf-8")
        commit_files(folder, 1_000_000_000 + number)
    return folder


def test_git_merges_with_it(repository: Path) -> None:
    run_git(repository, "merge", "-q", "-m", "merged", "ours")
    lock, _ = parse_lock((repository / "deck.lock").read_text(encoding="utf-8"))
    assert lock.entries == (FIRST.replace(modified=12), SECOND)


def test_a_damaged_version_stays_a_conflict(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    good = (repository / "deck.lock").read_bytes()
    (repository / "bad").write_bytes(good[:-200])
    assert main(["merge-lock", "deck.lock", "deck.lock", "bad"]) == ExitStatus.USAGE
    assert "cut off" in capsys.readouterr().err
    assert (repository / "deck.lock").read_bytes() == good


def test_the_moves_of_both_sides_are_kept() -> None:
    assert merge(Lock(moves=(LATER_MOVE,)), Lock(moves=(MOVE, LATER_MOVE))).moves == (MOVE, LATER_MOVE)


def test_two_lines_with_moves_are_one_in_the_next_file() -> None:
    first, second = (format_lock(Lock(moves=(move,))) for move in (MOVE, LATER_MOVE))
    (line,) = (line for line in second.splitlines() if line.startswith("# moves"))
    lock, _ = parse_lock(first.replace("# moves", f"{line}\n# moves", 1))
    assert lock.moves == (MOVE, LATER_MOVE)
    assert format_lock(lock).count("# moves") == 1


@pytest.mark.parametrize("value", ["[[1]]", "[[1,2,3,4]]", "7", "[", '[["1","a","b",""]]'])
def test_moves_of_another_form_are_damage(value: str) -> None:
    text = format_lock(Lock())
    line = f"# moves {value} {create_seal(f'moves {value}'.encode(), 'moves')}"
    with pytest.raises(LockDamageError, match="no moves between decks"):
        parse_lock(text.replace("# 000\n", f"{line}\n# 000\n", 1))
