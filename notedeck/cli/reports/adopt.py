"""What became of the notes of an old deck, for people and programs."""

from __future__ import annotations

import shlex
from collections.abc import Sequence, Sized
from pathlib import Path
from typing import Any

from notedeck.adopt.match import Comparison, Pair, is_own_type
from notedeck.adopt.old_notes import OldNote, OldNoteType
from notedeck.adopt.sides import FieldNames, Sides, find_sides, join_fields, read_text
from notedeck.adopt.steps import TypeChange, count_blank_cards, list_changes
from notedeck.cli.console import Console, Span
from notedeck.cli.reports.adopt_steps import list_steps
from notedeck.cli.reports.diff import format_title
from notedeck.messages import Message, format_count, join_messages
from notedeck.model import Value
from notedeck.util.text import shorten_text

MAX_LISTED = 12  # sure and unmatched notes, without -v
MAX_FRONT_CHARACTERS = 60
LABELS = {  # ten columns wide
    "sure": Message("sure      "),
    "unsure": Message("unsure    "),
    "held": Message("held      "),
    "unmatched": Message("unmatched "),
    "copy": Message("copy      "),
}
REST = {
    "sure": Message("… and {count:,} more sure; list all with -v"),
    "unmatched": Message("… and {count:,} more unmatched; list all with -v"),
    "copy": Message("… and {count:,} more copy; list all with -v"),
}
COLOURS = {"sure": "green", "unsure": "yellow", "held": "yellow", "unmatched": "red", "copy": "dim"}


class Adoption(Value, frozen=True):
    """An old deck, the comparison of its notes with the cards, and what the user chose.

    With `replaces`, notes are taken over even if deck.lock has their cards. With `is_dry`, nothing is written.
    `new_cards` is the number of cards that deck.lock does not have, `folder` the notes as the user named them.
    """

    file: Path
    folder: Path
    comparison: Comparison
    new_cards: int
    names: FieldNames
    replaces: bool = False
    is_dry: bool = False

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that are taken over."""
        return (*self.comparison.sure, *(self.comparison.known if self.replaces else ()))

    @property
    def known(self) -> tuple[Pair, ...]:
        """The pairs that are not taken over since deck.lock has their cards."""
        return () if self.replaces else self.comparison.known

    @property
    def changes(self) -> tuple[TypeChange, ...]:
        """What has to be done in Anki."""
        return list_changes(self.pending, self.names)

    @property
    def pending(self) -> tuple[Pair, ...]:
        """The pairs, of this run and of earlier ones, whose notes do not have the note type of notedeck yet."""
        return (*self.pairs, *(pair for pair in self.comparison.present if not is_own_type(pair.note.type)))

    @property
    def sides(self) -> dict[OldNoteType, Sides]:
        """The fields that were taken for question and answer, by note type."""
        comparison = self.comparison
        paired = (pair.note for pair in (*comparison.sure, *comparison.known, *comparison.held, *comparison.unsure))
        types = dict.fromkeys(note.type for note in (*paired, *comparison.unmatched))
        return {kind: find_sides(kind, self.names) for kind in types}

    def name_note(self, note: OldNote) -> str:
        """Return the front of a note, or its back if that is blank."""
        sides = find_sides(note.type, self.names)
        text = read_text(join_fields(note, sides.front)) or read_text(join_fields(note, sides.back))
        return shorten_text(text, MAX_FRONT_CHARACTERS)


def print_adoption(console: Console, adoption: Adoption, *, verbose: bool) -> None:
    """Print the sure, unsure and unmatched notes, the counts, and the steps in Anki."""
    limit = None if verbose else MAX_LISTED
    print_group(console, "sure", [format_pair(adoption, pair) for pair in adoption.pairs], limit)
    for name, pairs in (("unsure", adoption.comparison.unsure), ("held", adoption.comparison.held)):
        for pair in pairs:
            print_group(console, name, [format_pair(adoption, pair)], None)
            console.print_line(f"    {format_link(adoption, pair)}")
    unmatched = [f"{adoption.name_note(note)}  [{note.guid}]" for note in adoption.comparison.unmatched]
    print_group(console, "unmatched", unmatched, limit)
    copies = [f"{adoption.name_note(note)}  [{note.guid}]" for note in adoption.comparison.copies]
    print_group(console, "copy", copies, limit)
    for line in list_counts(adoption):
        console.print_line(line)
    if adoption.is_dry:
        console.print_line(Message("Nothing was written (--dry-run)."), "bold")
    elif adoption.pending:
        print_steps(console, adoption)


def print_steps(console: Console, adoption: Adoption) -> None:
    """Print what to do next."""
    count = format_count(len(adoption.pending), "note")
    console.print_line(
        Message("deck.lock has the guids of {count} now. Do this next, in this order:", count=count), "bold"
    )
    blank_cards = count_blank_cards(adoption.pending)
    for line in list_steps(adoption.changes, adoption.folder, blank_cards, has_unsure=bool(adoption.comparison.unsure)):
        console.print_line(line)


def print_group(console: Console, name: str, lines: Sequence[str], limit: int | None) -> None:
    """Print the lines of a group, each after its name, and how many were left out."""
    for line in lines[:limit]:
        console.print_spans(Span(LABELS[name], COLOURS[name]), Span(line))
    if limit is not None and len(lines) > limit:
        console.print_line(REST[name].fill(count=len(lines) - limit))


def format_pair(adoption: Adoption, pair: Pair) -> Message:
    """Return `aws/ecs.md:52  EC2 시작 타입 <- EC2 시작 유형 (title 80% alike, same text)`."""
    title, front = format_title(pair.card.key), adoption.name_note(pair.note)
    old = "" if front == title else f" <- {front}"
    return Message("{pair} ({reason})", pair=f"{pair.card.place}  {title}{old}", reason=pair.reason)


def format_link(adoption: Adoption, pair: Pair) -> str:
    """Return the command that takes over an unsure note."""
    key = pair.card.key
    names = (pair.note.guid, f"{key.path}#{key.title}" if not key.nth else pair.card.guid, str(adoption.folder))
    return shlex.join(["build-deck", "link", "--from", str(adoption.file), "--", *names])


def list_left_out(adoption: Adoption) -> Sequence[tuple[Sized, Message]]:
    """Return the notes that are not taken over, with why."""
    found, known = adoption.comparison, adoption.known
    return (
        (found.present, Message("{notes} of this deck already")),
        (found.gone, Message("{notes} of this deck, whose cards are no longer in the notes")),
        (
            found.held,
            Message(
                "{notes} of cards that are other old notes already, maybe a member's: "
                "with `link` they lose the reviews of those"
            ),
        ),
        (
            found.own,
            Message(
                "{notes} of another deck of notedeck, or of this one before deck.lock was lost: restore that from git"
            ),
        ),
        (
            found.copies,
            Message("{notes} with the same text as another note, which has more reviews or is of this deck already"),
        ),
        (
            known,
            Message(
                "{notes} of cards that deck.lock has already, maybe with reviews; "
                "--replace takes over these notes instead"
            ),
        ),
    )


def list_counts(adoption: Adoption) -> list[str]:
    """Return lines that count the notes, and explain those that were not compared or not taken over."""
    found = adoption.comparison
    sides = (
        Message("{type}: {sides}", type=kind.name or Message("notes"), sides=format_sides(side))
        for kind, side in adoption.sides.items()
    )
    total = Message(
        "{file}: {notes} sure, {unsure:,} unsure, {unmatched:,} unmatched; {cards} of the notes without a sure one",
        file=adoption.file.name,
        notes=format_count(len(adoption.pairs), "note"),
        unsure=len(found.unsure),
        unmatched=len(found.unmatched),
        cards=format_count(adoption.new_cards - len(found.sure), "card"),
    )
    return [
        *(
            [Message("Fields (--front and --back choose others): {sides}", sides=join_messages("; ", sides))]
            if adoption.sides
            else []
        ),
        *(text.fill(notes=format_count(len(notes), "note")) for notes, text in list_left_out(adoption) if notes),
        total,
    ]


def format_sides(sides: Sides) -> str:
    """Return `Front | Back, Extra`."""
    return f"{', '.join(sides.front) or '-'} | {', '.join(sides.back) or '-'}"


def make_document(adoption: Adoption) -> dict[str, Any]:
    """Return what became of each note, and what has to be done in Anki, as the value of `--json`."""
    found = adoption.comparison
    return {
        "written": not adoption.is_dry and bool(adoption.pairs),
        "fields": {
            kind.name: {"front": list(sides.front), "back": list(sides.back)} for kind, sides in adoption.sides.items()
        },
        "sure": [make_pair_document(adoption, pair) for pair in adoption.pairs],
        "known": [make_pair_document(adoption, pair) for pair in adoption.known],
        **{
            name: [{**make_pair_document(adoption, pair), "link": format_link(adoption, pair)} for pair in pairs]
            for name, pairs in (("unsure", found.unsure), ("held", found.held))
        },
        **{
            name: [{"guid": note.guid, "front": adoption.name_note(note)} for note in notes]
            for name, notes in (
                ("unmatched", found.unmatched),
                ("copies", found.copies),
                ("present", [pair.note for pair in found.present]),
                ("own", found.own),
                ("gone", found.gone),
            )
        },
        "blank_cards": count_blank_cards(adoption.pending),
        "note_types": [
            {
                "old": change.old,
                "new": change.new,
                "notes": change.count,
                "searches": list(change.searches),
                "fields": dict(change.fields),
                "cards": dict(change.cards),
                "dropped": list(change.dropped),
            }
            for change in adoption.changes
        ],
    }


def make_pair_document(adoption: Adoption, pair: Pair) -> dict[str, Any]:
    """Return an old note and its card for programs."""
    return {
        "guid": pair.note.guid,
        "front": adoption.name_note(pair.note),
        "path": pair.card.place.path,
        "line": pair.card.place.line,
        "title": pair.card.key.title,
        "why": pair.reason,
    }
