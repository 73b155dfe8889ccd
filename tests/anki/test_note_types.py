"""What must never change about the note types, and what may change only with a newer modification time."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from msgspec.structs import astuple

from notedeck.anki import note_types
from notedeck.anki.note_types import BASIC, CLOZE, NOTE_TYPES, format_stylesheet, read_bundled_file
from tests.support.paths import DATA

DIGESTS = DATA / "note_types" / "digests.json"
TEMPLATES = [
    name
    for note_type in NOTE_TYPES
    for template in note_type.templates
    for name in (template.question, template.answer)
]
FIELDS = {name for name, _ in note_types.FIELDS} | {"FrontSide"}
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//|javascript:|expression\(", re.IGNORECASE)


def digest_note_types() -> str:
    """Return a hash of everything that Anki replaces when `MODIFIED` is newer."""
    parts = [[*map(astuple, kind.fields), *map(astuple, kind.templates)] for kind in NOTE_TYPES]
    names = [note_type.name for note_type in NOTE_TYPES]
    content = [names, parts, [read_bundled_file(name + ".html") for name in TEMPLATES], format_stylesheet()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def test_ids_and_order_never_change() -> None:
    """A changed line here means that members' notes never update again; only names may change, and lines be added."""
    names = ["Front", "Back", "FrontTranslation", "BackTranslation", "Breadcrumb", "BreadcrumbTranslation", "Source"]
    names += ["Reverse", "SpeechFront", "SpeechBack", "Layout", "Reserved1", "Reserved2", "Reserved3"]
    for note_type, number, first_field, templates in (
        (BASIC, 1763904000417, 101, [201, 202]),
        (CLOZE, 1763904000418, 301, [401]),
    ):
        assert note_type.id == number
        fields = [(field.name, field.id - 7163904000000) for field in note_type.fields]
        assert fields == [(name, first_field + index) for index, name in enumerate(names)]
        assert [template.id - 7163904000000 for template in note_type.templates] == templates


def test_note_types_change_only_with_a_newer_time() -> None:
    """Otherwise nobody who already has the deck would ever see the change."""
    known = json.loads(DIGESTS.read_text(encoding="utf-8"))
    hint = "raise note_types.MODIFIED, then: python -m tests.update"
    assert known.get(str(note_types.MODIFIED)) == digest_note_types(), hint
    assert max(map(int, known)) == note_types.MODIFIED


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_plain(name: str) -> None:
    text = read_bundled_file(name + ".html")
    assert not re.search(r"<script|javascript:|\son\w+\s*=|https?:", text, re.IGNORECASE)
    assert set(re.findall(r"{{[#^/]?(?:cloze:)?(\w+)}}", text)) <= FIELDS
    assert len(re.findall(r"{{[#^]", text)) == len(re.findall(r"{{/", text))


def test_the_stylesheet_loads_nothing_and_has_a_night_mode() -> None:
    css = format_stylesheet()
    assert not OUTSIDE.search(css)
    assert ".nightMode" in css and css.count("{") == css.count("}")


def test_every_colour_has_a_night_version() -> None:
    css = read_bundled_file("card.css")
    light, night = (set(re.findall(r"(--\w+):", block)) for block in re.findall(r"\{([^}]*color-scheme[^}]*)\}", css))
    assert light == night
    assert set(re.findall(r"var\((--\w+)\)", css)) <= light | {"--tone"}
