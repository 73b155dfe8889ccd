"""What an old note asks and answers: guessed from its templates, or from the fields that the user names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from notedeck.adopt.old_notes import OldNote, OldNoteType
from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.html import ANY_TAG

FIELD = re.compile(r"\{\{([^{}]+)\}\}")
CONDITIONS = ("#", "^", "/", "!")  # what is in their braces is not shown
CLOZE_DELETION = re.compile(r"\{\{c\d+(?:,\d+)*::((?:[^{}]|\{(?!\{)|\}(?!\}))*?)(?:::[^{}]*)?\}\}")
NUMBERED_DELETION = re.compile(r"\{\{c(\d+)::((?:[^{}]|\{(?!\{)|\}(?!\}))*?)(?:::[^{}]*)?\}\}")
MAX_NESTED_DELETIONS = 8
LINE_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6]|/?tr|hr)\b[^>]*>|\n", re.IGNORECASE)
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|code|del|em|font|i|ins|kbd|mark|s|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE
)


class FieldNames(Value, frozen=True):
    """The names of the fields that the user says are question and answer, "" to guess them."""

    front: str = ""
    back: str = ""


class Sides(Value, frozen=True):
    """The fields of a note type: those that its question shows, and those that only its answer shows, in order."""

    front: tuple[str, ...]
    back: tuple[str, ...]


def check_field_names(names: FieldNames, notes: Iterable[OldNote]) -> None:
    """Raise DeckError if no note has a field that the user named."""
    known = dict.fromkeys(field for note in notes for field in note.type.fields)
    for name in filter(None, (names.front, names.back)):
        if name not in known:
            raise DeckError(
                Message('no note has a field "{name}"', name=name),
                Message("Fields: {fields}.", fields=", ".join(known)),
            )


def find_sides(kind: OldNoteType, names: FieldNames) -> Sides:
    """Return which fields of a note type are question and answer.

    Without templates, the first field is the question. A cloze note asks with its text, which is its answer too.
    """
    question = list_shown(kind, kind.templates[0].question) if kind.templates else list(kind.fields[:1])
    answer = list_shown(kind, kind.templates[0].answer) if kind.templates else list(kind.fields)
    if kind.is_cloze:
        clozes = list_cloze_fields(kind)
        question = [name for name in question if name not in clozes]
        answer = [*clozes, *answer]
    front = [names.front] if names.front in kind.fields else question or (kind.fields[:1] if not kind.is_cloze else ())
    own = [name for name in dict.fromkeys(answer) if name not in front]
    others = [name for name in kind.fields if name not in front]
    back = [names.back] if names.back in kind.fields else own or others
    return Sides(tuple(front), tuple(back))


def list_shown(kind: OldNoteType, template: str) -> list[str]:
    """Return the fields that a template shows, in its order; filters such as `hint:` do not matter."""
    marks = (mark.strip() for mark in FIELD.findall(template))
    names = (mark.rpartition(":")[2].strip() for mark in marks if not mark.startswith(CONDITIONS))
    return [name for name in dict.fromkeys(names) if name in kind.fields]


def list_cloze_fields(kind: OldNoteType) -> list[str]:
    """Return the fields whose cloze deletions a note type asks for; without templates the first."""
    if not kind.templates:
        return list(kind.fields[:1])
    marks = (mark.strip() for mark in FIELD.findall(kind.templates[0].question))
    names = (mark.rpartition(":")[2].strip() for mark in marks if "cloze:" in mark and not mark.startswith("#"))
    return [name for name in dict.fromkeys(names) if name in kind.fields]


def join_fields(note: OldNote, fields: Sequence[str]) -> str:
    """Return the HTML of some fields of a note, cloze deletions as plain text."""
    return reveal_clozes("<br>".join(filter(None, map(note.find_text, fields))))


def reveal_clozes(markup: str) -> str:
    """Return HTML with what its cloze deletions hide in their place."""
    for _ in range(MAX_NESTED_DELETIONS):
        revealed = CLOZE_DELETION.sub(r"\1", markup)
        if revealed == markup:
            break
        markup = revealed
    return markup


def list_clozes(note: OldNote) -> list[tuple[int, str]]:
    """Return the number and the plain text of each cloze deletion of a note."""
    return find_clozes("\n".join(note.texts))


def find_clozes(markup: str) -> list[tuple[int, str]]:
    """Return the number and the plain text of each cloze deletion in HTML as Anki has it."""
    return [(int(number), read_text(text)) for number, text in NUMBERED_DELETION.findall(markup)]


def read_text(markup: str) -> str:
    """Return the text of HTML on one line."""
    return " ".join(unescape(ANY_TAG.sub(" ", INLINE_TAG.sub("", markup))).split())


def read_lines(markup: str) -> list[str]:
    """Return the lines of text that HTML shows, without blank ones."""
    return list(filter(None, map(read_text, LINE_BREAK.split(markup))))
