"""Values of deck.toml and front matter that both read alike."""

from __future__ import annotations

import pytest

from notedeck.config.parsers import normalize_tag, parse_flag, parse_globs, parse_line, parse_lines, parse_tags


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aws", "aws"),
        (" #aws ", "aws"),
        ("##aws", "aws"),
        ("a/b", "a::b"),
        ("a::b", "a::b"),
        ("/a//b/", "a::b"),
        ("machine  learning", "machine_learning"),
        ("전각　공백\t둘", "전각_공백_둘"),
        ("a / b c", "a::b_c"),
        ("c#", "c#"),
        ("#", ""),
        ("", ""),
    ],
)
def test_tag(name: str, expected: str) -> None:
    assert normalize_tag(name) == expected
    assert normalize_tag(expected) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a b", ("a", "b")),
        ("a, b c", ("a", "b_c")),
        ("a、b", ("a", "b")),
        ("#a #b/c", ("a", "b::c")),
        (["b", "a", "#b"], ("b", "a")),
        (["a, b"], ("a,_b",)),
        (["", "#", " "], ()),
        ("", ()),
    ],
)
def test_tags(value: object, expected: tuple[str, ...]) -> None:
    assert parse_tags(value) == expected


@pytest.mark.parametrize(
    "parser", [parse_flag, parse_globs, parse_tags, parse_line, parse_lines], ids=lambda parser: parser.__name__
)
@pytest.mark.parametrize("value", [1, 1.5, {}, [1], None, [["a"]], ["a", None]], ids=repr)
def test_other_types_are_refused(parser: object, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parser(value)  # type: ignore[operator]


def test_text_is_one_line() -> None:
    assert parse_line(" a\n\t b　c ") == "a b c"
    for wrong in ("", " \n", "a\0b", "a\x07b"):
        with pytest.raises(ValueError, match="text"):
            parse_line(wrong)


def test_texts_leave_out_the_empty_ones() -> None:
    assert parse_lines(["a ", "", "  ", "b"]) == ("a", "b")
    assert parse_lines("a b") == ("a b",)
