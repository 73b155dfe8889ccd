"""The two Anki note types: names and ids that may never change, and the templates and looks that may.

Anki matches note types by id, then fields and templates by their own ids (facts: note types). With all ids fixed from
the first release, renaming, restyling and rewriting templates apply in place, without a full sync and without a
second note type. Adding, removing or reordering a field or template would break that; so there are spare ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from notedeck.model import Theme
from notedeck.util.resources import read_resource

CLOZE_STYLE = "cloze"
MODIFIED = 1795934978  # Unix seconds; raise it by hand with every change of a template, a name or the style sheet


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
    ("Front", "The question, in HTML"),
    ("Back", "The answer, in HTML"),
    ("FrontTranslation", "The question in the other language"),
    ("BackTranslation", "The answer in the other language"),
    ("Breadcrumb", "The titles above the question"),
    ("BreadcrumbTranslation", "The titles above the question, in the other language"),
    ("Source", "File and line of the note"),
    ("Reverse", "The question of a second card, whose answer is this note"),
    ("SpeechFront", "What is read aloud of the question"),
    ("SpeechBack", "What is read aloud of the answer"),
    ("Layout", "Where the translation stands (reveal, below or side), and which way the card asks"),
    ("Reserved1", "Not used yet"),
    ("Reserved2", "Not used yet"),
    ("Reserved3", "Not used yet"),
)
SORT_FIELD = 0


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type; `first_field` is the id of its first field, those of the others follow it.

    `styles` are the card styles that use it; the basic note type takes all that no other one lists.
    """

    id: int
    name: str
    first_field: int
    templates: tuple[Template, ...]
    cloze: bool = False
    styles: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in their lasting order."""
        return tuple(Field(name, self.first_field + at, about) for at, (name, about) in enumerate(FIELDS))


BASIC = NoteType(
    1763904000417,
    "notedeck",
    7163904000101,
    (
        Template("Card 1", 7163904000201, "front", "back", "{{Front}}", "{{Back}}"),
        Template("Card 2", 7163904000202, "reverse_front", "reverse_back", "{{Reverse}}", "{{Front}}"),
    ),
)
CLOZE = NoteType(
    1763904000418,
    "notedeck cloze",
    7163904000301,
    (Template("Cloze", 7163904000401, "cloze_front", "cloze_back", "{{Front}} {{cloze:Back}}", "{{cloze:Back}}"),),
    cloze=True,
    styles=(CLOZE_STYLE,),
)
ALL = (BASIC, CLOZE)
PLAIN = Theme()


def of(style: str) -> NoteType:
    """The note type of a card's style."""
    return next((kind for kind in ALL if style in kind.styles), BASIC)


def resource(name: str) -> str:
    """A text file of `resources/`."""
    return read_resource("notedeck.anki", name)


def side(name: str, look: Theme = PLAIN) -> str:
    """A template by its name without ".html": the user's own, else ours."""
    return look.templates.get(name) or resource(name + ".html")


def css(look: Theme = PLAIN) -> str:
    """The style sheet of every card: our own, the colours of code, then what the user adds."""
    return "\n".join([resource("card.css"), resource("code.css"), *([look.css] if look.css else [])])


def modified(look: Theme = PLAIN) -> int:
    """The Unix second of the last change, from which Anki takes templates and style sheet."""
    return max(MODIFIED, look.modified)


def of_id(number: int) -> NoteType:
    """The note type with this id."""
    return next(kind for kind in ALL if kind.id == number)
