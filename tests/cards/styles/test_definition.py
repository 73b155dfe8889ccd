"""The style "definition"."""

from __future__ import annotations

import pytest

from tests.support.cases import Case
from tests.support.drafts import of_style, shown


@pytest.mark.parametrize("case", of_style("definition"), ids=str)
def test_cards(case: Case) -> None:
    assert shown(case.given, "definition") == case.expected
