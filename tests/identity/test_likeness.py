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
    create_sketch,
    parse_sketch,
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
        ("ECS", "ECS (Elastic Container Service)", 0.8, 0.8),
        ("스택", "트랜잭션", 0, 0.55),
        ("오토 스케일링", "Service Auto Scaling", 0, 0.2),
    ],
)
def test_titles(old: str, new: str, least: float, most: float) -> None:
    assert least <= compare_titles(old, new) <= most
    assert compare_titles(old, new) == compare_titles(new, old)


def test_words_are_those_a_person_sees_and_the_names_of_pictures() -> None:
    html = '<p data-line="3">EC2 <b>시작</b>&amp;끝</p><img src="역할-0a1b2c3d.webp" alt="그림">'
    assert split_words(html) == {"ec2", "시작", "끝", "src:역할"}


def test_a_picture_drawn_anew_is_the_same_word() -> None:
    assert split_words('<img src="a-00000000.webp">') == split_words('<img src="a-ffffffff.png">') == {"src:a"}


@given(WORDS)
def test_a_sketch_is_short_and_in_order(words: frozenset[str]) -> None:
    numbers = parse_sketch(create_sketch(words))
    assert len(numbers) <= MAX_HASHES
    assert list(numbers) == sorted(set(numbers))
    assert bool(numbers) == bool(words)


@given(WORDS, WORDS)
def test_likeness_is_that_of_the_words(one: frozenset[str], other: frozenset[str]) -> None:
    left, right = (frozenset(parse_sketch(create_sketch(words))) for words in (one, other))
    seen = compute_likeness(left, len(one), right, len(other))
    if not one or not other:
        assert seen == UNLIKE
        return
    true = len(one & other) / len(one | other)
    assert abs(seen.overall - true) < (0.05 if max(len(one), len(other)) <= MAX_HASHES else 0.4)
    assert 0 <= seen.overall <= seen.contained <= 1


def test_equal_texts_are_wholly_alike() -> None:
    numbers = frozenset(parse_sketch(create_sketch(frozenset(map(str, range(500))))))
    assert compute_likeness(numbers, 500, numbers, 500) == Likeness(1, 1)


@pytest.mark.parametrize("text", ["A", "AAAA*", "가나다", "AA"])
def test_what_is_no_sketch_is_like_nothing(text: str) -> None:
    assert parse_sketch(text) == ()


@pytest.mark.parametrize(
    ("seen", "anywhere", "in_place", "after_long"),
    [
        (Evidence(1.0, 0.3, 0.5, 10), True, True, False),
        (Evidence(1.0, 0.1, 0.2, 10), False, True, False),
        (Evidence(0.0, 0.75, 0.8, 10), True, True, False),
        (Evidence(0.0, 0.75, 0.8, 3), False, True, False),
        (Evidence(0.6, 0.5, 0.7, 10), True, True, False),
        (Evidence(0.5, 0.2, 0.3, 10), False, True, False),
        (Evidence(0.4, 1.0, 1.0, 2), True, True, False),
        (Evidence(0.1, 0.4, 0.9, 8), True, True, False),
        (Evidence(0.1, 0.29, 0.5, 30), False, False, False),
        (Evidence(0.7, 0.95, 1.0, 10), True, True, True),
        (Evidence(0.7, 0.95, 1.0, 3), True, True, False),
    ],
)
def test_what_is_enough(seen: Evidence, anywhere: bool, in_place: bool, after_long: bool) -> None:
    assert (accept_anywhere(seen), accept_between_neighbours(seen), accept_after_removal(seen)) == (
        anywhere,
        in_place,
        after_long,
    )


@pytest.mark.parametrize(
    ("seen", "at_home", "beside"),
    [
        (Evidence(0.85, 0.15, 0.2, 10, 1.0), True, False),
        (Evidence(0.6, 0.35, 0.5, 10, 1.0), True, True),
        (Evidence(0.0, 0.6, 0.7, 10, 1.0), True, True),
        (Evidence(0.0, 0.6, 0.7, 5, 1.0), False, False),
        (Evidence(0.0, 0.45, 0.7, 6, 1.0), False, True),
        (Evidence(0.6, 0.2, 0.5, 10, 1.0), False, True),
        (Evidence(0.5, 0.3, 0.5, 10, 1.0), False, False),
    ],
)
def test_below_the_same_titles_and_beside_the_same_card_less_is_enough(
    seen: Evidence, at_home: bool, beside: bool
) -> None:
    assert (accept_anywhere(seen), accept_beside_neighbour(seen)) == (at_home, beside)
    assert not at_home or not accept_anywhere(seen._replace(fit=0.5))


def test_the_reason_is_told_in_words() -> None:
    assert Evidence(1.0, 1.0, 1.0, 9).describe() == "same title, same text"
    assert Evidence(0.834, 0.5, 1.0, 9).describe() == "title 83% alike, text 50% alike"
