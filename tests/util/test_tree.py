"""The tree of lxml elements: the same bytes as Beautiful Soup, and what is asked about elements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notedeck.markup.convert import convert_markdown
from notedeck.util import html, soup
from notedeck.util.tree import (
    drop_element,
    find_line,
    inner_html,
    line_of,
    list_inner_names,
    list_nodes,
    list_texts,
    make_element,
    parse_tree,
    render_element,
    take_attribute,
    take_elements,
    text_content,
    unwrap_elements,
)

MARKUP = (
    "",
    "plain &amp; &lt;b&gt; \xa0",
    "<p>a</p>\n\n \n<p></p> <span></span>",
    '<img src="c.png" alt="a &quot;b&quot;"><br>x<hr>',
    '<a title="two\nlines" href="https://a.example/?a=1&amp;b=한글">x</a>',
    "<details open><summary>a</summary>b</details>",
    "<pre> \n\n  <code>\n  \n</code></pre>",
    "<ul><li>a<li>b</ul><p>c<div>d</div>",
    "<table><tr><td></td><td>1</td></tr></table>",
    "<ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby>",
    "<b>a<i>b</b>c</i>",
)


@pytest.mark.parametrize("markup", MARKUP)
def test_bytes_are_those_of_beautiful_soup(markup: str) -> None:
    assert render_element(parse_tree(markup)) == soup.parse_html(markup).decode(formatter=soup.FORMATTER)


@given(st.lists(st.sampled_from((*"ab가<>&\"' \n#*-`|![]()", *MARKUP, "\n\n", "<b>", "</b>", "&nbsp;"))).map("".join))
def test_bytes_are_those_of_beautiful_soup_for_any_note(text: str) -> None:
    markup = convert_markdown(text)
    body, page = parse_tree(markup), soup.parse_html(markup)
    assert inner_html(body) == soup.inner_html(page)
    assert " ".join(" ".join(list_texts(body, list_inner_names(body))).split()) == soup.read_visible_text(page, " ")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [("a\x0bb\x0cc", "a b c"), ("a\x01b", "a\N{REPLACEMENT CHARACTER}b"), ("a\ufffeb", "a\N{REPLACEMENT CHARACTER}b")],
)
def test_characters_that_xml_does_not_have(markup: str, expected: str) -> None:
    assert inner_html(parse_tree(markup)) == expected


def test_a_new_element_takes_nodes_and_keeps_texts_apart_from_elements() -> None:
    (paragraph,) = parse_tree("<p>a<b>b</b>c<i>d</i></p>")
    nodes = list_nodes(paragraph)
    assert [node if isinstance(node, str) else node.tag for node in nodes] == ["a", "b", "c", "i"]
    assert render_element(make_element("p", nodes[1:3], {"lang": "ko"})) == '<p lang="ko"><b>b</b>c</p>'
    assert text_content(paragraph) == "ad"


def test_a_dropped_element_keeps_the_texts_around_it_apart() -> None:
    (paragraph,) = parse_tree("<p>a<b>b</b>c</p>")
    drop_element(paragraph[0])
    assert list_nodes(paragraph) == ["a", "c"]
    assert render_element(paragraph) == "<p>ac</p>"


def test_elements_are_unwrapped_or_taken_with_the_texts_around_them_in_place() -> None:
    body = parse_tree("<p>a<b>b<i>c</i></b>d<b>e</b>f</p>")
    unwrap_elements(body, [body[0][0]])
    assert inner_html(body) == "<p>ab<i>c</i>d<b>e</b>f</p>"
    element = body[0][1]
    take_elements(body, [element])
    assert (inner_html(body), render_element(element)) == ("<p>ab<i>c</i>df</p>", "<b>e</b>")


def test_lines_and_attributes() -> None:
    body = parse_tree(f'<div><p lang="ko"{html.line_attribute(7)}>a</p><p>b</p></div>')
    first, second = body[0]
    assert (line_of(first), line_of(second), find_line(body), find_line(second)) == (7, 0, 7, 0)
    assert (take_attribute(first, "lang"), take_attribute(first, "lang")) == ("ko", "")
