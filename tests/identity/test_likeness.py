"""How alike titles and texts are, and what follows from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from notedeck.identity.match.evidence import (
    Evidence,
    accept_after_removal,
    accept_anywhere,
    accept_beside_neighbour,
    accept_between_neighbours,
)
from notedeck.identity.match.sketch import (
    MAX_HASHES,
    UNLIKE,
    Likeness,
    compute_likeness,
    hash_html,
    parse_sketch,
    sketch_html,
    split_words,
)
from notedeck.identity.match.titles import compare_titles, normalize_title

WORDS = some.frozensets(some.text("abcdefghij", min_size=1, max_size=4), max_size=60)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("3. 로드 밸런서", "로드밸런서"),
        ("Q2. 큐란?", "큐란"),
        ("(4) TCP/IP", "tcpip"),
        ("2-1. ECS Task", "ecstask"),
        ("3D 프린터", "3d프린터"),
        ("404", "404"),
        ("？！", "?!"),
    ],
)
def test_a_title_counts_without_number_blanks_and_signs(title: str, expected: str) -> None:
    assert normalize_title(title) == expected


@pytest.mark.parametrize(
    ("old", "new", "least", "most"),
    [
        ("롤링 업데이트", "롤링 업데이드", 0.9, 0.99),
        ("로드 밸런서", "2. 로드밸런서", 1, 1),
        ("정책", "라우팅 정책", 0.8, 0.8),
        ("라우팅 정책", "정책", 0.6, 0.75),
        ("스택", "트랜잭션", 0, 0.55),
        ("오토 스케일링", "Service Auto Scaling", 0, 0.2),
        ("큐", "큐란?", 0.95, 0.95),
        ("가상 사설망", "가상 사설망(VPN)", 0.95, 0.95),
        ("큐", "큐(원형)", 0.9, 0.9),
        ("IoC(Inversion of Control, 제어의 역전)란?", "IoC란 무엇인가요?", 0.9, 0.9),
        ("트랜잭션이란", "트랜잭션", 0.95, 0.95),
        ("What is a mutex?", "Mutex", 0.95, 0.95),
        ("교란", "교", 0, 0.8),
        ("ECS", "ECS (Elastic Container Service)", 0.9, 0.9),
        ("트리 (이진)", "트리 (B+)", 0, 0.7),
        ("데메테르 법칙", "데메테르 원칙", 0.9, 0.9),
        ("배열의 장점", "배열의 단점", 0.5, 0.89),
        ("(1)", "(2)", 0, 0.5),
    ],
)
def test_titles(old: str, new: str, least: float, most: float) -> None:
    assert least <= compare_titles(old, new) <= most


def test_words_are_those_a_person_sees_and_the_names_of_pictures() -> None:
    html = '<p data-line="3">EC2 <b>시작</b>&amp;끝</p><img src="역할-0a1b2c3d.webp" alt="그림">'
    assert split_words(html) == {"ec2", "시작", "끝", "src:역할"}


def test_a_picture_drawn_anew_is_the_same_word() -> None:
    assert split_words('<img src="a-00000000.webp">') == split_words('<img src="a-ffffffff.png">') == {"src:a"}


def sketch(words: frozenset[str]) -> frozenset[bytes]:
    return frozenset(parse_sketch(sketch_html(" ".join(words)).letters))


@given(WORDS)
def test_a_sketch_is_short_and_in_order(words: frozenset[str]) -> None:
    numbers = parse_sketch(sketch_html(" ".join(words)).letters)
    assert len(numbers) <= MAX_HASHES
    assert list(numbers) == sorted(set(numbers))
    assert bool(numbers) == bool(words)


@given(WORDS, WORDS)
def test_likeness_is_that_of_the_words(old: frozenset[str], new: frozenset[str]) -> None:
    likeness = compute_likeness(sketch(old), len(old), hash_html(" ".join(new)).hashes) if old else UNLIKE
    common = len(old & new)
    expected = (common / len(old | new), common / len(old), common / len(new)) if common else (0.0, 0.0, 0.0)
    error = 0.05 if len(old) <= MAX_HASHES else 0.4
    assert all(abs(value - right) < error for value, right in zip(likeness[:2], expected, strict=False))
    assert len(old) > MAX_HASHES or abs(likeness.known - expected[2]) < error
    assert 0 <= likeness.overall <= min(likeness.kept, likeness.known) <= 1


def test_a_short_text_is_found_in_a_long_one() -> None:
    old, new = frozenset(map(str, range(8))), frozenset(map(str, range(2, 2_000)))
    assert compute_likeness(sketch(old), len(old), hash_html(" ".join(new)).hashes).kept == 0.75


def test_equal_texts_are_wholly_alike() -> None:
    words = frozenset(map(str, range(500)))
    assert compute_likeness(sketch(words), 500, hash_html(" ".join(words)).hashes) == Likeness(1, 1, 1)


@pytest.mark.parametrize("text", ["A", "AAAA*", "가나다", "AA"])
def test_what_is_no_sketch_is_like_nothing(text: str) -> None:
    assert parse_sketch(text) == ()


@pytest.mark.parametrize(
    ("evidence", "anywhere", "in_place", "after_removal"),
    [
        (Evidence(1.0, 0.3, 0.5, 0.5, 10), True, True, False),
        (Evidence(1.0, 0.1, 0.2, 0.2, 10), False, True, False),
        (Evidence(0.5, 0.0, 0.0, 0.0, 10), False, False, False),
        (Evidence(0.0, 0.75, 0.8, 0.9, 10), True, True, False),
        (Evidence(0.0, 0.75, 0.8, 0.9, 3), False, True, False),
        (Evidence(0.6, 0.5, 0.7, 0.6, 10), True, True, False),
        (Evidence(0.8, 0.3, 0.5, 0.4, 10), True, True, False),
        (Evidence(0.8, 0.1, 0.9, 0.1, 4), True, True, False),
        (Evidence(0.6, 0.1, 0.9, 0.1, 4), False, True, False),
        (Evidence(0.6, 0.1, 0.9, 0.1, 8), True, True, False),
        (Evidence(0.5, 0.2, 0.3, 0.4, 10), False, True, False),
        (Evidence(0.4, 1.0, 1.0, 1.0, 2), True, True, False),
        (Evidence(0.1, 0.5, 0.5, 1.0, 8), True, True, False),
        (Evidence(0.1, 0.4, 0.4, 1.0, 8), False, True, False),
        (Evidence(0.1, 0.25, 0.25, 1.0, 30), False, False, False),
        (Evidence(0.1, 0.29, 0.4, 0.5, 30), False, False, False),
        (Evidence(0.7, 0.95, 1.0, 0.95, 10), True, True, True),
        (Evidence(0.7, 0.95, 1.0, 0.95, 3), True, True, False),
    ],
)
def test_what_is_enough(evidence: Evidence, anywhere: bool, in_place: bool, after_removal: bool) -> None:
    accepted = (accept_anywhere(evidence), accept_between_neighbours(evidence), accept_after_removal(evidence))
    assert accepted == (anywhere, in_place, after_removal)


@pytest.mark.parametrize(
    ("evidence", "at_home", "beside"),
    [
        (Evidence(0.85, 0.15, 0.2, 0.4, 10, 1.0), True, False),
        (Evidence(0.6, 0.35, 0.5, 0.5, 10, 1.0), True, True),
        (Evidence(0.0, 0.6, 0.7, 0.75, 10, 1.0), True, True),
        (Evidence(0.0, 0.6, 0.7, 0.8, 5, 1.0), False, False),
        (Evidence(0.0, 0.45, 0.7, 0.6, 6, 1.0), False, True),
        (Evidence(0.6, 0.2, 0.5, 0.3, 10, 1.0), False, True),
        (Evidence(0.6, 0.25, 0.25, 1.0, 10, 1.0), False, False),
        (Evidence(0.5, 0.3, 0.5, 0.4, 10, 1.0), False, False),
    ],
)
def test_below_the_same_titles_and_beside_the_same_card_less_is_enough(
    evidence: Evidence, at_home: bool, beside: bool
) -> None:
    assert (accept_anywhere(evidence), accept_beside_neighbour(evidence)) == (at_home, beside)
    assert not at_home or not accept_anywhere(evidence._replace(fit=0.5))


def test_the_reason_is_told_in_words() -> None:
    assert Evidence(1.0, 1.0, 1.0, 1.0, 9).describe() == "same title, same text"
    assert Evidence(0.834, 0.5, 1.0, 0.5, 9).describe() == "title 83% alike, text 50% alike"
