"""Which cards count as copies of a card that is gone, and which of these give way to it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from notedeck.identity import (
    Lock,
    Reconciliation,
    Scope,
    find_copies,
    format_lock,
    may_have_copies,
    note_copies,
    reconcile_cards,
    report_copies,
    select_unlearnt,
)
from notedeck.identity.copies import MAX_OWN_SECONDS, MAX_UNLEARNT_SECONDS, Copy
from notedeck.identity.lock import store
from notedeck.identity.lock.overrides import link_card, unlink_card
from notedeck.identity.shipped.first import store_first_seconds
from notedeck.model import Card, Key, Place

NOW = 1_790_000_000
YEAR = 365 * 24 * 3600
DAY = 24 * 3600
LONG = "나중에 넣은 것을 먼저 꺼내고 함수 호출에 쓴다"
TEXT = "가장 나중에 넣은 것을 가장 먼저 꺼내는 자료구조로 함수 호출, 되돌리기, 괄호 검사, 깊이 우선 탐색에 널리 쓴다"
SHORT = "네 낱말뿐인 짧은 글"
Words = tuple[str, str, str]  # path, title and back of a card


def create_card(path: str, title: str, back: str = LONG, modified: int = 1) -> Card:
    return Card(Key(path, (), title, "basic"), Place(path, 1), title, back, modified=modified)


def build(cards: list[Card], before: Lock, second: int) -> Reconciliation:
    """Reconcile as a build at this second does."""
    reconciled, _ = reconcile_cards(cards, before, Scope(second))
    return note_copies(reconciled, find_copies(reconciled, before), Scope(second))


def remove_copied(old: list[Card], copies: list[Card], age: int) -> tuple[Lock, Reconciliation]:
    """Return the lock before, and the build that removes `old`; the copies came `age` seconds before."""
    first = build(old, Lock(), NOW - YEAR)
    second = build([*old, *copies], first.lock, NOW - age)
    return second.lock, build(copies, second.lock, NOW)


def count_copies(reconciled: Reconciliation) -> int:
    return len(list(report_copies(reconciled, (), Scope(NOW))))


@pytest.mark.parametrize(
    ("old", "copies", "expected"),
    [
        ([("a.md", "스택", LONG)], [("b.md", "Stack", LONG)], 1),
        ([("a.md", "스택", SHORT)], [("b.md", "Stack", SHORT)], 0),
        ([("a.md", "스택", SHORT)], [("b.md", "2. 스택", SHORT)], 1),
        ([("a.md", "스택", LONG)], [("b.md", "스택", LONG), ("c.md", "스택", LONG)], 2),
        ([("a.md", "스택", LONG), ("a.md", "쌓기", LONG)], [("b.md", "스택", LONG)], 0),
        ([("a.md", "스택", LONG)], [(f"{n}.md", "스택", LONG) for n in range(4)], 0),
        ([("a.md", "스택", LONG)], [("b.md", "스택", LONG + " 그리고")], 1),
        ([("a.md", "스택", TEXT)], [("b.md", "Stack", TEXT.replace("널리", "흔히"))], 1),
        ([("a.md", "스택", LONG)], [("b.md", "스택", "먼저 넣은 것을 먼저 꺼내고 줄을 설 때 쓴다")], 0),
        ([("a.md", "스택", LONG)], [("b.md", "큐", "전혀 다른 글이 여기 서 있고 아무것도 같지 않다")], 0),
    ],
)
def test_a_card_with_the_text_of_a_removed_one_is_named(old: list[Words], copies: list[Words], expected: int) -> None:
    _, last = remove_copied([create_card(*card) for card in old], [create_card(*card) for card in copies], DAY)
    assert count_copies(last) == expected


def test_a_copy_is_named_in_every_build_until_it_is_gone() -> None:
    copies = [create_card("b.md", "스택")]
    _, last = remove_copied([create_card("a.md", "스택")], copies, DAY)
    later = build([create_card("b.md", "스택", LONG + " 덧붙인 글이 길어진다")], last.lock, NOW + DAY)
    assert (count_copies(later), count_copies(build([], later.lock, NOW + 2 * DAY))) == (1, 0)


def test_a_copy_that_comes_after_its_original_is_gone_is_named() -> None:
    first = build([create_card("a.md", "스택", TEXT)], Lock(), NOW - YEAR)
    gone = build([], first.lock, NOW)
    text = TEXT.replace("널리", "요즘도 매우 흔히")
    later = build([create_card("b.md", "Stack", text)], gone.lock, NOW + DAY)
    assert count_copies(later) == 1


def test_what_a_person_separated_is_no_copy() -> None:
    old, copy = create_card("a.md", "스택", TEXT), create_card("b.md", "Stack", TEXT)
    _, last = remove_copied([old], [copy], DAY)
    (removed,) = (entry for entry in last.lock.entries if entry.copies)
    linked = link_card(last.lock, last.cards, removed.guid, "Stack", NOW + 1)
    joined = build([copy], linked, NOW + 2)
    assert [card.guid for card in joined.cards] == [removed.guid]
    apart = build([copy], unlink_card(joined.lock, "Stack", NOW + 3), NOW + 4)
    assert ([card.guid for card in apart.cards], count_copies(apart)) == (list(removed.copies), 0)


@pytest.mark.parametrize(("age", "expected"), [(MAX_OWN_SECONDS, 1), (MAX_OWN_SECONDS + 1, 0)])
def test_a_card_that_was_long_beside_it_is_no_copy(age: int, expected: int) -> None:
    _, last = remove_copied([create_card("a.md", "스택")], [create_card("b.md", "스택")], age)
    assert count_copies(last) == expected


@pytest.mark.parametrize("edited", ["a.md", "b.md"])
def test_the_time_of_an_edit_is_not_that_of_a_copy(edited: str) -> None:
    cards = [create_card("a.md", "스택"), create_card("b.md", "스택")]
    first = build(cards, Lock(), NOW - YEAR)
    changed = [card.replace(back=LONG + " 끝") if card.key.path == edited else card for card in cards]
    second = build(changed, first.lock, NOW - DAY)
    assert count_copies(build(changed[1:], second.lock, NOW)) == 0


def test_an_original_that_was_edited_after_it_was_copied_came_first() -> None:
    old, copy = create_card("a.md", "스택", TEXT), create_card("b.md", "스택", TEXT)
    first = build([old], Lock(), NOW - YEAR)
    second = build([old, copy], first.lock, NOW - 2 * DAY)
    third = build([old.replace(back=TEXT + " 끝"), copy], second.lock, NOW - DAY)
    assert count_copies(build([copy], third.lock, NOW)) == 1


def test_all_that_has_copies_is_found_without_parsing_the_file() -> None:
    before, last = remove_copied([create_card("a.md", "스택", TEXT)], [create_card("b.md", "Stack", TEXT + " 끝")], DAY)
    gone = [entry for entry in last.lock.entries if entry.copies]
    assert may_have_copies(gone, format_lock(before).encode())
    others = build([create_card("a.md", "스택", TEXT), create_card("b.md", "큐", LONG)], Lock(), NOW - YEAR)
    assert not may_have_copies(gone, format_lock(others.lock).encode())


@pytest.mark.parametrize(
    ("age", "count", "expected"),
    [(0, 1, 1), (MAX_UNLEARNT_SECONDS, 1, 1), (MAX_UNLEARNT_SECONDS + 1, 1, 0), (0, 2, 0)],
)
def test_the_only_copy_gives_way_if_nobody_can_have_learnt_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, count: int, expected: int
) -> None:
    copies = [create_card(f"{number}.md", "스택") for number in range(count)]
    before, last = remove_copied([create_card("a.md", "스택")], copies, DAY)
    monkeypatch.setattr(time, "time", lambda: float(NOW - age))
    store_first_seconds(tmp_path, [card.guid for card in last.cards])
    monkeypatch.setattr(time, "time", lambda: float(NOW))
    (removed,) = (entry for entry in last.lock.entries if entry.copies)
    found = [Copy(removed, entry) for entry in last.lock.entries if entry.guid in removed.copies]
    assert len(select_unlearnt(found, last, before, store.read_lock(tmp_path), tmp_path)) == expected


def test_a_copy_of_unknown_age_does_not_give_way(tmp_path: Path) -> None:
    before, last = remove_copied([create_card("a.md", "스택")], [create_card("b.md", "스택")], DAY)
    (removed,) = (entry for entry in last.lock.entries if entry.copies)
    found = [Copy(removed, entry) for entry in last.lock.entries if entry.guid in removed.copies]
    assert select_unlearnt(found, last, before, store.read_lock(tmp_path), tmp_path) == {}
