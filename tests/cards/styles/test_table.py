"""The style "table"."""

from __future__ import annotations

import pytest

from tests.support.cases import Case
from tests.support.drafts import of_style, shown


@pytest.mark.parametrize("case", of_style("table"), ids=str)
def test_cards(case: Case) -> None:
    assert shown(case.given, "table") == case.expected
