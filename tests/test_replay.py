"""The replay counts rightly: on a small history whose truth is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import replay
from benchmarks.replay import Seen, is_unlike, judge_step, match_cards
from tests.support.repository import commit_files, create_repository, run_git

QUEUE = "## 큐\n\n먼저 넣은 것을 먼저 꺼낸다. 대기열과 너비 우선 탐색에 쓴다.\n\n"
STACK = "## 스택\n\n나중에 넣은 것을 먼저 꺼낸다. 함수 호출과 되돌리기에 쓴다.\n\n"
HEAP = "## 힙\n\n가장 작은 값을 빨리 꺼내는 완전 이진 트리이고 배열로 만든다.\n\n"


def seen(guid: str, title: str, text: str, path: str = "a.md") -> Seen:
    return Seen(guid, path, (), title, text)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Added, renamed, moved and deleted, reverted, one commit without a note."""
    notes = create_repository(tmp_path)
    versions = [
        {"a": QUEUE + STACK},
        {"a": QUEUE.replace("## 큐", "## 큐(Queue)") + STACK, "b": HEAP},
        {"a": STACK, "b": HEAP + QUEUE.replace("## 큐", "## 큐(Queue)")},
        {"a": "자료 구조를 고르는 기준.\n", "b": HEAP + QUEUE},
        {"a": STACK, "b": HEAP + QUEUE},
    ]
    for second, files in enumerate(versions):
        commit_files(notes, 1_000_000_000 + second, **files)
    (notes / "x.txt").write_text("x", encoding="utf-8")
    run_git(notes, "add", "-A")
    run_git(notes, "commit", "-q", "-m", "x")
    return notes


def test_a_history_is_replayed(history: Path) -> None:
    steps = list(replay.replay_history(history))
    assert [(step.before, step.after, step.surviving, step.edited) for step in steps] == [
        (0, 2, 0, 0),
        (2, 3, 2, 1),
        (3, 3, 3, 1),
        (3, 3, 2, 1),
        (3, 3, 2, 0),
    ]
    assert [len(step.lost) + len(step.wrong) + step.doubled for step in steps] == [0] * 5
    assert sum(step.removed for step in steps) == 1 + 1
    assert sum(step.returned for step in steps) == 1


def test_a_lost_a_doubled_and_a_wrong_card_are_found() -> None:
    old = (seen("1", "큐", QUEUE), seen("2", "스택", STACK), seen("3", "힙", HEAP))
    new = (seen("9", "큐", QUEUE), seen("3", "스택", STACK), seen("3", "힙", HEAP))
    step = judge_step("c", old, new, {card.guid: card for card in old})
    assert [(one.guid, other.guid) for one, other in step.lost] == [("1", "9"), ("2", "3")]
    assert step.doubled == 1
    assert [(one.title, other.title) for one, other in step.wrong] == [("힙", "스택")]


def test_what_has_nothing_in_common_is_unlike() -> None:
    assert is_unlike(seen("1", "큐", QUEUE), seen("1", "힙", HEAP))
    assert not is_unlike(seen("1", "큐", QUEUE), seen("1", "대기열", QUEUE))
    assert not is_unlike(seen("1", "큐", QUEUE), seen("1", "큐", "다른 글"))


def test_unclear_survivors_are_left_out() -> None:
    old = (seen("1", "큐 하나", QUEUE),)
    new = (seen("2", "큐 둘", QUEUE), seen("3", "큐 셋", QUEUE))
    assert match_cards(old, new) == []
    assert match_cards(old, new[:1]) == [(old[0], new[0])]


def test_the_totals_are_a_line() -> None:
    step = judge_step("c", (seen("1", "큐", QUEUE),), (seen("2", "큐", STACK),), {})
    assert replay.format_row([step]) == "| 1 | 1 | 1 | 1 | 1 | 0.000 % | 0.000 % | 0 | 0 | 1 | 0 |"
    assert [line.split("(")[0] for line in replay.list_lost_cards(step)] == ["  c lost a.md › 큐 -> a.md › 큐 "]
