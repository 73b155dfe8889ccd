"""The style "terms"."""

from __future__ import annotations

import pytest

from tests.support.cases import Case
from tests.support.drafts import format_cards, load_style_cases


@pytest.mark.parametrize("case", load_style_cases("terms"), ids=str)
def test_cards(case: Case) -> None:
    assert format_cards(case.given, "terms") == case.expected
