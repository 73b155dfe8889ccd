"""The one Anki note type: names and ids that may never change, and the templates and looks that may.

Anki matches note types by id, then fields and templates by their own ids (facts: note types). With all ids fixed from
the first release, renaming, restyling and rewriting templates apply in place, without a full sync and without a
second note type. Adding, removing or reordering a field or template would break that; so there are spare ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MODEL_ID = 1763904000417
NAME = "notedeck"
MODIFIED = 1795464000  # Unix seconds; raise it by hand with every change of a template, a name or the style sheet


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the note type; `id` is what Anki knows it by, `about` is shown in Anki's editor."""

    name: str
    id: int
    about: str


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of card: the names of its files in `resources/` without ".html", and its formats in Anki's browser."""

    name: str
    id: int
    question: str
    answer: str
    browser_question: str
    browser_answer: str


FIELDS = (
    Field("Front", 7163904000101, "The question, in HTML"),
    Field("Back", 7163904000102, "The answer, in HTML"),
    Field("FrontTranslation", 7163904000103, "The question in the other language"),
    Field("BackTranslation", 7163904000104, "The answer in the other language"),
    Field("Trail", 7163904000105, "The titles above the question"),
    Field("TrailTranslation", 7163904000106, "The titles above the question, in the other language"),
    Field("Source", 7163904000107, "File and line of the note"),
    Field("Reverse", 7163904000108, "The question of a second card, whose answer is this card"),
    Field("Extra1", 7163904000109, "What is read aloud of the question"),
    Field("Extra2", 7163904000110, "What is read aloud of the answer"),
    Field("Extra3", 7163904000111, "Where the translation stands: reveal, below or side"),
)
SORT_FIELD = 0
TEMPLATES = (
    Template("Card 1", 7163904000201, "front", "back", "{{Front}}", "{{Back}}"),
    Template("Card 2", 7163904000202, "reverse_front", "reverse_back", "{{Reverse}}", "{{Front}}"),
)


@cache
def resource(name: str) -> str:
    """A text file of `resources/`, with "\\n" alone as newline."""
    return (files("notedeck") / "resources" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def css() -> str:
    """The style sheet of every card: our own, then the colours of code."""
    return resource("card.css") + "\n" + resource("code.css")
