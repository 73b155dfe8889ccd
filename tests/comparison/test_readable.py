"""Fields as text: as people read them, and the same for what shows the same."""

from __future__ import annotations

import pytest

from notedeck.comparison.readable import read_lines, read_texts
from tests.support.cases import Case, load_cases

SAME = [
    ("<p>하나 둘</p>", "<div>하나&nbsp;둘</div>"),
    ("<p>하나</p><p>둘</p>", "하나<div>둘<br></div><div><br></div>"),
    ("<p>하나\n둘</p>", "<p>하나 둘</p>"),
    ("<strong>하나</strong> 둘", "<b>하나 </b>둘"),
    ("<strong>하나 둘</strong>", "<b>하나</b><b> 둘</b>"),
    ("<em>하나</em>", '<span style="font-style: italic;">하나</span>'),
    ('<a href="b" class="a">하나</a>', '<a class="a" href="b">하나</a>'),
    ("&lt;a&gt; &quot;b&quot; &#91;c&#93;", '&lt;a&gt; "b" [c]'),
    ("<table><tr><td>하나</td></tr></table>", "<table><tbody><tr><td>하나</td></tr></tbody></table>"),
    ("<details open><summary>하나</summary>둘</details>", "<details><summary>하나</summary>둘</details>"),
    ("<pre><code>a\n  b\n</code></pre>", "<pre><div>a</div><div>&nbsp; b</div></pre>"),
    ("가", "\u1100\u1161"),
    ("하나", "하\u200b나"),
    ('<span class="k">하나</span>', "하나"),
    ("", "<br>"),
]


def format_lines(html: str) -> str:
    """Return the lines of a field, with the numbers that are known."""
    return "\n".join(f"{line.number or ''}|{line.text}" for line in read_lines(html))


@pytest.mark.parametrize("case", load_cases("comparison/readable.md"), ids=str)
def test_lines(case: Case) -> None:
    assert format_lines(case.given) == case.expected


@pytest.mark.parametrize(("first", "second"), SAME)
def test_what_shows_the_same_has_the_same_lines(first: str, second: str) -> None:
    assert read_texts(first) == read_texts(second)


@pytest.mark.parametrize(
    "other", ["<b>하나</b>", "하나 둘", "<mark>하나</mark>", "하나<img src='a.png'>", "<li>하나</li>"]
)
def test_what_shows_more_has_other_lines(other: str) -> None:
    assert read_texts("하나") != read_texts(other)


@pytest.mark.parametrize("tag", ["div", "li", "b", "td", "pre", "span"])
def test_deep_html_does_not_end_the_program(tag: str) -> None:
    read_texts(f"<{tag}>" * 5_000 + "하나")
    read_texts("<pre>" + f"<{tag}>" * 5_000 + "하나")
