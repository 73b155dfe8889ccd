"""What a package may carry of a card that comes from the cache: the same as of a card that comes from the notes.

The cache holds what this program packed, but maybe an earlier version of it, which cleaned less.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from notedeck.anki.fields import format_tag
from notedeck.anki.note_types import FIELDS
from notedeck.anki.text import clean_text, is_blank
from notedeck.config.settings import Layout
from notedeck.markup.formulas.on_cards import secure_formulas
from notedeck.markup.sanitise import sanitise_packed

FIELD_NAMES = frozenset(name for name, _ in FIELDS)
SPEECH = re.compile(r"(?:\[anki:tts lang=\w+\][^\[\]<>&]*\[/anki:tts\]){0,2}")
LAYOUT_WORDS = frozenset({layout.value for layout in Layout} | {"reversed"})


def clean_fields(values: Any) -> dict[str, str] | None:
    """Return the fields of a note as they may be packed; None if they are no fields, or the front is blank."""
    if not is_text_mapping(values) or not values.keys() <= FIELD_NAMES:
        return None
    fields = {name: clean_field(name, value) for name, value in values.items()}
    return None if is_blank(fields.get("Front", "")) else fields


def clean_field(name: str, value: str) -> str:
    """Return the value of a field as it may be packed."""
    if name == "Layout":
        return " ".join(word for word in value.split() if word in LAYOUT_WORDS)
    if name.startswith("Speech"):
        return value if SPEECH.fullmatch(value) else ""
    return secure_formulas(clean_text(sanitise_packed(value)))


def clean_tags(values: Any) -> tuple[str, ...] | None:
    """Return the tags as they may be packed, None if they are no tags."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return None
    return tuple(filter(None, map(format_tag, values)))


def is_text_mapping(values: Any) -> bool:
    """Return whether a value from JSON maps names to texts."""
    return isinstance(values, Mapping) and all(isinstance(value, str) for value in values.values())
