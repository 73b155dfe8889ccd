"""Short texts for messages."""

from __future__ import annotations

import pytest

from notedeck.messages import format_count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (format_count(0, "request"), "0 requests"),
        (format_count(1, "request"), "1 request"),
        (format_count(1200, "request"), "1,200 requests"),
        (format_count(1, "entry", "entries"), "1 entry"),
        (format_count(2, "entry", "entries"), "2 entries"),
    ],
)
def test_the_noun_agrees_with_the_number(text: str, expected: str) -> None:
    assert text == expected
