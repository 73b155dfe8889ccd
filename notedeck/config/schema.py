"""deck.toml as a JSON Schema, with which editors complete settings and find mistakes while somebody writes.

The schema accepts what `load.py` accepts, as the guide spells it: `load.py` forgives letter case and blanks. It refuses
less: a pattern or a command is only a text here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from notedeck.config.languages import LANGUAGES
from notedeck.config.parsers import SEVERITY_NAMES, WEB_ADDRESS
from notedeck.config.settings import (
    SETTINGS_FILE,
    CodeLines,
    Extent,
    Images,
    KeyTerm,
    KnownNames,
    Layout,
    Subdecks,
)
from notedeck.model import Split
from notedeck.problems import ProblemCode

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that Taplo, the editors' reader of TOML, knows
Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
TEXTS: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
DESCRIPTIONS = {
    "name": "Name of the deck; :: separates levels",
    "exclude": "Files and folders that are not read",
    "include": "Notes that make cards although they look like files of the repository, indexes, translations or old "
    "versions",
    "source": "The program that the notes are written for",
    "macros": "Macros of formulas",
    "split": "Which titles become a card",
    "lead_lines": "Whether lead lines become a card",
    "skip_headings": "Sections that do not become a card",
    "style": "What a card asks",
    "cloze": "How a key term is written that the style cloze hides",
    "cloze_min_hangul": "How many Korean letters inline code needs to be a key term; 0 accepts all code",
    "code": "Whether long lines of code wrap or scroll sideways; drawings made of characters always scroll",
    "subdecks": "One subdeck for each note, for each folder, or none",
    "tags": "Tags for every card",
    "images": "Whether PNG and JPEG are made smaller",
    "language": "Language of the notes",
    "translate_to": "Languages to translate to, each with its own file; cards show the first",
    "translate": "Whether all of a card is translated, or only its front and the titles above it",
    "layout": "Where a card shows the translation",
    "reverse": "Whether to add a card that asks for the original with the translation",
    "tts": "Whether Anki reads the cards aloud",
    "engine": "Translation engine",
    "forget_removed_after": "After how many builds with changes a removed card leaves the packages; 0 means only when "
    "you run forget",
    "download_url": "Where members get the newest package. The preview page shows it with a QR code; init --github "
    "writes it",
    "media_roots": "Additional folders from which pictures are packed; allow those outside",
    "card": "Your own templates; see Change the theme",
    "check": "Severity of each problem",
    "diagrams": "Command that draws code blocks of a language, once you allow it",
}


def create_schema(names: KnownNames) -> Schema:
    """Return the schema of deck.toml, with the names that it may refer to."""
    return {
        "$schema": DIALECT,
        "title": SETTINGS_FILE,
        "description": "Settings of a deck that notedeck makes of Markdown notes",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"description": DESCRIPTIONS[key]} | shape for key, shape in list_shapes(names).items()},
    }


def list_shapes(names: KnownNames) -> Mapping[str, Schema]:
    """Return what the value of each key may be, in the order of the documentation."""
    return {
        "name": TEXT,
        "exclude": TEXTS,
        "include": TEXTS,
        "source": choose_from(names.sources),
        "macros": {"type": "object", "additionalProperties": {"type": "string"}},
        "split": choose_value(Split),
        "lead_lines": FLAG,
        "skip_headings": TEXTS,
        "style": choose_from(names.styles),
        "cloze": allow_list(choose_value(KeyTerm)),
        "cloze_min_hangul": NUMBER,
        "code": choose_value(CodeLines),
        "subdecks": choose_value(Subdecks),
        "tags": TEXTS,
        "images": choose_value(Images),
        "language": choose_from(LANGUAGES),
        "translate_to": allow_list(choose_from(LANGUAGES)),
        "translate": choose_value(Extent),
        "layout": choose_value(Layout),
        "reverse": FLAG,
        "tts": FLAG,
        "engine": choose_from(names.engines),
        "forget_removed_after": NUMBER,
        "download_url": {"type": "string", "pattern": f"^(?:{WEB_ADDRESS.pattern})?$"},
        "media_roots": TEXTS,
        "card": describe_table({"template": TEXT}),
        "check": {
            "type": "object",
            "additionalProperties": False,
            "properties": {code.slug: {"enum": list(SEVERITY_NAMES)} for code in ProblemCode},
        },
        "diagrams": {"type": "object", "additionalProperties": describe_table({"command": TEXT})},
    }


def choose_from(names: Iterable[str]) -> Schema:
    """Return the schema of one of several names."""
    return {"enum": list(names)}


def choose_value(kind: type[Enum]) -> Schema:
    """Return the schema of a value of an enum."""
    return choose_from(member.value for member in kind)


def allow_list(shape: Schema) -> Schema:
    """Return the schema of one value, or of a list of at least one."""
    return {"anyOf": [shape, {"type": "array", "items": shape, "minItems": 1}]}


def describe_table(properties: Schema) -> Schema:
    """Return the schema of a table with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
