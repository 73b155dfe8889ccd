"""What may never change about the note type, and what may only change together."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import astuple

import pytest

from notedeck.anki import note_types as notetype
from tests.support.paths import DATA

LOOKS = DATA / "notetype" / "looks.json"
SIDES = [name for kind in notetype.ALL for one in kind.templates for name in (one.question, one.answer)]
FIELDS = {name for name, _ in notetype.FIELDS} | {"FrontSide"}
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//|javascript:|expression\(", re.IGNORECASE)


def digest() -> str:
    """Everything of the note type that Anki replaces when `MODIFIED` is newer."""
    names = [[*map(astuple, kind.fields), *map(astuple, kind.templates)] for kind in notetype.ALL]
    kinds = [kind.name for kind in notetype.ALL]
    parts = [kinds, names, [notetype.resource(side + ".html") for side in SIDES], notetype.css()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def test_ids_and_order_are_for_ever() -> None:
    """A changed line here means that members' notes never update again; only names may change, and lines be added."""
    names = [
        "Front",
        "Back",
        "FrontTranslation",
        "BackTranslation",
        "Breadcrumb",
        "BreadcrumbTranslation",
        "Source",
        "Reverse",
    ]
    names += ["SpeechFront", "SpeechBack", "Layout", "Reserved1", "Reserved2", "Reserved3"]
    for kind, number, first, templates in (
        (notetype.BASIC, 1763904000417, 101, [201, 202]),
        (notetype.CLOZE, 1763904000418, 301, [401]),
    ):
        assert kind.id == number
        rows = [(one.name, one.id - 7163904000000) for one in kind.fields]
        assert rows == [(name, first + at) for at, name in enumerate(names)]
        assert [one.id - 7163904000000 for one in kind.templates] == templates


def test_looks_change_only_with_a_newer_time() -> None:
    """Else nobody who has the deck already would ever see the change."""
    known = json.loads(LOOKS.read_text(encoding="utf-8"))
    assert known.get(str(notetype.MODIFIED)) == digest(), "raise notetype.MODIFIED, then: python -m tests.update"
    assert max(map(int, known)) == notetype.MODIFIED


@pytest.mark.parametrize("side", SIDES)
def test_templates_are_plain(side: str) -> None:
    text = notetype.resource(side + ".html")
    assert not re.search(r"<script|javascript:|\son\w+\s*=|https?:", text, re.IGNORECASE)
    assert set(re.findall(r"{{[#^/]?(?:cloze:)?(\w+)}}", text)) <= FIELDS
    assert len(re.findall(r"{{[#^]", text)) == len(re.findall(r"{{/", text))


def test_the_style_sheet_loads_nothing_and_knows_the_night() -> None:
    sheet = notetype.css()
    assert not OUTSIDE.search(sheet)
    assert ".nightMode" in sheet and sheet.count("{") == sheet.count("}")


def test_every_colour_has_a_night() -> None:
    sheet = notetype.resource("card.css")
    light, night = (set(re.findall(r"(--\w+):", block)) for block in re.findall(r"\{([^}]*color-scheme[^}]*)\}", sheet))
    assert light == night
    assert set(re.findall(r"var\((--\w+)\)", sheet)) <= light | {"--tone"}
