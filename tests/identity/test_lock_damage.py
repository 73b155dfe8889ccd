"""A damaged deck.lock is refused, or nothing is missing in it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks.merging import create_branches, judge_merged, keep_both_sides, merge_all
from notedeck.identity import Entry, Lock, format_lock, parse_lock
from notedeck.identity.lock.damage import LockDamageError
from notedeck.identity.lock.format import find_bucket
from notedeck.model import Key, ThemeVersion
from notedeck.problems import DeckError

PATHS = [f"{name}/노트 {number}.md" for name in ("aws", "cs") for number in range(12)]
ENTRIES = tuple(
    Entry(f"guid{at}{count}", Key(path, ("제목",), f"카드 {count}", "basic"), 1, {"Front": "x"}, "AAA", 1)
    for at, path in enumerate(PATHS)
    for count in range(at % 5 + 1)
)
LOCK = Lock(ENTRIES, "노트", theme_version=ThemeVersion("0a", 5))
DATA = format_lock(LOCK).encode()
LINES = DATA.splitlines(keepends=True)
CARD_LINES = [at for at, line in enumerate(LINES) if line.startswith(b"[")]


def read_state(data: bytes) -> tuple[set[str], ThemeVersion | None] | None:
    """Everything that a lock remembers, in any order; None if it is refused."""
    try:
        lock, _ = parse_lock(data.decode())
    except (DeckError, UnicodeDecodeError):
        return None
    return set(map(repr, lock.entries)), lock.theme_version


WHOLE = read_state(DATA)


def is_refused_or_harmless(data: bytes) -> bool:
    return read_state(data) in (None, WHOLE)


def test_a_lock_that_is_cut_anywhere_is_refused() -> None:
    assert WHOLE is not None
    dice = random.Random(1)
    ends = [len(b"".join(LINES[:count])) for count in range(len(LINES))]
    cuts = {*ends, *dice.sample(range(len(DATA) - 1), 2731), *range(len(DATA) - 400, len(DATA) - 1)}
    assert [cut for cut in sorted(cuts) if read_state(DATA[:cut]) is not None] == []
    assert read_state(DATA[:-1]) == WHOLE  # only the last line end is missing


def test_a_lock_that_ends_in_a_bucket_with_cards_is_refused_when_cut() -> None:
    path = next(f"{number}.md" for number in range(10**6) if find_bucket(f"{number}.md") == "3ff")
    cards = (Entry(f"guid{number}", Key(path, (), str(number), "basic"), 1, {}) for number in range(3))
    data = format_lock(Lock((*ENTRIES, *cards))).encode()
    assert [cut for cut in range(len(data) - 300, len(data) - 1) if read_state(data[:cut]) is not None] == []


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_lock_without_some_of_its_lines_is_refused(count: int) -> None:
    starts = sorted({at - before for at in CARD_LINES[::7] for before in range(count + 1)})
    for start in starts:
        data = b"".join((*LINES[:start], *LINES[start + count :]))
        assert read_state(data) is None, LINES[start]


def flip_bit(dice: random.Random, data: bytearray) -> None:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def flip_bit_of_a_card(dice: random.Random, data: bytearray) -> None:
    at = data.index(LINES[dice.choice(CARD_LINES)])
    data[at + dice.randrange(60)] ^= 1 << dice.randrange(8)


def delete_bytes(dice: random.Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    del data[at : at + dice.choice([1, 2, 30, 512, 4096])]


def clear_block(dice: random.Random, data: bytearray) -> None:
    at, size = dice.randrange(len(data)), dice.choice([1, 16, 512, 4096])
    data[at : at + size] = bytes(len(data[at : at + size]))


def insert_bytes(dice: random.Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    data[at:at] = dice.randbytes(dice.choice([1, 2, 64]))


def move_block(dice: random.Random, data: bytearray) -> None:
    first, second, third = sorted(dice.sample(range(len(data)), 3))
    data[first:third] = data[second:third] + data[first:second]


def repeat_block(dice: random.Random, data: bytearray) -> None:
    start, end = sorted(dice.sample(range(len(data)), 2))
    data[end:end] = data[start:end]


def append_start(dice: random.Random, data: bytearray) -> None:
    data += data[: dice.randrange(len(data))]


DAMAGES = (
    flip_bit,
    flip_bit_of_a_card,
    delete_bytes,
    clear_block,
    insert_bytes,
    move_block,
    repeat_block,
    append_start,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_lock_is_refused_or_whole(damage: Callable[[random.Random, bytearray], None]) -> None:
    for seed in range(50):
        data = bytearray(DATA)
        damage(random.Random(seed), data)
        assert is_refused_or_harmless(bytes(data)), seed


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n\n",
        lambda text: text.replace("\n# 2", "\n\n# 2"),
        lambda text: text.replace("\n", "  \n"),
    ],
    ids=["byte order mark", "Windows", "empty lines at the end", "empty lines", "spaces at the end"],
)
def test_what_editors_and_git_do_to_line_ends_is_no_damage(change: Callable[[str], str]) -> None:
    assert read_state(change(DATA.decode()).encode()) == WHOLE


def test_the_place_of_the_damage_is_named() -> None:
    at = CARD_LINES[3]
    changed = LINES[at].replace("카드".encode(), "가드".encode())
    with pytest.raises(LockDamageError, match=rf"deck\.lock:{at + 1}: this line was changed"):
        parse_lock(b"".join((*LINES[:at], changed, *LINES[at + 1 :])).decode())


@pytest.mark.parametrize("union", [False, True])
def test_what_git_merges_is_a_valid_lock(union: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    dice = random.Random(5)
    branches = [create_branches(dice) for _ in range(8)]
    merged = list(merge_all(branches, tmp_path_factory.mktemp("merges"), union=union))
    assert not union or all(item.is_clean for item in merged)
    wrong = [judge_merged(texts, keep_both_sides(item.text)) for texts, item in zip(branches, merged, strict=True)]
    assert list(filter(None, wrong)) == []
