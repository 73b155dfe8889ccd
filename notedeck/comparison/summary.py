"""A list of changes for people: what matters first, and many cards that moved together as one line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import takewhile
from typing import TypeVar

from notedeck.identity.changes import Change, Kind
from notedeck.model import Value

MIN_MOVED_CARDS = 2  # that are one line
MIN_ALIKE_CARDS = 4  # of which only such fields changed as show no text of the note
VISIBLE_FIELDS = frozenset({"Front", "Back", "Reverse", "FrontTranslation", "BackTranslation"})
ORDER = (Kind.NEW, Kind.RETURNED, Kind.RENAMED, Kind.CHANGED, Kind.REMOVED, Kind.MOVED)

T = TypeVar("T")
Name = TypeVar("Name", bound=Hashable)


class Move(Value, frozen=True):
    """Where cards were and are: `what` is "folder", "note" or "section"; "" is the top.

    `note` is that of a section.
    """

    what: str
    old: str
    new: str
    note: str = ""


class MovedTogether(Value, frozen=True):
    """Cards that moved together."""

    move: Move
    changes: tuple[Change, ...]


class ChangedAlike(Value, frozen=True):
    """Cards of which the same fields changed, none of them visible text."""

    fields: tuple[str, ...]
    changes: tuple[Change, ...]


Item = Change | MovedTogether | ChangedAlike


def arrange_changes(changes: Sequence[Change]) -> tuple[Item, ...]:
    """Return the changes in the order in which people want to see them, each kind in the order of the places."""
    moved = group_by([change for change in changes if is_only_moved(change)], find_move)
    alike = group_by([change for change in changes if is_invisible(change)], list_fields)
    groups: list[Item] = [
        *(ChangedAlike(fields, cards) for fields, cards in alike.items() if len(cards) >= MIN_ALIKE_CARDS),
        *(
            MovedTogether(name_shared_folder(move, cards), cards)
            for move, cards in moved.items()
            if len(cards) >= MIN_MOVED_CARDS
        ),
    ]
    grouped = {change for item in groups if not isinstance(item, Change) for change in item.changes}
    return tuple(sorted([*(change for change in changes if change not in grouped), *groups], key=rank_item))


def rank_item(item: Item) -> tuple[int, bool]:
    """Return where an item stands: groups after the cards of their kind."""
    if isinstance(item, MovedTogether):
        return ORDER.index(Kind.MOVED), True
    if isinstance(item, ChangedAlike):
        return ORDER.index(Kind.CHANGED), True
    is_text = item.kind is Kind.MOVED and has_visible_change(item)
    return ORDER.index(Kind.CHANGED if is_text else item.kind), False


def is_only_moved(change: Change) -> bool:
    """Return whether a card is elsewhere with the same text."""
    return change.kind is Kind.MOVED and not has_visible_change(change)


def is_invisible(change: Change) -> bool:
    """Return whether a card changed in nothing that shows text of the note, such as its tags."""
    return change.kind is Kind.CHANGED and not has_visible_change(change)


def has_visible_change(change: Change) -> bool:
    """Return whether the text of a card changed."""
    return not VISIBLE_FIELDS.isdisjoint(change.fields)


def list_fields(change: Change) -> tuple[str, ...]:
    """Return the names of the fields that changed, and what else a person must know, by which cards are alike."""
    return (*change.fields, *filter(None, [change.reason]))


def find_move(change: Change) -> Move:
    """Return where a card moved: the folders, notes or titles that differ, without what is the same below them."""
    old, new = change.old, change.new
    if old is None or new is None:
        raise ValueError("a card that moved has two places")
    if old.path == new.path:
        before, after = drop_same_end(old.breadcrumb, new.breadcrumb)
        return Move("section", " › ".join(before), " › ".join(after), new.path)
    folders, new_folders = drop_same_end(old.path.split("/"), new.path.split("/"))
    what = "folder" if len(folders) < old.path.count("/") + 1 else "note"
    return Move(what, "/".join(folders), "/".join(new_folders))


def name_shared_folder(move: Move, changes: Sequence[Change]) -> Move:
    """Return a move from the top, or to it, of cards that are all in one folder, as that of this folder."""
    if move.what != "folder" or (move.old and move.new):
        return move
    keys = [key for change in changes if (key := change.new if move.old else change.old)]
    parents = [key.path.split("/")[:-1] for key in keys]
    shared = [names[0] for names in takewhile(lambda names: len({*names}) == 1, zip(*parents, strict=False))]
    return move.replace(
        old="/".join(filter(None, [move.old, *shared])), new="/".join(filter(None, [move.new, *shared]))
    )


def drop_same_end(old: Sequence[T], new: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Return two sequences without the items at their ends that are the same."""
    count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(old), reversed(new), strict=False)))
    return old[: len(old) - count], new[: len(new) - count]


def group_by(changes: Iterable[Change], name: Callable[[Change], Name]) -> dict[Name, tuple[Change, ...]]:
    """Return the changes by a name of theirs, in order."""
    groups: dict[Name, list[Change]] = {}
    for change in changes:
        groups.setdefault(name(change), []).append(change)
    return {key: tuple(members) for key, members in groups.items()}
