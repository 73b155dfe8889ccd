"""Format the changes as a Markdown table, for a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.cli.reports import diff
from notedeck.cli.reports.diff import Comparison
from notedeck.cli.reports.names import KIND_LABELS
from notedeck.cli.reports.words import escape_markdown, list_markdown_lines, quote_code
from notedeck.comparison.summary import Item
from notedeck.identity.changes import Change
from notedeck.identity.removed.store import REMOVED_SEARCH
from notedeck.language import translate
from notedeck.messages import Message

MAX_ROWS = 300  # without -v; GitHub takes 65,536 characters in a comment
LINE_END = "<br>"


def format_markdown(comparison: Comparison, *, verbose: bool = False) -> str:
    """Return the table: new cards first, moves last, at most 300 rows unless verbose."""
    name = f"**{escape_markdown(comparison.title)}**: "
    remarks = [line for remark in comparison.remarks for line in ("", escape_markdown(remark))]
    if comparison.is_first or not comparison.changes:
        return join_lines([name + (diff.FIRST_BUILD if comparison.is_first else diff.NO_CHANGES), *remarks])
    items = diff.list_items(comparison.changes, verbose=verbose)
    listed = items if verbose else items[:MAX_ROWS]
    lines = [name + diff.format_totals(comparison.changes), "", Message("| | Card | Place |"), "|---|---|---|"]
    lines += [format_row(item, comparison) for item in listed]
    if len(listed) < len(items):
        lines += ["", Message("… and {count} more; list all with -v", count=len(items) - len(listed))]
    if comparison.has_removed:
        lines += ["", translate(diff.REMOVED_CARDS).replace(REMOVED_SEARCH, f"`{REMOVED_SEARCH}`")]
    return join_lines([*lines, *remarks])


def join_lines(lines: Iterable[str]) -> str:
    """Return lines of Markdown in the language of the run as one text."""
    return "\n".join(map(translate, lines))


def format_row(item: Item, comparison: Comparison) -> str:
    """Return the row of a change with its words, or of cards that changed together."""
    kind = translate(KIND_LABELS[diff.find_kind(item)]).strip()
    if not isinstance(item, Change):
        return f"| {kind} | {escape_markdown(diff.describe_group(item))} | |"
    words = list_markdown_lines(comparison.words.get(item.guid, ()))
    text = LINE_END.join([escape_markdown(diff.describe_change(item)), *words])
    return f"| {kind} | {text} | {quote_code(str(item.place))} |"
