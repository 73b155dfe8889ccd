"""Format what a member changed in Anki, for people, programs and pull requests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from notedeck.cli.console import Console, Span
from notedeck.cli.reports.diff import format_title
from notedeck.cli.reports.words import (
    MAX_LINES,
    describe_line,
    describe_rest,
    escape_markdown,
    format_markdown_line,
    format_spans,
    quote_code,
)
from notedeck.comparison.member_edits import Basis, FieldEdit, MemberEdits
from notedeck.language import translate
from notedeck.messages import NO_MESSAGE, Message, format_count, join_messages
from notedeck.problems import DeckError

INDENT = " " * 4
NO_EDITS = Message("No field was changed in Anki.")
NEXT_STEP = Message(
    "Take what is right into the notes, then build and import: an update replaces what was changed in Anki."
)
OUTDATED = Message("the notes have changed this since")
NOT_KNOWN = Message("compared with the notes of today, as the imported text is neither in the cache nor in git")


def check_own_notes(edits: MemberEdits, package: Path, deck: str) -> None:
    """Raise DeckError if a package has no note of the deck."""
    if not (edits.edits or edits.unchanged or edits.removed):
        count = format_count(edits.others, "note")
        hint = Message(
            "Name the notes that the deck was built from: build-deck compare PACKAGE NOTES. They need their deck.lock."
        )
        raise DeckError(
            Message("none of the {count} in {package} is a card of {deck}", count=count, package=package, deck=deck),
            hint,
        )


def print_edits(console: Console, edits: MemberEdits, deck: str, *, verbose: bool) -> None:
    """Print each card with the fields that changed and the words, then the totals."""
    for _, group in groupby(edits.edits, key=lambda edit: edit.card.guid):
        print_card(console, list(group), verbose=verbose)
    if edits.edits:
        console.print_line("")
    console.print_line(Message("{deck}: {totals}", deck=deck, totals=format_totals(edits)))
    if edits.edits:
        console.print_line(NEXT_STEP, "green")


def print_card(console: Console, edits: list[FieldEdit], *, verbose: bool) -> None:
    """Print a card and the fields of it that changed."""
    card = edits[0].card
    console.print_spans(Span(f"{card.place}  ", "cyan"), Span(format_title(card.key)), Span(f"  [{card.guid}]", "dim"))
    for edit in edits:
        console.print_spans(Span(f"  {edit.field}  {edit.place}"), Span(describe_remark(edit), "yellow"))
        listed = edit.lines if verbose else edit.lines[:MAX_LINES]
        for line in listed:
            console.print_spans(Span(INDENT), *format_spans(line))
        if len(listed) < len(edit.lines):
            console.print_line(INDENT + describe_rest(len(edit.lines) - len(listed)))


def describe_remark(edit: FieldEdit) -> Message:
    """Return what else a person has to know about a field, with brackets; "" for nothing."""
    remarks = [OUTDATED] if edit.is_outdated else []
    remarks += [NOT_KNOWN] if edit.basis is Basis.PRESENT else []
    return Message("  ({remarks})", remarks=join_messages("; ", remarks)) if remarks else NO_MESSAGE


def format_totals(edits: MemberEdits) -> Message:
    """Return `2 cards changed in Anki, 94 not; left out: 1 card no longer in the notes, 3 notes of other decks`."""
    text = (
        Message(
            "{cards} changed in Anki, {unchanged:,} not",
            cards=format_count(edits.edited, "card"),
            unchanged=edits.unchanged,
        )
        if edits.edits
        else NO_EDITS
    )
    left_out = []
    if edits.removed:
        left_out.append(Message("{cards} no longer in the notes", cards=format_count(edits.removed, "card")))
    if edits.others:
        left_out.append(Message("{notes} of other decks", notes=format_count(edits.others, "note")))
    parts = join_messages(", ", left_out)
    if parts and not edits.edits:
        return Message("No field was changed in Anki; left out: {parts}", parts=parts)
    return Message("{edits}; left out: {parts}", edits=text, parts=parts) if parts else text


def format_markdown(edits: MemberEdits, deck: str) -> str:
    """Return a table for an issue or a pull request."""
    lines = [f"**{escape_markdown(deck)}**: {escape_markdown(format_totals(edits))}"]
    if edits.edits:
        lines += [
            "",
            Message("| Card | Field | Changed in Anki | Place |"),
            "|---|---|---|---|",
            *map(format_row, edits.edits),
        ]
    return "\n".join(map(translate, lines))


def format_row(edit: FieldEdit) -> str:
    """Return the row of a field."""
    title, field = escape_markdown(format_title(edit.card.key)), edit.field + escape_markdown(describe_remark(edit))
    return f"| {title} | {field} | {'<br>'.join(list_markdown(edit))} | {quote_code(str(edit.place))} |"


def list_markdown(edit: FieldEdit) -> Iterator[str]:
    """Yield the lines of a field that changed."""
    yield from map(format_markdown_line, edit.lines[:MAX_LINES])
    if len(edit.lines) > MAX_LINES:
        yield translate(describe_rest(len(edit.lines) - MAX_LINES))


def make_document(edits: MemberEdits, deck: str) -> dict[str, Any]:
    """Return `deck`, `counts` and `edits`, for JSON."""
    return {
        "deck": deck,
        "counts": {
            "edited": edits.edited,
            "unchanged": edits.unchanged,
            "removed": edits.removed,
            "other_decks": edits.others,
        },
        "edits": [describe_edit(edit) for edit in edits.edits],
    }


def describe_edit(edit: FieldEdit) -> dict[str, Any]:
    """Return a field for programs: its place, both texts whole, and the parts that differ."""
    return {
        "guid": edit.card.guid,
        "title": edit.card.key.title,
        "field": edit.field,
        "path": edit.place.path,
        "line": edit.place.line,
        "card": {"path": edit.card.place.path, "line": edit.card.place.line},
        "old": list(edit.old),
        "new": list(edit.new),
        "compared_with": edit.basis.value,
        "outdated": edit.is_outdated,
        "words": [describe_line(line) for line in edit.lines],
    }
