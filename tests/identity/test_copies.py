"""Which cards count as copies of a card that is gone, and which of these give way to it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from notedeck.identity import Lock, Scope, find_copies, reconcile_cards
from notedeck.identity.copies import MAX_NAMED_SECONDS, MAX_UNLEARNT_SECONDS
from notedeck.identity.lock import store
from notedeck.identity.shipped.first import store_first_seconds
from notedeck.model import Card, Key, Place

NOW = 1_790_000_000
LONG = "나중에 넣은 것을 먼저 꺼내고 함수 호출에 쓴다"


def create_card(path: str, title: str, back: str = LONG, modified: int = 1) -> Card:
    return Card(Key(path, (), title, "basic"), Place(path, 1), title, back, modified=modified)


def count_copies(
    folder: Path, monkeypatch: pytest.MonkeyPatch, old: list[Card], copies: list[Card], age: int | None
) -> tuple[int, int]:
    """Count the copies that give way and that are named; a build shipped them first `age` seconds ago."""
    first, _ = reconcile_cards(old, Lock(), Scope(1))
    second, _ = reconcile_cards([*old, *copies], first.lock, Scope(2))
    if age is not None:
        monkeypatch.setattr(time, "time", lambda: float(NOW - age))
        store_first_seconds(folder, [card.guid for card in second.cards[len(old) :]])
    monkeypatch.setattr(time, "time", lambda: float(NOW))
    third, _ = reconcile_cards(copies, second.lock, Scope(3))
    result = find_copies(third, second.lock, store.read_lock(folder), folder)
    return len(result.unlearnt), len(result.recent)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, (1, 0)),
        (MAX_UNLEARNT_SECONDS, (1, 0)),
        (MAX_UNLEARNT_SECONDS + 1, (0, 1)),
        (MAX_NAMED_SECONDS, (0, 1)),
        (MAX_NAMED_SECONDS + 1, (0, 0)),
        (None, (0, 0)),
    ],
)
def test_the_age_of_a_copy_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int | None, expected: tuple[int, int]
) -> None:
    old, copies = [create_card("a.md", "스택")], [create_card("b.md", "스택")]
    assert count_copies(tmp_path, monkeypatch, old, copies, age) == expected


def test_a_copy_of_unknown_age_is_named_if_its_note_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, copies = [create_card("a.md", "스택")], [create_card("b.md", "스택", modified=NOW - 60)]
    assert count_copies(tmp_path, monkeypatch, old, copies, None) == (0, 1)


@pytest.mark.parametrize(
    ("old", "copies", "expected"),
    [
        ([("a.md", "스택", LONG)], [("b.md", "Stack", LONG)], (1, 0)),
        ([("a.md", "스택", "네 낱말뿐인 짧은 글")], [("b.md", "Stack", "네 낱말뿐인 짧은 글")], (0, 0)),
        ([("a.md", "스택", "네 낱말뿐인 짧은 글")], [("b.md", "2. 스택", "네 낱말뿐인 짧은 글")], (1, 0)),
        ([("a.md", "스택", LONG)], [("b.md", "스택", LONG), ("c.md", "스택", LONG)], (0, 0)),
        ([("a.md", "스택", LONG), ("a.md", "쌓기", LONG)], [("b.md", "스택", LONG)], (0, 0)),
        ([("a.md", "스택", LONG)], [("b.md", "스택", LONG + " 그리고")], (0, 0)),
    ],
)
def test_only_one_card_with_the_same_text_is_a_copy(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: list[tuple[str, str, str]],
    copies: list[tuple[str, str, str]],
    expected: tuple[int, int],
) -> None:
    before, after = [create_card(*card) for card in old], [create_card(*card) for card in copies]
    assert count_copies(tmp_path, monkeypatch, before, after, 60) == expected
