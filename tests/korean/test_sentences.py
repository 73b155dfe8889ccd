"""Which Korean lines are sentences, and which are names."""

from __future__ import annotations

import pytest

from notedeck.korean.letters import find_final_consonant
from notedeck.korean.sentences import is_sentence

SENTENCES = """
멀티스레딩 환경에서 문제가 생긴다
종류는 아래 그림과 같음
예제 코드를 먼저 살펴보자
평균적으로 O(n)을 가짐
충돌이 난 항목을 다른 칸에 저장
화면은 보통 비슷한 요소로 되어 있음
여러 스레드가 동시에 접근할 때, 값이 달라지는 상황
두 값을 비교하여 정렬을 진행하는 방식
전부 서버리스임
값을 넘겨 주는데
다시 합치면
RR 기법에서
""".strip().split("\n")
NAMES = """
람다
바다
게임
다음
EC2 시작 타입
사용자
메모리를 관리하는 방법
교착 상태가 되도록 허용한 다음 회복시키는 방법
재귀함수로 쓰이는 람다
문장을 기호로 바꾸기
시스템
포함
같은 이름
RDS Mysql -> 오로라 Mysql
iSCSI는
이 기능은 왜 쓰는가?
머신러닝에서 다루는 기본적인 문제들
""".strip().split("\n")


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences(line: str) -> None:
    assert is_sentence(line)


@pytest.mark.parametrize("line", NAMES)
def test_noun_phrases_and_questions(line: str) -> None:
    assert not is_sentence(line)


@pytest.mark.parametrize(("syllable", "number"), [("가", 0), ("각", 1), ("칼", 8), ("람", 16), ("힣", 27), ("a", 0)])
def test_final_consonants(syllable: str, number: int) -> None:
    assert find_final_consonant(syllable) == number
