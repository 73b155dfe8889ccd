"""Logseq."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.model import FrontMatter
from notedeck.source.page import create_page
from notedeck.source.tools import Site, is_likely, load_rewriting
from tests.support.cases import Case, load_cases
from tests.support.tools import format_page, load_tool_cases


@pytest.mark.parametrize("case", load_tool_cases("logseq"), ids=str)
def test_rewriting(case: Case) -> None:
    assert format_page(case.given, "logseq") == case.expected


@pytest.mark.parametrize("case", load_cases("source/likely_logseq.md"), ids=str)
def test_a_page_without_a_graph_is_recognised(case: Case) -> None:
    assert is_likely("logseq", "x.md", case.given) is (case.expected == "logseq")


def test_comments_of_other_pages_stay_private(tmp_path: Path) -> None:
    identifier = "01234567-0123-0123-0123-0123456789ab"
    long = "비밀 " * 300
    blocks = "- 개념 <!-- 비밀\n  둘째 -->\n  id:: {}b\n- `<!--` 뜻 <!-- {}--> 끝\n  id:: {}c\n"
    (tmp_path / "b.md").write_text(blocks.format(identifier[:-1], long, identifier[:-1]), "utf-8")
    text = f"- (({identifier}))\n- (({identifier[:-1]}c))"
    site = Site(tmp_path / "a.md", tmp_path, (tmp_path,))
    page = load_rewriting("logseq").rewrite_page(create_page("a.md", text, 1, FrontMatter()), site)
    assert [line.rstrip() for line in page.lines] == ["- 개념", "- `<!--` 뜻  끝"]
