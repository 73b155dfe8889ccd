"""deck.lock as text: nothing is lost, git merges it, and what is no deck.lock is refused with its place."""

from __future__ import annotations

import random
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from notedeck.identity import Entry, Lock, State, format_lock, parse_lock
from notedeck.identity.lock.entries import MAX_SECOND, Cloze
from notedeck.identity.lock.entry_json import list_optional_values, parse_entry
from notedeck.identity.lock.format import BUCKETS, find_bucket
from notedeck.identity.lock.seals import create_seal
from notedeck.model import Key, ThemeVersion
from notedeck.problems import DeckError, ProblemCode
from tests.support.paths import ROOT
from tests.support.repository import commit_files, create_repository, run_git

ENTRY = Entry(
    "abc", Key("aws/ecs.md", ("ECS",), "시작 타입", "basic"), 1_780_000_000, {"Front": "x", "Back": "y"}, "AAA", 1
)
TEXTS = some.text(max_size=20)
KEYS = some.builds(Key, TEXTS, some.tuples(TEXTS), TEXTS, some.just("basic"), some.integers(0, 9))
ENTRIES = some.builds(
    Entry,
    some.text("abcdefgh", min_size=16, max_size=16),
    KEYS,
    some.integers(1, MAX_SECOND),
    some.dictionaries(some.sampled_from(("Front", "Back", "tags")), TEXTS),
    some.sampled_from(("", "AAAB")),
    some.integers(0, 99),
    TEXTS,
    some.none() | KEYS,
    some.sampled_from(State),
    some.integers(0, 9),
    adopted=some.sampled_from((0, 1, 1_796_036_002_656)),
)


@given(some.lists(ENTRIES, unique_by=lambda entry: entry.guid))
def test_nothing_is_lost(entries: list[Entry]) -> None:
    lock, problems = parse_lock(format_lock(Lock(tuple(entries))))
    assert problems == ()
    assert sorted(lock.entries, key=lambda entry: entry.guid) == sorted(entries, key=lambda entry: entry.guid)
    assert format_lock(lock) == format_lock(Lock(lock.entries))


def test_a_file_from_windows_is_the_same() -> None:
    text = format_lock(Lock((ENTRY,)))
    assert parse_lock("\ufeff" + text.replace("\n", "\r\n")) == parse_lock(text) == (Lock((ENTRY,)), ())


def test_a_card_is_one_line_and_no_text_of_the_back() -> None:
    rows = [line for line in format_lock(Lock((ENTRY,))).split("\n") if line and line[0] != "#"]
    text = '["aws/ecs.md",["ECS"],"시작 타입","basic",0,"abc",1780000000,{"Front":"x","Back":"y"},"AAA",1]'
    assert rows == [f"{text} {create_seal(text.encode(), find_bucket(ENTRY.key.path))}"]


def seal_line(text: str, above: str) -> str:
    return f"{text} {create_seal(text.encode(), above)}"


def test_the_line_of_an_unchanged_card_is_written_as_it_was_read() -> None:
    text = format_lock(Lock((ENTRY,)))
    (line,) = (line for line in text.split("\n") if line.startswith("["))
    spaced = line[:-9].replace(',"basic"', ' , "basic"')
    assert spaced != line[:-9]
    read, _ = parse_lock(text.replace(line, seal_line(spaced, find_bucket(ENTRY.key.path))))
    assert read == Lock((ENTRY,))
    assert spaced in format_lock(read)
    assert format_lock(replace(read, entries=(ENTRY.replace(),))) == text


@given(some.lists(ENTRIES, unique_by=lambda entry: entry.guid), some.randoms(use_true_random=False))
def test_lines_that_were_read_make_no_difference(entries: list[Entry], dice: random.Random) -> None:
    read, _ = parse_lock(format_lock(Lock(tuple(entries))))
    mixed = [entry.replace(modified=1) if dice.random() < 0.3 else entry for entry in read.entries]
    dice.shuffle(mixed)
    assert format_lock(replace(read, entries=tuple(mixed))) == format_lock(Lock(tuple(mixed)))


def test_a_card_without_a_seal_is_refused() -> None:
    text = format_lock(Lock((ENTRY,)))
    (line,) = (line for line in text.split("\n") if line.startswith("["))
    with pytest.raises(DeckError, match=r"deck\.lock:\d+: this line describes no card"):
        parse_lock(text.replace(line, line[:-9]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "deck.lock:1: this is not a notedeck deck.lock"),
        ("# something else\n", "deck.lock:1: this is not a notedeck deck.lock"),
        ("# notedeck deck.lock\n", "deck.lock:1: this is not a notedeck deck.lock"),
        ("# notedeck deck.lock 3\n", "deck.lock has schema 3; this notedeck supports 4"),
        ("# notedeck deck.lock 5\n", "deck.lock has schema 5; this notedeck supports 4"),
        ("# notedeck deck.lock 4\n", "deck.lock is cut off after line 1"),
        ("# notedeck deck.lock 4\n# end\n", "deck.lock is incomplete: of its 3 lines none is `# 000`"),
    ],
)
def test_what_is_no_lock_is_refused(text: str, message: str) -> None:
    with pytest.raises(DeckError) as error:
        parse_lock(text)
    assert str(error.value).startswith(message)
    assert error.value.hint


def test_a_lock_without_a_comment_line_is_incomplete() -> None:
    lines = format_lock(Lock((ENTRY,))).split("\n")
    with pytest.raises(DeckError, match=r"deck\.lock is incomplete: no line below the comments"):
        parse_lock("\n".join([*lines[:1], *lines[2:]]))


@pytest.mark.parametrize(
    "line",
    [
        "[1,2]",
        "{}",
        "[" * 100_000,
        '["a.md",[],"t","basic",0,7,1,{},"",0]',
        '["a.md",[],"t","basic",0,"",1,{},"",0]',
        '["a.md",[],"t","basic",0,"g\\u0007",1,{},"",0]',
        '["a.md",[],"t","basic",0,"\\ud800",1,{},"",0]',
        '["a.md",[],"t","basic",0,"g",-1,{},"",0]',
        '["a.md",[],"t","basic",0,"g",0,{},"",0]',
        '["a.md",[],"t","basic",0,"g",4000000001,{},"",0]',
        '["a.md",[],"\\ud800","basic",0,"g",4000000001,{},"",0]',
        '["a.md",[],"t","basic",0,"g",1,{},"",0,{"clozes":[[100000000000,"",""]]}]',
        '["a.md",[],"t","basic",0,"g",1e400,{},"",0]',
        '["a.md",[],"t","basic",0,"g",NaN,{},"",0]',
        '["a.md",[],"t","basic",0,"g",1' + "0" * 30 + ',{},"",0]',
        '["a.md",[],"t","basic",0,"g",1,{"Front":5},"",0]',
        '["a.md",[],"t","basic",0,"g",1,[],"",0]',
        '["a.md",[5],"t","basic",0,"g",1,{},"",0]',
        '["a.md",[],"t","basic",0,"g",1,{},"",0,{"state":"x"}]',
        '["a.md",[],"t","basic",0,"g",1,{},"",0,{"clozes":[[0,"",""]]}]',
        '["a.md",[],"t","basic",0,"g",1,{},"",0,{"was":[1]}]',
        '["a.md",[],"t","basic",0,"g",1,{},"",0,{},{}]',
    ],
)
def test_a_line_that_describes_no_card_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        parse_entry(line.encode())
    whole = format_lock(Lock())
    bad = whole.replace("# 000\n", f"# 000\n{seal_line(line, '000')}\n", 1)
    with pytest.raises(DeckError, match=r"deck\.lock:10: this line describes no card"):
        parse_lock(bad)


def test_of_two_lines_for_a_card_the_newer_counts() -> None:
    newer = ENTRY.replace(modified=ENTRY.modified + 5, digests={"Front": "z"})
    lock, (problem,) = parse_lock(format_lock(Lock((newer, ENTRY))))
    assert lock.entries == (newer,)
    assert problem.code is ProblemCode.LOCK_MERGED
    assert "1 card had two lines" in problem.message


def test_of_two_equally_new_lines_no_content_is_the_last_one() -> None:
    other = ENTRY.replace(digests={"Front": "z"})
    lock, _ = parse_lock(format_lock(Lock((other, ENTRY))))
    assert lock.entries == (other.replace(digests={}),)


def merge_of(base: Lock, ours: Lock, theirs: Lock, folder: Path, attributes: str = "") -> tuple[bool, str]:
    """Whether git merges two changes of a lock by itself, and the file that it leaves."""
    notes = create_repository(folder)
    (notes / ".gitattributes").write_text(attributes, encoding="utf-8")
    file = notes / "deck.lock"
    for second, (name, lock) in enumerate((("base", base), ("ours", ours), ("theirs", theirs)), start=1):
        run_git(notes, "checkout", "-q", "-b", name, *(["base"] if second > 1 else []))
        file.write_text(format_lock(lock), encoding="utf-8")
        commit_files(notes, 1_000_000_000 + second)
    try:
        run_git(notes, "merge", "-q", "-m", "merged", "ours")
    except subprocess.CalledProcessError:
        return False, file.read_text(encoding="utf-8")
    return True, file.read_text(encoding="utf-8")


def cards(path: str, count: int, first: int = 0) -> tuple[Entry, ...]:
    """Some cards of one note."""
    keys = [Key(path, (), f"{path} {number}", "basic") for number in range(first, first + count)]
    return tuple(Entry(f"{path}-{key.title}", key, 1, {}) for key in keys)


NOTES = ("1.md", "2.md", "3.md")
BASE = tuple(entry for path in NOTES for entry in cards(path, 3))
MERGES = {
    "each adds a note": ((*BASE, *cards("4.md", 9)), (*BASE, *cards("5.md", 9))),
    "each adds to another note": ((*BASE, *cards("1.md", 2, 3)), (*BASE, *cards("2.md", 2, 3))),
    "one adds, one changes": ((*BASE, *cards("1.md", 1, 3)), (*BASE[:3], BASE[3].replace(modified=2), *BASE[4:])),
    "at both ends of a note": ((*cards("1.md", 1, 7), *BASE), (*BASE[:3], *cards("1.md", 1, 8), *BASE[3:])),
    "one removes, one adds a note": ((BASE[0].replace(state=State.REMOVED), *BASE[1:]), (*BASE, *cards("6.md", 4))),
}


@pytest.mark.parametrize("name", MERGES)
def test_git_merges_what_two_people_add(name: str, tmp_path: Path) -> None:
    ours, theirs = (Lock(rows) for rows in MERGES[name])
    merged, text = merge_of(Lock(BASE), ours, theirs, tmp_path)
    assert merged, text
    lock, problems = parse_lock(text)
    assert problems == ()
    assert {entry.guid for entry in (*ours.entries, *theirs.entries)} <= {entry.guid for entry in lock.entries}


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_a_conflict_is_resolved_with_the_newer_line(style: str, tmp_path: Path) -> None:
    ours, theirs = (Lock((ENTRY.replace(modified=number),)) for number in (20, 30))
    run_git(create_repository(tmp_path), "config", "merge.conflictStyle", style)
    merged, text = merge_of(Lock((ENTRY,)), ours, theirs, tmp_path)
    assert not merged
    lock, (problem,) = parse_lock(text)
    assert lock == theirs
    assert problem.code is ProblemCode.LOCK_MERGED
    assert "conflicts in this file were resolved: 1 card had two lines" in problem.message


@pytest.mark.parametrize(
    ("old", "new"), [("=======\n", ""), (">>>>>>> ours\n", ""), ("<<<<<<< HEAD\n", "<<<<<<< HEAD\n<<<<<<< HEAD\n")]
)
def test_a_conflict_without_all_its_marks_is_refused(old: str, new: str, tmp_path: Path) -> None:
    ours, theirs = (Lock((ENTRY.replace(modified=number),)) for number in (20, 30))
    _, text = merge_of(Lock((ENTRY,)), ours, theirs, tmp_path)
    assert old in text
    with pytest.raises(DeckError, match=r"merge conflict"):
        parse_lock(text.replace(old, new))


def test_with_union_there_is_no_conflict(tmp_path: Path) -> None:
    ours, theirs = (Lock((ENTRY.replace(modified=number),)) for number in (20, 30))
    merged, text = merge_of(Lock((ENTRY,)), ours, theirs, tmp_path, "deck.lock merge=union\n")
    assert merged
    assert parse_lock(text)[0] == theirs


def test_notes_are_spread_over_the_fixed_lines() -> None:
    assert len({find_bucket(f"{number}.md") for number in range(20_000)}) == BUCKETS


PAGE = (ROOT / "docs" / "lock-format.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_is_a_lock_as_it_is_written() -> None:
    example = re.findall(r"^```text\n(.*?)^```$", PAGE, re.M | re.S)[0]
    missing = [f"# {number:03x}\n# end\n" for number in range(BUCKETS) if f"# {number:03x}\n" not in example]
    lock, problems = parse_lock(example + "".join(missing))
    assert problems == ()
    assert [entry.state for entry in lock.entries] == [State.LIVE, State.REMOVED]
    assert lock.theme_version == ThemeVersion("9f86d081884c7d65", 1780000000)
    assert re.sub(r"# [0-9a-f]{3}\n# end\n", "", format_lock(lock)) == example


def test_the_page_names_every_field_in_order() -> None:
    clozes = (Cloze(1, "a", "b"),)
    entry = ENTRY.replace(id="x", previous_key=ENTRY.key, builds=1, state=State.REMOVED, clozes=clozes)
    entry = entry.replace(rendering=2, adopted=1, since=3, copies=("y",), apart=("z",))
    optional = list_optional_values(entry)
    of_entry = list(Entry.__struct_fields__)[: -len(optional)]
    named = [*Key.__struct_fields__] + [name for name in of_entry if name != "key"]
    assert re.findall(r"^\| \d+ \| `(\w+)` \|", PAGE, re.M) == named
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, re.M)) == sorted(optional)


def test_of_two_theme_lines_the_later_counts() -> None:
    older, newer = (format_lock(Lock((), theme_version=ThemeVersion("0a", second))) for second in (5, 6))
    (line,) = (line for line in older.splitlines() if line.startswith("# theme"))
    for text in (newer.replace("# theme", f"{line}\n# theme"), newer.replace("# 000", f"{line}\n# 000")):
        assert parse_lock(text)[0].theme_version == ThemeVersion("0a", 6)
