"""The quick searches that rule out texts without a label rule out no line that has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notedeck.korean.answers import MAY_ANSWER, MAY_NAME_ANSWER, is_bare_answer, names_answer
from notedeck.korean.questions import MAY_ASK, MAY_BE_LABELLED, has_question_label, is_question_line

DATA = Path(__file__).parents[1] / "data"
LABELLED_LINES = (
    "답: 둘",
    "정답 ②",
    "모범답안: 둘",
    "예시 답안 - 둘",
    "(답) 둘",
    "**_해답_** : 둘",
    "答え：二つ",
    "正确答案: 二",
    "Answer: two",
    "ans. two",
    "A1: two",
    "🅰 A. two",
    "꼬리Q2-1. 무엇인가",
    "[문제 3] 고르시오",
    "3번. 설명하시오.",
    "q: what",
    "問1. 何か。",
)
SEARCHES = (
    (has_question_label, MAY_BE_LABELLED),
    (has_question_label, MAY_ASK),
    (is_question_line, MAY_ASK),
    (names_answer, MAY_NAME_ANSWER),
    (names_answer, MAY_ANSWER),
)


def list_lines() -> list[str]:
    """Return the lines of all fixtures, and some with labels of each form."""
    files = sorted(DATA.rglob("*.md"))
    return [*LABELLED_LINES, *{line.strip(): None for file in files for line in file.read_text("utf-8").splitlines()}]


@pytest.mark.parametrize(("has_label", "search"), SEARCHES, ids=lambda value: getattr(value, "__name__", "search"))
def test_search_misses_no_label(has_label: Callable[[str], bool], search: Any) -> None:
    """Every line with the label is found by the search, alone and within a text."""
    labelled = [line for line in list_lines() if has_label(line)]
    assert len(labelled) > 20
    missed = [line for line in labelled if not search.search(line) or not search.search(f"가다 {line} 나다")]
    assert missed == []


def test_bare_answers_are_found() -> None:
    """A label alone, such as `답변:`, is found by the search for answers."""
    labelled = [line for line in list_lines() if is_bare_answer(line)]
    assert labelled and all(map(MAY_ANSWER.search, labelled))
