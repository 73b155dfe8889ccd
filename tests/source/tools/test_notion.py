"""Notion."""

from __future__ import annotations

import pytest

from notedeck.source.tools import is_likely
from tests.support.cases import Case, load_cases
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("notion"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "notion") == case.expected


@pytest.mark.parametrize("case", load_cases("source/likely_notion.md"), ids=str)
def test_an_export_is_recognised(case: Case) -> None:
    path, _, text = case.given.partition("\n")
    assert is_likely("notion", path, text) is (case.expected == "notion")
