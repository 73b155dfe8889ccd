"""Format the changes since the last build, for people, programs and pull requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from notedeck.cards.styles import uses_section_title
from notedeck.cli.console import Console, Span
from notedeck.identity.changes import Change, Kind, count_by_kind
from notedeck.identity.removed.store import REMOVED_SEARCH
from notedeck.model import Key, Value
from notedeck.util.text import escape_hidden

COLOURS = {
    Kind.NEW: "green",
    Kind.CHANGED: "cyan",
    Kind.RENAMED: "yellow",
    Kind.MOVED: "yellow",
    Kind.RETURNED: "green",
    Kind.REMOVED: "red",
}
MATH_DELIMITERS = re.compile(r"\\[()\[\]]")
MARKDOWN_CHARACTERS = "\\`*_[]<>|#~$"
FIRST_BUILD = "There is no deck.lock yet, so every card counts as new."
NO_CHANGES = "Nothing changed since the last build."
REMOVED_CARDS = f"Removed cards stay in Anki. After the next import, find them there with the search {REMOVED_SEARCH}"


class Comparison(Value, frozen=True):
    """The name of a deck, its changes, and whether there was no deck.lock to compare with."""

    deck: str
    changes: tuple[Change, ...]
    is_first: bool

    @property
    def has_removed(self) -> bool:
        """Whether any card was removed."""
        return any(change.kind is Kind.REMOVED for change in self.changes)


def format_totals(changes: Sequence[Change]) -> str:
    """Return `2 new, 1 renamed`, or `none`."""
    return ", ".join(f"{count:,} {kind.value}" for kind, count in count_by_kind(changes).items() if count) or "none"


def print_changes(console: Console, comparison: Comparison, *, verbose: bool) -> None:
    """Print one line for each change, and the totals; the list of a first build only if verbose."""
    for change in () if comparison.is_first and not verbose else comparison.changes:
        console.print_spans(*format_change(change))
    if comparison.is_first or not comparison.changes:
        console.print_line(FIRST_BUILD if comparison.is_first else NO_CHANGES)
    else:
        console.print_line("")
        console.print_line(f"{comparison.deck}: {format_totals(comparison.changes)}")
    if comparison.has_removed:
        console.print_line(REMOVED_CARDS)


def format_change(change: Change) -> tuple[Span, ...]:
    """Return `renamed   aws/ecs.md:52  EC2 시작 타입 -> EC2 런치 타입 (same text)`, and the guid."""
    kind = Span(f"{change.kind.value:<9} ", COLOURS[change.kind])
    return kind, Span(f"{change.place}  {describe_change(change)}"), Span(f"  [{change.guid}]", "dim")


def describe_change(change: Change) -> str:
    """Return a readable description of a change."""
    fields = ", ".join(change.fields) if change.kind is not Kind.NEW else ""
    details = "; ".join(filter(None, [change.reason, fields]))
    return name_card(change) + (f" ({details})" if details else "")


def name_card(change: Change) -> str:
    """Return the card, with its old title or its old place if that was another."""
    old, new = change.old, change.new
    if old is None or new is None or (old.path, old.breadcrumb, old.title) == (new.path, new.breadcrumb, new.title):
        key = new or old
        return format_title(key) if key else ""
    if old.title != new.title:
        return f"{format_title(old)} -> {format_title(new)}" + ("" if old.path == new.path else f", from {old.path}")
    return f"{format_title(new)}: from {format_location(old)} to {format_location(new)}"


def format_title(key: Key) -> str:
    """Return the title of a card, below that of its section if it is one of several; formulas as in the note."""
    titles = (*key.breadcrumb[-1:], key.title) if not uses_section_title(key.style) else (key.title,)
    return MATH_DELIMITERS.sub("$", " › ".join(titles))


def format_location(key: Key) -> str:
    """Return the note and the titles above a card."""
    return " › ".join((key.path, *key.breadcrumb))


def make_document(comparison: Comparison) -> dict[str, Any]:
    """Return `deck`, `first`, `counts` by kind, `removed_search` and `changes`, for JSON."""
    return {
        "deck": comparison.deck,
        "first": comparison.is_first,
        "counts": {kind.value: count for kind, count in count_by_kind(comparison.changes).items()},
        "removed_search": REMOVED_SEARCH,
        "changes": [change_document(change) for change in comparison.changes],
    }


def change_document(change: Change) -> dict[str, Any]:
    """Return one change for programs."""
    key, old = change.new or change.old, change.old
    return {
        "kind": change.kind.value,
        "guid": change.guid,
        "path": change.place.path,
        "line": change.place.line,
        "title": change.title,
        "breadcrumb": list(key.breadcrumb) if key else [],
        "old": old and {"path": old.path, "breadcrumb": list(old.breadcrumb), "title": old.title},
        "fields": list(change.fields),
        "why": change.reason,
    }


def format_markdown(comparison: Comparison) -> str:
    """Return a table for a pull request."""
    name = f"**{escape_markdown(comparison.deck)}**: "
    if comparison.is_first or not comparison.changes:
        return name + (FIRST_BUILD if comparison.is_first else NO_CHANGES)
    lines = [name + format_totals(comparison.changes), "", "| | Card | Place |", "|---|---|---|"]
    for change in comparison.changes:
        lines.append(
            f"| {change.kind.value} | {escape_markdown(describe_change(change))} | {quote_code(str(change.place))} |"
        )
    if comparison.has_removed:
        lines += ["", REMOVED_CARDS.replace(REMOVED_SEARCH, f"`{REMOVED_SEARCH}`")]
    return "\n".join(lines)


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in MARKDOWN_CHARACTERS else char for char in escape_hidden(text))


def quote_code(text: str) -> str:
    """Return text as Markdown's code in a cell of a table, or as plain text if a character would end either."""
    return escape_markdown(text) if {"`", "|", "\\"} & set(escape_hidden(text)) else f"`{text}`"
