"""Format the words that changed in a text: for a terminal, a pull request, and programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from notedeck.cli.console import Console, Span
from notedeck.comparison.field_words import FieldWords
from notedeck.comparison.words import ChangedLine, Kind, Part
from notedeck.language import translate
from notedeck.messages import Message, format_count
from notedeck.model import Value
from notedeck.util.text import escape_hidden

ARROW = " → "
MARKDOWN_CHARACTERS = "\\`*_[]<>|#~$"
MAX_CONTEXT = 30  # characters of the same text that are shown beside a change
MAX_PART = 300  # characters of a change that are shown
MAX_LINES = 8  # of a field that are shown; of more, how many there are
CUT = "…"
MAIN_FIELD = "Back"  # whose name is not shown


class Replacement(Value, frozen=True):
    """What was removed in one place, and what was added there; `gap` is the space before what follows."""

    removed: str
    added: str
    gap: str = ""


def shorten_line(line: ChangedLine) -> Iterator[str | Replacement]:
    """Yield the changes of a line, with a little of the text between them."""
    groups = [(is_same, list(parts)) for is_same, parts in groupby(line.parts, key=lambda part: part.kind is Kind.SAME)]
    for number, (is_same, parts) in enumerate(groups):
        if is_same:
            text = "".join(part.text for part in parts)
            yield shorten_context(text, is_first=number == 0, is_last=number == len(groups) - 1)
        else:
            removed, added = join_parts(parts, Kind.REMOVED), join_parts(parts, Kind.ADDED)
            gap = " " if (added or removed)[-1:].isspace() else ""
            yield Replacement(shorten_part(removed), shorten_part(added), gap)


def join_parts(parts: Sequence[Part], kind: Kind) -> str:
    """Return the text of the parts of one kind."""
    return "".join(part.text for part in parts if part.kind is kind)


def shorten_context(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return what is shown of a text that is the same, before, between or after changes."""
    start, end = text[:MAX_CONTEXT], text[-MAX_CONTEXT:]
    if is_first:
        return text if len(text) <= MAX_CONTEXT else CUT + end
    if is_last:
        return text if len(text) <= MAX_CONTEXT else start + CUT
    return text if len(text) <= 2 * MAX_CONTEXT else f"{start} {CUT} {end}"


def shorten_part(text: str) -> str:
    """Return what is shown of a text that was removed or added."""
    plain = text.strip()
    return plain if len(plain) <= MAX_PART else plain[:MAX_PART] + CUT


def format_spans(line: ChangedLine) -> tuple[Span, ...]:
    """Return a line such as `작업을 [돌린다 → 실행한다] 매일`, with colours."""
    spans: list[Span] = []
    for part in shorten_line(line):
        if isinstance(part, str):
            spans.append(Span(part, "dim"))
            continue
        sign = "" if part.removed and part.added else "- " if part.removed else "+ "
        removed, added = Span(part.removed, "red"), Span(part.added, "green")
        middle = [removed, Span(ARROW), added] if not sign else [removed if part.removed else added]
        spans += [Span(f"[{sign}"), *middle, Span(f"]{part.gap}")]
    return tuple(spans)


def format_markdown_line(line: ChangedLine) -> str:
    """Return a line such as `작업을 ~~돌린다~~ → **실행한다** 매일`, with everything else escaped."""
    return "".join(
        escape_markdown(part) if isinstance(part, str) else format_replacement(part) for part in shorten_line(line)
    ).strip()


def format_replacement(part: Replacement) -> str:
    """Return a change in Markdown."""
    removed = f"~~{escape_markdown(part.removed)}~~" if part.removed else ""
    added = f"**{escape_markdown(part.added)}**" if part.added else ""
    return ARROW.join(filter(None, [removed, added])) + part.gap


def print_words(console: Console, fields: Iterable[FieldWords], indent: str, *, verbose: bool) -> None:
    """Print the lines of fields that changed, of each the first ones unless verbose."""
    for field in fields:
        listed = field.lines if verbose else field.lines[:MAX_LINES]
        label = "" if field.field == MAIN_FIELD else f"{field.field}: "
        for line in listed:
            console.print_spans(Span(indent + label), *format_spans(line))
        if len(listed) < len(field.lines):
            console.print_line(indent + label + describe_rest(len(field.lines) - len(listed)))


def list_markdown_lines(fields: Iterable[FieldWords]) -> Iterator[str]:
    """Yield the lines of fields that changed in Markdown, of each the first ones."""
    for field in fields:
        label = "" if field.field == MAIN_FIELD else f"{field.field}: "
        yield from (label + format_markdown_line(line) for line in field.lines[:MAX_LINES])
        if len(field.lines) > MAX_LINES:
            yield label + describe_rest(len(field.lines) - MAX_LINES)


def describe_rest(count: int) -> Message:
    """Return that there are more lines."""
    return Message("… and {lines} more", lines=format_count(count, "line"))


def describe_fields(fields: Iterable[FieldWords]) -> list[dict[str, Any]]:
    """Return the lines of fields that changed for programs, all of them whole."""
    return [{"field": field.field, "lines": [describe_line(line) for line in field.lines]} for field in fields]


def describe_line(line: ChangedLine) -> dict[str, Any]:
    """Return a line for programs, whole."""
    return {"line": line.number, "parts": [{"op": part.kind.value, "text": part.text} for part in line.parts]}


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in MARKDOWN_CHARACTERS else char for char in escape_hidden(translate(text)))


def quote_code(text: str) -> str:
    """Return text as Markdown's code in a cell of a table, or as plain text if a character would end either."""
    return escape_markdown(text) if {"`", "|", "\\"} & set(escape_hidden(text)) else f"`{text}`"
