"""Values of deck.toml and front matter that both read alike."""

from __future__ import annotations

import pytest

from notedeck.config.parsers import flag, globs, tag, tags, text, texts


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
    assert tag(name) == expected
    assert tag(expected) == expected


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
    assert tags(value) == expected


@pytest.mark.parametrize("reader", [flag, globs, tags, text, texts], ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("value", [1, 1.5, {}, [1], None, [["a"]], ["a", None]], ids=repr)
def test_other_types_are_refused(reader: object, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        reader(value)  # type: ignore[operator]


def test_text_is_one_line() -> None:
    assert text(" a\n\t b　c ") == "a b c"
    for wrong in ("", " \n", "a\0b", "a\x07b"):
        with pytest.raises(ValueError, match="text"):
            text(wrong)


def test_texts_leave_out_the_empty_ones() -> None:
    assert texts(["a ", "", "  ", "b"]) == ("a", "b")
    assert texts("a b") == ("a b",)
