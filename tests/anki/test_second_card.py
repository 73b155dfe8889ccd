"""The question of a second card hides the words of the front."""

from __future__ import annotations

import pytest

from notedeck.anki.second_card import hide_front


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("세마포어", "<p><b>세마포어</b>는 계수기다.</p>", "<p><b>[…]</b>는 계수기다.</p>"),
        ("뮤텍스(Mutex)", "Mutex는 뮤텍스(Mutex), 곧 잠금.", "[…]는 […], 곧 잠금."),
        ("R&amp;D", "R&amp;D의 뜻", "[…]의 뜻"),
        ("<code>map</code>", "map과 mapping, <code>map</code>", "[…]과 mapping, <code>[…]</code>"),
        ("인덱스란?", "인덱스는 정렬된 자료다", "[…]는 정렬된 자료다"),
        ("큐", "큐는 줄이다", "큐는 줄이다"),
        ("스택", "스택", "스택"),
        ("alt", '<img alt="alt" src="alt.png">그림', '<img alt="alt" src="alt.png">그림'),
        ("alpha", r"\(alpha + 1\)와 alpha", r"\(alpha + 1\)와 […]"),
    ],
)
def test_the_words_of_the_front_are_hidden(front: str, back: str, expected: str) -> None:
    assert hide_front(back, front) == expected
