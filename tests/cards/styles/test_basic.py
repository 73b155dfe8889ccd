"""The style "basic"."""

from __future__ import annotations

import pytest

from tests.support.cases import Case
from tests.support.drafts import of_style, shown


@pytest.mark.parametrize("case", of_style("basic"), ids=str)
def test_cards(case: Case) -> None:
    assert shown(case.given, "basic") == case.expected
