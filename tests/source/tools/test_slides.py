"""Slides."""

from __future__ import annotations

import pytest

from notedeck.source.tools import is_likely
from tests.support.cases import Case
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("slides"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "slides") == case.expected


@pytest.mark.parametrize(
    "sign", ["<v-click>글</v-click>", "<style scoped>", "---\nlayout: center\n---", "<!-- _class: lead -->"]
)
def test_only_syntax_outside_of_code_is_of_slides(sign: str) -> None:
    assert is_likely("slides", "노트.md", f"# 제목\n\n{sign}\n")
    assert not is_likely("slides", "노트.md", f"# 제목\n\n```vue\n{sign}\n```\n")
