"""Notes as text, as Anki exports them: lines `#name:value`, then one note a line, its fields in columns.

Only a file with a column of guids can be used. Anki writes it if "Include unique identifier" was chosen.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from notedeck.adopt.old_notes import OldNote, OldNoteType
from notedeck.messages import Message
from notedeck.model import Value

MAX_TEXT_BYTES = 500_000_000
MAX_FIELD_CHARACTERS = 10_000_000
HEADER = re.compile(r"#([a-z ]+):(.*)")
COMMENT = re.compile(r"(#[^\r\n]*)(?:\r?\n|\Z)")
SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
SPECIAL_COLUMNS = ("guid", "notetype", "deck", "tags")
CLOZE = re.compile(r"\{\{c\d+::")
GUID_HINT = Message(
    'Export it from Anki again as "Notes in Plain Text (.txt)" with "Include unique identifier", or as'
    " Anki Deck Package (.apkg)."
)


class DamagedTextError(Exception):
    """A text cannot be used: the message continues `FILE:`, and `hint` is what to do."""

    def __init__(self, message: Message, hint: Message) -> None:
        """Store the hint."""
        super().__init__(message)
        self.hint = hint


class Layout(Value, frozen=True):
    """What the first lines say: the separator, whether fields are HTML, where special columns are, from 0."""

    separator: str
    is_html: bool
    columns: Mapping[str, int]
    values: Mapping[str, str]
    names: tuple[str, ...] = ()


def parse_notes(data: bytes) -> tuple[OldNote, ...]:
    """Return the notes in the bytes of a text file. Raises DamagedTextError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DamagedTextError(Message("this is no package of Anki's, and no text in UTF-8"), GUID_HINT) from None
    headers, body = split_headers(text)
    layout = create_layout(headers)
    if "guid" not in layout.columns:
        raise DamagedTextError(
            Message("the notes in this text have no guid, by which Anki recognises a note"), GUID_HINT
        )
    limit = csv.field_size_limit(MAX_FIELD_CHARACTERS)  # of the whole process
    try:
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=layout.separator, strict=True))
    except csv.Error as error:
        raise DamagedTextError(Message("this text is damaged ({error})", error=error), GUID_HINT) from None
    finally:
        csv.field_size_limit(limit)
    return tuple(create_notes(rows, layout))


def split_headers(text: str) -> tuple[dict[str, str], str]:
    """Return the values of the lines `#name:value` at the start by their names, and the rest of the text."""
    headers: dict[str, str] = {}
    end = 0
    while match := COMMENT.match(text, end):
        end = match.end()
        if header := HEADER.fullmatch(match[1]):
            headers[header[1]] = header[2].strip(" ")
    return headers, text[end:]


def create_layout(headers: Mapping[str, str]) -> Layout:
    """Return the layout that the first lines describe; Anki counts columns from 1."""
    name = headers.get("separator", "tab")
    separator = SEPARATORS.get(name.casefold(), name if len(name) == 1 else "\t")
    numbers = {column: headers.get(f"{column} column", "") for column in SPECIAL_COLUMNS}
    columns = {column: int(number) - 1 for column, number in numbers.items() if number.isdecimal() and int(number)}
    names = tuple(headers["columns"].split(separator)) if "columns" in headers else ()
    return Layout(separator, headers.get("html") == "true", columns, headers, names)


def create_notes(rows: Sequence[Sequence[str]], layout: Layout) -> Iterator[OldNote]:
    """Yield the note of each line; a line without a guid has none."""
    special = frozenset(layout.columns.values())
    types: dict[tuple[str, int, bool], OldNoteType] = {}
    for row in rows:
        values = {name: row[at] if at < len(row) else "" for name, at in layout.columns.items()}
        places = [at for at in range(len(row)) if at not in special]
        if not values["guid"] or not places:
            continue
        texts = tuple(row[at] if layout.is_html else html.escape(row[at], quote=False) for at in places)
        name = values.get("notetype") or layout.values.get("notetype", "")
        is_cloze = any(CLOZE.search(text) for text in texts)
        kind = types.setdefault((name, len(texts), is_cloze), create_type(name, places, layout, is_cloze=is_cloze))
        yield OldNote(values["guid"], kind, texts, values.get("deck") or layout.values.get("deck", ""))


def create_type(name: str, places: Sequence[int], layout: Layout, *, is_cloze: bool) -> OldNoteType:
    """Return a note type; without names of columns, its fields are called 1, 2 and so on."""
    has_names = len(layout.names) > max(places)
    fields = (layout.names[at] if has_names else str(number) for number, at in enumerate(places, 1))
    return OldNoteType(name, tuple(fields), is_cloze=is_cloze)
