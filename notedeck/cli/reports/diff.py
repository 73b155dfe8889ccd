"""What is different from the last build, for people, programs and pull requests."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from notedeck.cards.styles import uses_section_title
from notedeck.identity.changes import Change, Kind, counts
from notedeck.identity.removed.store import SEARCH
from notedeck.model import Key

COLOURS = {
    Kind.NEW: "green",
    Kind.CHANGED: "cyan",
    Kind.RENAMED: "yellow",
    Kind.MOVED: "yellow",
    Kind.RETURNED: "green",
    Kind.REMOVED: "red",
}
MATH = re.compile(r"\\[()\[\]]")
FIRST = "There is no deck.lock yet, so every card counts as new."
NOTHING = "Nothing changed since the last build."
FIND = f"Removed cards stay in Anki. After the next import find them there with the search {SEARCH}"


@dataclass(frozen=True, slots=True)
class Compared:
    """The name of a deck, its changes, and whether there was nothing to compare with."""

    deck: str
    changes: tuple[Change, ...]
    first: bool


def totals(changes: Sequence[Change]) -> str:
    """`2 new, 1 renamed`, or `none`."""
    return ", ".join(f"{count:,} {kind.value}" for kind, count in counts(changes).items() if count) or "none"


def show(console: Console, compared: Compared, *, verbose: bool) -> None:
    """All changes, one a line, and the counts; where all is new, the list only if verbose."""
    for change in () if compared.first and not verbose else compared.changes:
        console.print(line(change), highlight=False, soft_wrap=True)
    if compared.first or not compared.changes:
        console.print(FIRST if compared.first else NOTHING, highlight=False)
    else:
        console.print(f"\n{compared.deck}: {totals(compared.changes)}", highlight=False, markup=False)
    if any(change.kind is Kind.REMOVED for change in compared.changes):
        console.print(FIND, highlight=False, markup=False)


def line(change: Change) -> Text:
    """`renamed   aws/ecs.md:52  EC2 시작 타입 -> EC2 런치 타입 (same text)`, and the guid."""
    kind = Text(f"{change.kind.value:<9} ", style=COLOURS[change.kind])
    return kind + Text(f"{change.place}  {told(change)}") + Text(f"  [{change.guid}]", style="dim")


def told(change: Change) -> str:
    """A change in words."""
    notes = [change.why, ", ".join(change.fields) if change.kind is not Kind.NEW else ""]
    aside = "; ".join(filter(None, notes))
    return what(change) + (f" ({aside})" if aside else "")


def what(change: Change) -> str:
    """The card, with its old title if it had another, or its old place."""
    old, new = change.old, change.new
    if old is None or new is None or named(old) == named(new):
        key = new or old
        return shown(key) if key else ""
    if old.title != new.title:
        return f"{shown(old)} -> {shown(new)}" + ("" if old.path == new.path else f", from {old.path}")
    return f"{shown(new)}: from {above(old)} to {above(new)}"


def shown(key: Key) -> str:
    """The title of a card, below that of its section if it is one of several there; a formula as in the note."""
    titles = (*key.breadcrumb[-1:], key.title) if not uses_section_title(key.style) else (key.title,)
    return MATH.sub("$", " › ".join(titles))


def named(key: Key) -> tuple[object, ...]:
    return key.path, key.breadcrumb, key.title


def above(key: Key) -> str:
    """The note and the titles above a card."""
    return " › ".join((key.path, *key.breadcrumb))


def as_json(compared: Compared) -> str:
    """`deck`, `first`, `counts` by kind, `removed_search` and `changes`."""
    found = {kind.value: count for kind, count in counts(compared.changes).items()}
    rows = [row(change) for change in compared.changes]
    document = {"deck": compared.deck, "first": compared.first, "counts": found, "removed_search": SEARCH}
    return json.dumps({**document, "changes": rows}, ensure_ascii=False, indent=1)


def row(change: Change) -> dict[str, Any]:
    """One change for programs."""
    return {
        "kind": change.kind.value,
        "guid": change.guid,
        "path": change.place.path,
        "line": change.place.line,
        "title": change.title,
        "breadcrumb": list((change.new or change.old or Key("", (), "", "")).breadcrumb),
        "old": change.old
        and {"path": change.old.path, "breadcrumb": list(change.old.breadcrumb), "title": change.old.title},
        "fields": list(change.fields),
        "why": change.why,
    }


def as_markdown(compared: Compared) -> str:
    """A table for a pull request."""
    if compared.first or not compared.changes:
        return f"**{escaped(compared.deck)}**: {FIRST if compared.first else NOTHING}"
    rows = [f"| {one.kind.value} | {escaped(told(one))} | `{one.place}` |" for one in compared.changes]
    head = [f"**{escaped(compared.deck)}**: {totals(compared.changes)}", "", "| | Card | Place |", "|---|---|---|"]
    if any(one.kind is Kind.REMOVED for one in compared.changes):
        rows += ["", FIND.replace(SEARCH, f"`{SEARCH}`")]
    return "\n".join([*head, *rows])


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#~$" else letter for letter in text)
