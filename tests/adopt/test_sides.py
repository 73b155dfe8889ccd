"""Which fields of a note type are question and answer, and what is the text of a field."""

from __future__ import annotations

import pytest

from notedeck.adopt.compare import digest_text
from notedeck.adopt.old_notes import OldNoteType, Template
from notedeck.adopt.protobuf import parse_message
from notedeck.adopt.sides import FieldNames, find_clozes, find_sides, read_text, reveal_clozes
from notedeck.cli.reports.adopt import format_sides
from tests.support.cases import Case, load_cases

CASES = load_cases("adopt/sides.md")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fields_are_found_in_the_templates(case: Case) -> None:
    fields, question, answer, *kind = case.given.split("\n")
    note_type = OldNoteType("", tuple(fields.split(", ")), 1, (Template("", question, answer),), is_cloze=bool(kind))
    assert format_sides(find_sides(note_type, FieldNames())) == case.expected


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>쿠버네티스</b>는<br>도구", "쿠버네티스는 도구"),
        ("<div>하나</div><div>둘</div>", "하나 둘"),
        ("a&nbsp;&lt;b&gt;\n<ul><li>c</li></ul>", "a <b> c"),
        ('<span class="k">for</span>(;;)', "for(;;)"),
    ],
)
def test_text_of_a_field(markup: str, text: str) -> None:
    assert read_text(markup) == text


def test_cloze_deletions_are_shown_with_what_they_hide() -> None:
    markup = "{{c1::하나::힌트}} {{c2::{{c3::둘}} 셋}} {{c1,2::넷}} {{없음}}"
    assert reveal_clozes(markup) == "하나 둘 셋 넷 {{없음}}"
    assert find_clozes("{{c2::<b>둘</b>째::힌트}} {{c10::열}}") == [(2, "둘째"), (10, "열")]


def test_backs_are_the_same_if_their_letters_are_and_without_letters_their_pictures() -> None:
    assert digest_text("<p>가, <b>나</b>다</p>") == digest_text("가나<br>다.")
    assert digest_text("가") != digest_text("나")
    assert digest_text('<img src="a.png">') == digest_text('<p><img src="a-0123abcd.png" width="3"></p>')
    assert digest_text('<img src="a.png">') != digest_text('<img src="b.png">')
    assert digest_text("<p>…</p>") == ""


def test_messages() -> None:
    data = b"\x08\x01\x12\x03abc\x1d\0\0\0\0\x21\0\0\0\0\0\0\0\0\x28\x96\x01"
    assert parse_message(data) == {1: 1, 2: b"abc", 3: bytes(4), 4: bytes(8), 5: 150}
    for damaged in (b"\x08", b"\x12\x05abc", b"\x0b", b"\x08" + b"\xff" * 11, b"\x1d\0"):
        with pytest.raises(ValueError, match="no "):
            parse_message(damaged)
