"""Jekyll."""

from __future__ import annotations

import pytest

from tests.support.cases import Case
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("jekyll"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "jekyll") == case.expected


def test_a_long_word_in_unclosed_attributes_takes_no_time() -> None:
    assert format_page("{:" + "a" * 1000, "jekyll").rstrip("\n") == "{:" + "a" * 1000
