"""The two Anki note types: names and ids that must never change, templates and styles that may.

Anki matches note types by id, then fields and templates by their own ids (`docs/facts.md`, Anki). All ids are fixed
since the first release, so renaming fields, changing styles and rewriting templates apply in place, without a full sync
and without a second note type. Adding, removing or reordering a field or template would break that, so there are spare
fields.
"""

from __future__ import annotations

from notedeck.model import Theme, Value
from notedeck.util.resources import read_resource

MODIFIED = 1796060000  # Unix seconds; raise it by hand with every change of a template, a name or the style sheet
CLOZE_STYLE = "cloze"  # the card style whose notes hold cloze deletions
DEFAULT_THEME = Theme()


class Field(Value, frozen=True):
    """A field of a note type; `id` is how Anki identifies it, `description` is shown in Anki's editor."""

    name: str
    id: int
    description: str


class Template(Value, frozen=True):
    """A card template.

    `question` and `answer` are names of files in `resources/` without ".html"; `browser_question` and `browser_answer`
    are what Anki's card browser shows.
    """

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


class NoteType(Value, frozen=True):
    """A note type; `first_field_id` is the id of its first field, the ids of the others follow it.

    `styles` are the card styles that use it; the basic note type is for all styles that no other one lists.
    """

    id: int
    name: str
    first_field_id: int
    templates: tuple[Template, ...]
    is_cloze: bool = False
    styles: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields, in the order that must never change."""
        return tuple(
            Field(name, self.first_field_id + index, description) for index, (name, description) in enumerate(FIELDS)
        )


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
    is_cloze=True,
    styles=(CLOZE_STYLE,),
)
NOTE_TYPES = (BASIC, CLOZE)


def select_note_type(style: str) -> NoteType:
    """Return the note type for cards of `style`."""
    return next((note_type for note_type in NOTE_TYPES if style in note_type.styles), BASIC)


def note_type_by_id(number: int) -> NoteType:
    """Return the note type with the id `number`."""
    return next(note_type for note_type in NOTE_TYPES if note_type.id == number)


def read_bundled_file(name: str) -> str:
    """Return the text of a file in `resources/`."""
    return read_resource("notedeck.anki", name)


def find_template(name: str, theme: Theme = DEFAULT_THEME) -> str:
    """Return the template called `name` (without ".html"): the user's own if the theme has one, else ours."""
    return theme.templates.get(name) or read_bundled_file(name + ".html")


def format_stylesheet(theme: Theme = DEFAULT_THEME) -> str:
    """Return the style sheet of every card: our own, the colours of code, then the user's additions."""
    own = [read_bundled_file("card.css"), read_bundled_file("code.css")]
    return "\n".join([*own, theme.css] if theme.css else own)


def find_last_change(theme: Theme = DEFAULT_THEME) -> int:
    """Return the Unix second of the last change; Anki takes templates and styles only from a newer note type."""
    return max(MODIFIED, theme.modified)
