"""Cards as fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from notedeck.anki import code, fields, text
from notedeck.markup.formulas import on_cards
from notedeck.model import Card, Key, Place
from tests.support.cases import Case, load_cases

HOSTILE = some.lists(
    some.sampled_from(
        [
            *(
                "\\",
                "\\(",
                "x\\)",
                "\\[",
                "\\]",
                "(",
                ")",
                "[",
                "]",
                "&",
                "&#",
                "92;",
                "&#x5C;",
                "&bsol",
                ";",
                "\\label{a}",
            ),
            *('<span class="math">', "</span>", "<br>", "<code>", "</code>", "\n", "\r", "\x1f", "\x7f", "\t"),
            *(
                "[sound:a]",
                "[ANKI:",
                "[[type:",
                "[/latex]",
                "[$]",
                "sound:",
                "\ud83d",
                "\ude00",
                "\uffff",
                "￦",
                "a",
                "가",
            ),
        ]
    ),
    max_size=6,
).map("".join)


def card(front: str = "<p>Q</p>", back: str = "<p>A</p>", title: str = "Q", breadcrumb: tuple[str, ...] = ()) -> Card:
    return Card(Key("a.md", breadcrumb, title, "basic"), Place("a.md", 3), front, back, breadcrumb)


@pytest.mark.parametrize("case", load_cases("fields/strip_lines.md"), ids=str)
def test_lines_are_stripped(case: Case) -> None:
    assert text.strip_line_attributes(case.given) == case.expected
    assert text.strip_line_attributes(case.expected) == case.expected


@pytest.mark.parametrize("case", load_cases("fields/open_details.md"), ids=str)
def test_details_are_open(case: Case) -> None:
    assert text.open_details(case.given) == case.expected
    assert text.open_details(case.expected) == case.expected


@pytest.mark.parametrize("case", load_cases("fields/code.md"), ids=str)
def test_code_is_marked(case: Case) -> None:
    assert code.mark_code(case.given) == case.expected
    assert code.mark_code(case.expected) == case.expected


def test_the_layout_names_what_the_style_sheet_must_know() -> None:
    assert fields.format_layout("side", asks_both_ways=True, looks=("scroll",)) == "side reversed scroll"
    assert fields.format_layout("", asks_both_ways=False, looks=()) == ""


@pytest.mark.parametrize("case", load_cases("fields/tags.md"), ids=str)
def test_tags_hold_no_blank(case: Case) -> None:
    assert fields.format_tag(case.given) == case.expected


def test_tags_stand_once_and_never_empty() -> None:
    tagged = Card(Key("a.md", (), "Q", "basic"), Place("a.md"), "q", "a", tags=("b", "a b", "", "　", "a_b", "b"))
    assert fields.build_tags(tagged) == ("b", "a_b")


@pytest.mark.parametrize("hostile", ["<a \"'" * 50_000, "<p data-line" * 50_000, '<p data-line="' * 50_001])
def test_broken_tags_cost_no_time(hostile: str) -> None:
    """Each would take minutes with a pattern that starts again at every tag."""
    assert len(text.strip_line_attributes(hostile)) <= len(hostile)


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("a\x1fb\x00c\x7f", "abc"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("half \ud83d, whole 😀", "half \ufffd, whole 😀"),
    ],
)
def test_every_text_can_be_stored(dirty: str, expected: str) -> None:
    assert text.clean_text(dirty) == expected
    made = fields.build_fields(card(dirty, dirty, dirty, (dirty,)))
    assert (made["Front"], made["Back"], made["Breadcrumb"]) == (expected, expected, expected)


@given(some.lists(HOSTILE, max_size=6))
def test_texts_are_finished_together_as_each_alone(texts: list[str]) -> None:
    assert [on_cards.is_settled(one) for one in texts] == [
        not on_cards.UNSETTLED.search(on_cards.OWN_SPAN.sub(on_cards.drop_accepted, one)) for one in texts
    ]
    alone = tuple(on_cards.secure_formulas(text.ANKI_MARKUP.sub("&#91;", clean_slowly(one))) for one in texts)
    assert fields.finish_texts(tuple(texts)) == alone


def clean_slowly(dirty: str) -> str:
    plain = text.CONTROL.sub("", dirty.replace("\r\n", "\n").replace("\r", "\n"))
    return text.SURROGATE.sub("\ufffd", plain)


def test_trail_and_source_are_plain_text() -> None:
    made = fields.build_fields(card(breadcrumb=("Map<K, V>", "A & B")))
    assert made["Breadcrumb"] == "Map&lt;K, V&gt; › A &amp; B"
    assert made["Source"] == "a.md:3"


@pytest.mark.parametrize("blank", ["", " \n", "<p></p>", "<h2 data-line='3'>&nbsp;<br></h2>", "<!-- a -->", "\x1f"])
def test_a_front_is_never_blank(blank: str) -> None:
    assert fields.build_fields(card(blank, title="A < B"))["Front"] == "A &lt; B"
    assert fields.build_fields(card(blank, title=" "))["Front"] == "a.md:3"


@pytest.mark.parametrize("front", ['<img src="a.png">', "<p>0</p>", "{{c1::x}}"])
def test_a_front_that_shows_something_stays(front: str) -> None:
    assert fields.build_fields(card(front))["Front"] == front
