"""The colours of code: written by tools/code_css.py, complete, and readable on the cards' own background."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pygments.token import STANDARD_TYPES

from notedeck.markup.code.token_classes import STYLED_TOKENS
from tools.code_css import DAY, FILE, NIGHT, READABLE, contrast, readable

CSS = FILE.read_text(encoding="utf-8")
CARD = (Path(FILE).parent / "card.css").read_text(encoding="utf-8")
RULE = re.compile(r"([^{}]+)\{\s*color: #([0-9a-f]{6});")


def test_grounds_are_those_of_the_card() -> None:
    assert re.findall(r"--soft: #(\w{6});", CARD) == [DAY, NIGHT]


def test_every_class_has_a_rule_by_day_and_by_night() -> None:
    for kind in STYLED_TOKENS:
        for scope in ("", ".nightMode "):
            assert re.search(rf"^{re.escape(scope)}\.highlight \.{STANDARD_TYPES[kind]}\b", CSS, re.M), (scope, kind)


def test_every_colour_is_readable() -> None:
    rules = RULE.findall(CSS)
    assert len(rules) > 10
    for names, color in rules:
        assert contrast(color, NIGHT if ".nightMode" in names else DAY) >= READABLE, (names, color)


@pytest.mark.parametrize(("one", "other", "expected"), [("000000", "ffffff", 21.0), ("777777", "ffffff", 4.48)])
def test_contrast(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_faint_colour_gets_darker_and_a_strong_one_stays() -> None:
    assert contrast(readable("aaaaff", "ffffff"), "ffffff") >= READABLE
    assert readable("000080", "ffffff") == "000080"
