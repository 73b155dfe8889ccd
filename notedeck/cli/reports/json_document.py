"""Format a run as the one JSON document that `--json` prints."""

from __future__ import annotations

from typing import Any

from notedeck.anki.text import strip_line_attributes
from notedeck.identity import DeckMove
from notedeck.identity.changes import count_by_kind
from notedeck.identity.removed.store import REMOVED_SEARCH, UNDECIDED_TAG
from notedeck.model import Card, LeftOut, Skipped
from notedeck.problems import Problem
from notedeck.stage_values import BuiltDeck, WrittenPackage


def make_document(built: BuiltDeck, written: WrittenPackage | None) -> dict[str, Any]:
    """Return the document of a run, keys in a fixed order; `package` is null if none was written."""
    return {
        "deck": built.deck.name,
        "package": written and {"file": str(written.file), "bytes": written.size, "new_media": written.new_media},
        "notes": built.note_count,
        "sources": dict(sorted(built.tool_counts.items())),
        "changes": {kind.value: count for kind, count in count_by_kind(built.changes).items()},
        "removed": describe_removed(built),
        "moves": [describe_move(move) for move in built.moves],
        "media": [asset.name for asset in built.deck.assets],
        "cards": [describe_card(card) for card in built.deck.cards],
        "skipped": [describe_skipped(part) for part in built.deck.skipped],
        "left_out": [describe_left_out(note) for note in built.left_out],
        "problems": [describe_problem(problem) for problem in built.problems],
    }


def describe_removed(built: BuiltDeck) -> dict[str, Any]:
    """Return the search for removed cards in Anki, how many the package marks, and the titles of those it cannot.

    `undecided` are those with a copy in the notes, which the search does not find.
    """
    titles = [entry.key.title for entry in built.lost]
    undecided = sum(UNDECIDED_TAG in card.tags for card in built.deck.removed)
    packed = len(built.deck.removed) - undecided
    return {"search": REMOVED_SEARCH, "packed": packed, "undecided": undecided, "lost": titles}


def describe_move(move: DeckMove) -> dict[str, Any]:
    """Return a step: the names of two decks, how many cards to move from one to the other, how to find them in Anki."""
    step = "rename" if move.is_rename else "move"
    return {"step": step, "old": move.old, "new": move.new, "cards": move.count, "search": move.search}


def describe_card(card: Card) -> dict[str, Any]:
    """Return a card with its place and both sides."""
    return {
        "path": card.place.path,
        "line": card.place.line,
        "breadcrumb": list(card.breadcrumb),
        "front": strip_line_attributes(card.front),
        "back": strip_line_attributes(card.back),
        "deck": card.deck,
        "tags": list(card.tags),
        "guid": card.guid,
    }


def describe_skipped(part: Skipped) -> dict[str, Any]:
    """Return a skipped part with its place and reason."""
    return {"path": part.place.path, "line": part.place.line, "title": part.title, "reason": part.reason.value}


def describe_left_out(note: LeftOut) -> dict[str, Any]:
    """Return a note that makes no cards, with the reason and the note that it translates."""
    return {"path": note.path, "reason": note.reason.value, "original": note.original or None}


def describe_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem with its place, code and severity."""
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "code": problem.code.slug,
        "severity": problem.severity.value,
        "message": problem.message,
        "quoted": list(problem.quoted),
        "hint": problem.hint,
    }
