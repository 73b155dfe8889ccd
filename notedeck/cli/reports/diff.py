"""Format the changes since the last build or another commit, for people and programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from notedeck.cards.styles import uses_section_title
from notedeck.cli.console import Console, Span
from notedeck.cli.reports.names import KIND_LABELS, MOVE_NAMES
from notedeck.comparison.summary import ChangedAlike, Item, Move, MovedTogether, arrange_changes
from notedeck.identity.changes import KIND_COUNTS, Change, Kind, count_by_kind
from notedeck.identity.removed.store import REMOVED_SEARCH
from notedeck.messages import Message, format_count, join_messages
from notedeck.model import Key, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from notedeck.comparison.field_words import FieldWords

COLOURS = {
    Kind.NEW: "green",
    Kind.CHANGED: "cyan",
    Kind.RENAMED: "yellow",
    Kind.MOVED: "yellow",
    Kind.RETURNED: "green",
    Kind.REMOVED: "red",
}
MATH_DELIMITERS = re.compile(r"\\[()\[\]]")
FIRST_BUILD = Message("There is no deck.lock yet, so every card counts as new.")
NO_CHANGES = Message("Nothing changed since the last build.")
REMOVED_CARDS = Message(
    "Removed cards stay in Anki. After the next import, find them there with the search {removed_search}",
    removed_search=REMOVED_SEARCH,
)
INDENT = " " * 10  # below the kind of a change


class Against(Value, frozen=True):
    """The commit that the notes are compared with: its name as the user gave it, and its hash.

    `ahead` is how many commits it has that the notes do not have; `problem` is what could not be used of it.
    """

    name: str
    commit: str
    ahead: int = 0
    problem: str = ""

    @property
    def label(self) -> str:
        """The name with the beginning of the hash."""
        return self.name if self.commit.startswith(self.name) else f"{self.name} ({self.commit[:10]})"


class Comparison(Value, frozen=True):
    """The name of a deck, its changes, and whether there was no deck.lock to compare with.

    `words` are those that changed, by guid; `against` is the commit, None for the last build.
    """

    deck: str
    changes: tuple[Change, ...]
    is_first: bool
    words: Mapping[str, tuple[FieldWords, ...]] = {}
    against: Against | None = None

    @property
    def has_removed(self) -> bool:
        """Whether any card was removed."""
        return any(change.kind is Kind.REMOVED for change in self.changes)

    @property
    def title(self) -> str:
        """The name of the deck, and what it is compared with."""
        return Message("{deck} since {label}", deck=self.deck, label=self.against.label) if self.against else self.deck

    @property
    def no_changes(self) -> Message:
        """The line that nothing changed."""
        return Message("No card changed since {label}.", label=self.against.label) if self.against else NO_CHANGES

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else a person has to know about the comparison."""
        return tuple(describe_against(self.against)) if self.against else ()


def describe_against(against: Against) -> Iterator[str]:
    """Yield what a person has to know about the commit that the notes are compared with."""
    if against.problem:
        yield Message("{commit}: {problem}", commit=against.label, problem=against.problem)
    if against.ahead:
        count = format_count(against.ahead, "commit")
        yield (
            Message(
                "{against} has {count} that these notes do not have; what changed there is listed the "
                "wrong way round. To compare with where the two parted: --against {against}...",
                against=against.name,
                count=count,
            )
        )


def format_totals(changes: Sequence[Change]) -> Message:
    """Return `2 new, 1 renamed`, or `none`."""
    counts = count_by_kind(changes).items()
    return join_messages(", ", (KIND_COUNTS[kind].fill(count=count) for kind, count in counts if count)) or Message(
        "none"
    )


def print_changes(console: Console, comparison: Comparison, *, verbose: bool) -> None:
    """Print what changed, with the words, and the totals; the list of a first build only if verbose."""
    if not comparison.is_first or verbose:
        for item in list_items(comparison.changes, verbose=verbose):
            print_item(console, item, comparison, verbose=verbose)
    if comparison.is_first or not comparison.changes:
        console.print_line(FIRST_BUILD if comparison.is_first else comparison.no_changes)
    else:
        console.print_line("")
        totals = format_totals(comparison.changes)
        console.print_line(Message("{title}: {totals}", title=comparison.title, totals=totals))
    if comparison.has_removed:
        console.print_line(REMOVED_CARDS)
    for remark in comparison.remarks:
        console.print_line(remark, "yellow")


def list_items(changes: Sequence[Change], *, verbose: bool) -> tuple[Item, ...]:
    """Return what is listed, in order; each card that moved on its own if verbose."""
    return list_changes(changes) if verbose else arrange_changes(changes)


def list_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return all changes in the order of the list."""
    items = arrange_changes(changes)
    return tuple(change for item in items for change in ((item,) if isinstance(item, Change) else item.changes))


def print_item(console: Console, item: Item, comparison: Comparison, *, verbose: bool) -> None:
    """Print a change with its words, or cards that changed together."""
    console.print_spans(*format_item(item))
    if isinstance(item, Change) and comparison.words:
        from notedeck.cli.reports.words import print_words

        print_words(console, comparison.words.get(item.guid, ()), INDENT, verbose=verbose)


def format_item(item: Item) -> tuple[Span, ...]:
    """Return the line of a change, or of cards that changed together."""
    if isinstance(item, Change):
        return format_change(item)
    return Span(KIND_LABELS[find_kind(item)], COLOURS[find_kind(item)]), Span(describe_group(item))


def find_kind(item: Item) -> Kind:
    """Return the kind of a change, or of cards that changed together."""
    return item.kind if isinstance(item, Change) else item.changes[0].kind


def describe_group(item: MovedTogether | ChangedAlike) -> str:
    """Return `folder interview → cs-interview: 434 cards`, or `434 cards (tags)`."""
    count = format_count(len(item.changes), "card")
    if isinstance(item, MovedTogether):
        return Message("{move}: {count}", move=describe_move(item.move), count=count)
    return describe_alike(item, count)


def describe_alike(item: ChangedAlike, count: str) -> str:
    """Return how many cards changed in the same fields, and the notes if they are few."""
    paths = dict.fromkeys(change.place.path for change in item.changes)
    where = Message(" of {next}", next=next(iter(paths))) if len(paths) == 1 else ""
    return Message("{count}{where} ({fields})", count=count, where=where, fields=join_messages(", ", item.fields))


def describe_move(move: Move) -> str:
    """Return `folder interview → cs-interview`."""
    old, new = move.old or Message("the top"), move.new or Message("the top")
    note = f"{move.note}: " if move.note else ""
    return Message("{note}{kind} {old} → {new}", note=note, kind=MOVE_NAMES[move.what], old=old, new=new)


def format_change(change: Change) -> tuple[Span, ...]:
    """Return `renamed   aws/ecs.md:52  EC2 시작 타입 → EC2 런치 타입 (same text)`, and the guid."""
    kind = Span(KIND_LABELS[change.kind], COLOURS[change.kind])
    return kind, Span(f"{change.place}  " + describe_change(change)), Span(f"  [{change.guid}]", "dim")


def describe_change(change: Change) -> str:
    """Return a readable description of a change."""
    fields = ", ".join(change.fields) if change.kind is not Kind.NEW else ""
    details = join_messages("; ", (change.reason, fields))
    name = name_card(change)
    return Message("{name} ({details})", name=name, details=details) if details else name


def name_card(change: Change) -> str:
    """Return the card, with its old title or its old place if that was another."""
    old, new = change.old, change.new
    if old is None or new is None or (old.path, old.breadcrumb, old.title) == (new.path, new.breadcrumb, new.title):
        key = new or old
        return format_title(key) if key else ""
    if old.title != new.title:
        titles = f"{format_title(old)} → {format_title(new)}"
        return titles if old.path == new.path else Message("{titles}, from {path}", titles=titles, path=old.path)
    if old.breadcrumb == new.breadcrumb:
        return Message("{new}, from {path}", new=format_title(new), path=old.path)
    return Message(
        "{new}: from {location} to {location2}",
        new=format_title(new),
        location=format_location(old),
        location2=format_location(new),
    )


def format_title(key: Key) -> str:
    """Return the title of a card, below that of its section if it is one of several; formulas as in the note."""
    titles = (*key.breadcrumb[-1:], key.title) if not uses_section_title(key.style) else (key.title,)
    return MATH_DELIMITERS.sub("$", " › ".join(titles))


def format_location(key: Key) -> str:
    """Return the note and the titles above a card."""
    return " › ".join((key.path, *key.breadcrumb))


def make_document(comparison: Comparison) -> dict[str, Any]:
    """Return `deck`, `first`, `against`, `counts` by kind, `removed_search`, `moves` and `changes`, for JSON."""
    against = comparison.against
    groups = [item for item in arrange_changes(comparison.changes) if isinstance(item, MovedTogether)]
    return {
        "deck": comparison.deck,
        "first": comparison.is_first,
        "against": against and {"name": against.name, "commit": against.commit, "ahead": against.ahead},
        "counts": {kind.value: count for kind, count in count_by_kind(comparison.changes).items()},
        "removed_search": REMOVED_SEARCH,
        "moves": [move_document(group) for group in groups],
        "changes": [change_document(change, comparison) for change in list_changes(comparison.changes)],
    }


def move_document(group: MovedTogether) -> dict[str, Any]:
    """Return cards that moved together for programs."""
    move = group.move
    document = {"what": move.what, "old": move.old, "new": move.new, "cards": len(group.changes)}
    return document | ({"note": move.note} if move.note else {})


def change_document(change: Change, comparison: Comparison) -> dict[str, Any]:
    """Return one change for programs."""
    key, old = change.new or change.old, change.old
    document: dict[str, Any] = {
        "kind": change.kind.value,
        "guid": change.guid,
        "path": change.place.path,
        "line": change.place.line,
        "title": change.title,
        "breadcrumb": list(key.breadcrumb) if key else [],
        "old": old and {"path": old.path, "breadcrumb": list(old.breadcrumb), "title": old.title},
        "fields": list(change.fields),
        "why": change.reason,
        "words": [],
    }
    if words := comparison.words.get(change.guid):
        from notedeck.cli.reports.words import describe_fields

        document["words"] = describe_fields(words)
    return document
