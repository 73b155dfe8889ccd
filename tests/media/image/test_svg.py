"""Drawings after cleaning."""

from __future__ import annotations

import pytest

from notedeck.media.image.svg import clean_svg
from notedeck.media.model import BrokenImageError
from tests.support.cases import Case, load_cases

ALL = load_cases("media/svg.md")


def clean_text(given: str) -> str:
    try:
        return clean_svg(given.encode()).decode()
    except BrokenImageError as error:
        return f"! {error}"


@pytest.mark.parametrize("case", ALL, ids=str)
def test_cleaned(case: Case) -> None:
    assert clean_text(case.given) == case.expected


@pytest.mark.parametrize("case", ALL, ids=str)
def test_cleaning_twice_changes_nothing(case: Case) -> None:
    once = clean_text(case.given)
    assert once.startswith("!") or clean_text(once) == once


def test_entities_are_refused_in_any_encoding() -> None:
    drawing = '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    with pytest.raises(BrokenImageError, match="entities"):
        clean_svg(drawing.encode("utf-16"))


def test_broken_xml_is_refused() -> None:
    assert clean_text("<svg><text></svg>").startswith("! ")


def test_nesting_has_an_end() -> None:
    assert clean_text("<svg xmlns='http://www.w3.org/2000/svg'>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>").startswith(
        "! "
    )
