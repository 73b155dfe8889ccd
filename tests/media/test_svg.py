"""Drawings after cleaning."""

from __future__ import annotations

import pytest

from notedeck.media.shrink import BrokenImage
from notedeck.media.svg import cleaned
from tests.support.cases import Case, cases

ALL = cases("media/svg.md")


def shown(given: str) -> str:
    try:
        return cleaned(given.encode()).decode()
    except BrokenImage as error:
        return f"! {error}"


@pytest.mark.parametrize("case", ALL, ids=str)
def test_cleaned(case: Case) -> None:
    assert shown(case.given) == case.expected


@pytest.mark.parametrize("case", ALL, ids=str)
def test_cleaning_twice_changes_nothing(case: Case) -> None:
    once = shown(case.given)
    assert once.startswith("!") or shown(once) == once


def test_entities_are_refused_in_any_encoding() -> None:
    drawing = '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    with pytest.raises(BrokenImage, match="entities"):
        cleaned(drawing.encode("utf-16"))


def test_broken_xml_is_refused() -> None:
    assert shown("<svg><text></svg>").startswith("! ")


def test_nesting_has_an_end() -> None:
    assert shown("<svg xmlns='http://www.w3.org/2000/svg'>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>").startswith("! ")
