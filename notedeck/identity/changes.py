"""What is different from the last build, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from notedeck.identity.digests import differing
from notedeck.identity.lock.entries import Entry, State
from notedeck.identity.match.cards import Match, New, Old
from notedeck.model import Key, Place

EMPTY = "in Anki, Tools > Empty Cards deletes what is left of it"


class Kind(Enum):
    """What happened to a card since the last build."""

    NEW = "new"  # the deck did not have it
    CHANGED = "changed"  # what stands on it changed
    RENAMED = "renamed"  # its title changed; guid and reviews stay
    MOVED = "moved"  # it stands in another note or below other titles; guid and reviews stay
    RETURNED = "returned"  # it was removed in an earlier build, and gets its guid back
    REMOVED = "removed"  # the notes have it no more


@dataclass(frozen=True, slots=True)
class Change:
    """One card that is not as it was: `old` and `new` keys as far as there are, the fields that differ, and why two
    keys were taken for one card."""

    kind: Kind
    guid: str
    place: Place
    old: Key | None = None
    new: Key | None = None
    fields: tuple[str, ...] = ()
    why: str = ""

    @property
    def title(self) -> str:
        """The title to name the card by."""
        key = self.new or self.old
        return key.title if key else ""


def of_match(match: Match, entry: Entry) -> Change | None:
    """What happened to a card that was there before and is `entry` now, None if nothing."""
    old, new = match.old.key, match.new.key
    fields = differing(match.old.digests, match.new.digests)
    kind = kind_of(match.old, match.new, fields)
    why = "; ".join(filter(None, (match.why, emptied(match.old.entry, entry))))
    return kind and Change(kind, entry.guid, match.new.card.place, old, new, fields, why)


def emptied(old: Entry, new: Entry) -> str:
    """What Anki keeps as an empty card: a gap, or a second question, that a note has no more."""
    live = {cloze.number for cloze in new.clozes if cloze.live}
    gone = [f'"{cloze.text}"' for cloze in old.clozes if cloze.live and cloze.number not in live]
    what = f"no gap {', '.join(gone)} any more" if gone else ""
    if "Reverse" in old.digests and "Reverse" not in new.digests:
        what = "no second card any more"
    return f"{what}; {EMPTY}" if what else ""


def kind_of(old: Old, new: New, fields: tuple[str, ...]) -> Kind | None:
    """The kind of change that tells most."""
    if old.entry.state is not State.LIVE:
        return Kind.RETURNED
    if old.key.title != new.key.title:
        return Kind.RENAMED
    if (old.key.path, old.key.breadcrumb) != (new.key.path, new.key.breadcrumb):
        return Kind.MOVED
    return Kind.CHANGED if fields else None


def counts(changes: Iterable[Change]) -> dict[Kind, int]:
    """How many there are of each kind, in the order of the kinds."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in Kind}
