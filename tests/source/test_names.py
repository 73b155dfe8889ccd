"""Names of notes as people read and sort them."""

from __future__ import annotations

from itertools import permutations

import pytest

from notedeck.source.names import create_sort_key, format_display_name, is_note, list_name_parts
from tests.support.cases import Case, load_cases

CASES = load_cases("source/names.md")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_display_name(case: Case) -> None:
    assert format_display_name(case.given) == case.expected
    assert format_display_name(case.expected) == case.expected


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("글/TCP/index.md", ["글", "TCP"]),
        ("글/_index.md", ["글"]),
        ("글/TCP/Index.ko.md", ["글", "TCP"]),
        ("글/TCP/indexes.md", ["글", "TCP", "indexes"]),
        ("글/TCP/인덱스.md", ["글", "TCP", "인덱스"]),
        ("index.md", ["index"]),
    ],
)
def test_the_page_of_a_folder_has_its_name(path: str, parts: list[str]) -> None:
    assert list_name_parts(path) == parts


@pytest.mark.parametrize("name", ["a.md", "a.MD", "a.Markdown", "가.md", "a.b.md", "a.mdx", "a.ipynb"])
def test_notes(name: str) -> None:
    assert is_note(name)


@pytest.mark.parametrize("name", ["a.mdx2", "a.txt", "md", "amd", "a.md.bak", "a.md "])
def test_other_files(name: str) -> None:
    assert not is_note(name)


@pytest.mark.parametrize(
    "ordered",
    [
        ["01.md", "1.md", "1-2.md", "1-10.md", "2.md", "10.md"],
        ["1.2 a.md", "1.10 a.md"],
        ["a.md", "A-1.md", "a-2.md", "ab.md"],
        ["a/z.md", "b.md", "b/a.md", "c.md"],
        ["②.md", "３.md", "4.md"],
        ["가.md", "가나.md", "나.md"],
    ],
)
def test_natural_order(ordered: list[str]) -> None:
    assert all(sorted(row, key=create_sort_key) == ordered for row in permutations(ordered))
