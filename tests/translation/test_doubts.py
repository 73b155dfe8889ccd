"""What is no translation at all, what a person should look at first, and what cards show."""

from __future__ import annotations

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.doubts import find_doubts, judge_text
from notedeck.translation.doubts.sameness import find_repeated, find_same_ends
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.sending.outcomes import Outcome, collect_texts, refuse_other_language
from tests.support.cases import Case, load_cases

CASES = load_cases("translation/doubts.md")
QUOTA = "The daily allowance was consumed"


def format_doubts(text: str) -> str:
    """Return the verdict on a translation, and the reasons for it or for a remark."""
    languages, msgid, msgstr = text.split("\n", 2)
    pair = LanguagePair(*languages.split())
    verdict, reason = judge_text(msgid, msgstr, pair)
    remarks = "; ".join(doubt.reason for doubt in find_doubts(msgid, msgstr, pair))
    if verdict is Verdict.ACCEPTED:
        return f"accepted, remark: {remarks}" if remarks else "accepted"
    return f"{verdict.value}: {reason}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_doubts(case: Case) -> None:
    assert format_doubts(case.given) == case.expected


def test_a_phrase_that_answers_many_texts_is_none() -> None:
    answers = {"큐는 줄이다": QUOTA, "스택은 더미다": QUOTA, "힙은 나무다": QUOTA, "값": "Value"}
    assert find_repeated(answers) == frozenset(answers) - {"값"}
    texts = collect_texts([Outcome(msgid, text) for msgid, text in answers.items()])
    assert [answer.verdict for answer in texts.values()] == [Verdict.NONE] * 3 + [Verdict.ACCEPTED]
    assert texts["큐는 줄이다"].text == ""


@pytest.mark.parametrize(
    "answers",
    [
        {"비용": "Cost", "가격": "Cost", "값": "cost", "요금": "Costs"},
        {"한도를 넘었다": "Limit exceeded"},
        {"큐는 줄이다": "A queue is a line", "큐는 줄이다.": "A queue is a line."},
        {f"<code>{name}</code>를 보라": f"See <code>{name}</code> for more about it" for name in "abcd"},
    ],
)
def test_synonyms_may_have_the_same_answer(answers: dict[str, str]) -> None:
    assert find_repeated(answers) == frozenset()


def test_a_status_answers_no_two_texts() -> None:
    assert find_repeated({"큐": "Too many requests", "스택": "too many requests."}) == frozenset({"큐", "스택"})


ADDED_LINES = {
    source: f"This is the text about {number} and one more line"
    for number, source in enumerate(("큐는 줄이다", "스택은 더미다", "힙은 나무이다", "트리를 만든다", "해시를 구하라"))
}
SAME_WORDS = {f"{word} 목록을 반환한다": f"{word}: returns the list of names" for word in "ABCDE"}


@pytest.mark.parametrize(
    ("answers", "is_refused"),
    [
        (ADDED_LINES, True),
        (dict(list(ADDED_LINES.items())[:4]), True),
        (dict(list(ADDED_LINES.items())[:3]), True),
        (dict(list(ADDED_LINES.items())[:2]), False),
        (dict(list(ADDED_LINES.items())[:3]) | {"값": "Value", "식": "Formula"}, False),
        (SAME_WORDS, False),
    ],
)
def test_a_line_that_a_service_adds_to_each_answer(answers: dict[str, str], *, is_refused: bool) -> None:
    assert find_same_ends(answers) == (frozenset(answers) if is_refused else frozenset())


@pytest.mark.parametrize(
    ("translated", "echoes", "earlier", "verdict"),
    [
        (0, 0, 0, Verdict.NONE),
        (2, 0, 0, Verdict.NONE),
        (3, 0, 0, Verdict.ACCEPTED),
        (9, 1, 0, Verdict.NONE),
        (10, 1, 0, Verdict.ACCEPTED),
        (0, 0, 3, Verdict.ACCEPTED),
        (0, 1, 1000, Verdict.NONE),
    ],
)
def test_a_name_stays_if_the_engine_translates(translated: int, echoes: int, earlier: int, verdict: Verdict) -> None:
    name = Outcome("Amazon S3", "Amazon S3")
    others = [Outcome(f"text {number}", f"글 {number}") for number in range(translated)]
    repeated = [
        Outcome(f"repeated {number}", "", Verdict.NONE, Message("it repeats the source")) for number in range(echoes)
    ]
    assert collect_texts([name, *others, *repeated], earlier)[name.msgid].verdict is verdict


def test_a_short_answer_among_those_in_another_language_is_none() -> None:
    long = [Outcome(f"{number}", "", Verdict.NONE, Message("it is not English")) for number in range(3)]
    short = Outcome("큐", "Cola")
    assert [outcome.verdict for outcome in refuse_other_language([*long, short], "en")] == [Verdict.NONE] * 4
    assert refuse_other_language([*long[:2], short], "en")[-1] == short
