"""The one JSON document that `--json` prints."""

from __future__ import annotations

import json
from typing import Any

from notedeck.anki.fields import strip_lines
from notedeck.cli.output import Written
from notedeck.identity.changes import counts
from notedeck.identity.removed.store import SEARCH
from notedeck.model import Card, Skipped
from notedeck.pipeline import Result
from notedeck.problems import Problem


def dumps(result: Result, written: Written | None) -> str:
    """A result as JSON text, keys in a fixed order, Korean readable."""
    return json.dumps(document(result, written), ensure_ascii=False, indent=1)


def document(result: Result, written: Written | None) -> dict[str, Any]:
    """`deck`, `package` (null if none was written), `notes`, `changes`, `removed`, `media`, `cards`, `skipped` and
    `problems`."""
    return {
        "deck": result.deck.name,
        "package": written and {"file": str(written.file), "bytes": written.size, "new_media": written.new_media},
        "notes": result.notes,
        "changes": {kind.value: count for kind, count in counts(result.changes).items()},
        "removed": removed(result),
        "media": [asset.name for asset in result.deck.assets],
        "cards": [card_row(card) for card in result.deck.cards],
        "skipped": [skipped_row(part) for part in result.deck.skipped],
        "problems": [problem_row(problem) for problem in result.problems],
    }


def removed(result: Result) -> dict[str, Any]:
    """How removed cards are found in Anki, how many the package marks, and the titles of those it cannot."""
    return {"search": SEARCH, "packed": len(result.deck.removed), "lost": [one.key.title for one in result.lost]}


def card_row(card: Card) -> dict[str, Any]:
    return {
        "path": card.place.path,
        "line": card.place.line,
        "breadcrumb": list(card.breadcrumb),
        "front": strip_lines(card.front),
        "back": strip_lines(card.back),
        "deck": card.deck,
        "tags": list(card.tags),
        "guid": card.guid,
    }


def skipped_row(part: Skipped) -> dict[str, Any]:
    return {"path": part.place.path, "line": part.place.line, "title": part.title, "reason": part.reason.value}


def problem_row(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "code": problem.code.slug,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
    }
