"""Slides."""

from __future__ import annotations

import pytest

from tests.support.cases import Case
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("slides"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "slides") == case.expected
