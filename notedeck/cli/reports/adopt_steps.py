"""What to do in Anki after notes were taken over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from notedeck.adopt.steps import TypeChange
from notedeck.messages import Message, format_count, join_messages
from notedeck.trust.consent import quote_path

UNSURE_STEP = (
    Message(
        "Look at the notes marked unsure. If note and card are the same, run the line below them, then adopt again."
    ),
    Message("If not, do nothing: the card is a new one, and the old note stays as it is."),
)
BLANK_STEP = (
    Message("Second cards, and cloze deletions that the notes lack, would be blank: {cards}."),
    Message('To keep second cards, set style = "reversed" in deck.toml, or in the notes that have them.'),
)
IMPORT_STEP = (
    Message("Sync all your devices. Then build the deck, and import the package with File > Import:"),
    Message("build-deck {folder}"),
    Message(
        '"Merge note types" has to be off, or Anki makes these cards twice. --import waits until step {change} is done.'
    ),
    Message("Anki says: {count} were not imported, because their note type has changed. That is right so far."),
)
CHANGE_STEP = (
    Message(
        "In Anki, press Browse. Paste a search into the field at the top, press Enter, click into the list, "
        "press Ctrl+A,"
    ),
    Message("and choose Notes > Change Note Type. Choose the new note type, set what is listed here, and press Save."),
)
AGAIN_STEP = (Message('Import the package again, this time with "Update notes: Always".'),)
SYNC_STEP = (
    Message("The next sync asks for a direction: choose Upload to AnkiWeb."),
    Message("The cards stay in the decks where they are; move them with Cards > Change Deck if you like."),
)


def list_steps(changes: Sequence[TypeChange], folder: Path, blank_cards: int, *, has_unsure: bool) -> list[str]:
    """Return the lines of all steps; `blank_cards` of the old cards get no question."""
    count = format_count(sum(change.count for change in changes), "note")
    before = int(has_unsure) + bool(blank_cards)
    values = {"folder": quote_path(folder), "count": count, "change": before + 2}
    lists = [line for change in changes for line in list_change_lines(change)]
    steps: list[Sequence[str]] = [
        *([UNSURE_STEP] if has_unsure else []),
        *([[line.fill(cards=format_count(blank_cards, "card")) for line in BLANK_STEP]] if blank_cards else []),
        [line.fill(**values) for line in IMPORT_STEP],
        [*CHANGE_STEP, *lists],
        AGAIN_STEP,
        SYNC_STEP,
    ]
    return [line for number, step in enumerate(steps, 1) for line in number_lines(number, step)]


def number_lines(number: int, lines: Sequence[str]) -> list[str]:
    """Return the lines of a step with its number."""
    first, *rest = lines
    return [f"{number}. " + first, *("   " + line for line in rest)]


def list_change_lines(change: TypeChange) -> list[str]:
    """Return the lines about the notes of one note type."""
    old = Message('from "{old}" ', old=change.old) if change.old else ""
    fields = join_messages(", ", (Message('"{name}" for {new}', name=name, new=new) for new, name in change.fields))
    cards = join_messages(", ", (Message('"{name}" for {new}', name=name, new=new) for new, name in change.cards))
    dropped = ", ".join(f'"{name}"' for name in change.dropped)
    return [
        Message('- {notes} {old}to "{new}":', notes=format_count(change.count, "note"), old=old, new=change.new),
        *(f"    {search}" for search in change.searches),
        Message("    Fields: {fields}", fields=fields),
        *([Message("    Templates: {cards}", cards=cards)] if cards else []),
        *(
            [Message("    Anki deletes the cards of {dropped}, as there is no third template.", dropped=dropped)]
            if dropped
            else []
        ),
    ]
