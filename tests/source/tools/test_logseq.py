"""Logseq."""

from __future__ import annotations

import pytest

from notedeck.source.tools import is_likely
from tests.support.cases import Case, load_cases
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("logseq"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "logseq") == case.expected


@pytest.mark.parametrize("case", load_cases("source/likely_logseq.md"), ids=str)
def test_a_page_without_a_graph_is_recognised(case: Case) -> None:
    assert is_likely("logseq", "x.md", case.given) is (case.expected == "logseq")
