"""What changed since the last build, and why two keys count as one card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from notedeck.cards.styles import uses_section_title
from notedeck.identity.digests import list_changed_fields
from notedeck.identity.lock.entries import Entry, State
from notedeck.identity.match.cards import Match
from notedeck.messages import NO_MESSAGE, Message, join_messages
from notedeck.model import Key, Place, Value

RENEWED = Message("notedeck draws it in a new way")
EMPTY_CARD_HINT = Message("in Anki, Tools > Empty Cards deletes the card that is left")

SectionName = tuple[str, tuple[str, ...]]  # the path of the note, and the titles from the top to the section's own


class Kind(Enum):
    """What happened to a card since the last build."""

    NEW = "new"  # the deck did not have it
    CHANGED = "changed"  # its content changed
    RENAMED = "renamed"  # its title changed; guid and reviews stay
    MOVED = "moved"  # it is in another note or below other titles; guid and reviews stay
    RETURNED = "returned"  # it was removed in an earlier build, and gets its guid back
    REMOVED = "removed"  # it is no longer in the notes


KIND_COUNTS = {
    Kind.NEW: Message("{count:,} new"),
    Kind.CHANGED: Message("{count:,} changed"),
    Kind.RENAMED: Message("{count:,} renamed"),
    Kind.MOVED: Message("{count:,} moved"),
    Kind.RETURNED: Message("{count:,} returned"),
    Kind.REMOVED: Message("{count:,} removed"),
}


class Change(Value, frozen=True):
    """One card that is not as it was in the last build.

    `old` and `new` are its keys before and after, as far as it has both; `fields` are the names of the fields that
    differ. `reason` is a readable explanation: why the two keys count as one card, or what else a person has to know.
    """

    kind: Kind
    guid: str
    place: Place
    old: Key | None = None
    new: Key | None = None
    fields: tuple[str, ...] = ()
    reason: Message = NO_MESSAGE

    @property
    def has_moved(self) -> bool:
        """Whether the card was in another note."""
        return self.old is not None and self.new is not None and self.old.path != self.new.path

    @property
    def title(self) -> str:
        """Return the title to name the card by."""
        key = self.new or self.old
        return key.title if key else ""


def create_change(match: Match, entry: Entry) -> Change | None:
    """Return what happened to a matched card, whose new entry is `entry`; None if nothing did."""
    before = match.locked.entry
    is_linked = before.previous_key is not None and not before.digests  # Anki has the card under the name before
    old = before.previous_key if is_linked else match.locked.key
    new = match.current.key
    fields = list_changed_fields(match.locked.digests, match.current.digests)
    is_renewed = not fields and before.state is State.LIVE and entry.modified > before.modified
    kind = find_kind(match, fields) or (Kind.CHANGED if is_renewed else None)
    reasons = (match.reason, describe_empty_cards(before, entry), RENEWED if is_renewed else NO_MESSAGE)
    reason = join_messages("; ", reasons)
    return kind and Change(kind, entry.guid, match.current.card.place, old, new, fields, reason)


def find_kind(match: Match, fields: tuple[str, ...]) -> Kind | None:
    """Return the most important kind of change of a matched card, None if nothing changed."""
    old, new = match.locked.key, match.current.key
    if match.locked.entry.state is not State.LIVE:
        return Kind.RETURNED
    if old.title != new.title:
        return Kind.RENAMED
    if (old.path, old.breadcrumb) != (new.path, new.breadcrumb):
        return Kind.MOVED
    return Kind.CHANGED if fields else None


def describe_empty_cards(old: Entry, new: Entry) -> Message:
    """Return what Anki keeps as an empty card, as the note lost a cloze deletion or its second card; "" for nothing."""
    live_numbers = {cloze.number for cloze in new.clozes if cloze.live}
    texts = [f'"{cloze.text}"' for cloze in old.clozes if cloze.live and cloze.number not in live_numbers]
    loss = Message("cloze deletion {texts} is gone", texts=", ".join(texts)) if texts else NO_MESSAGE
    if "Reverse" in old.digests and "Reverse" not in new.digests:
        loss = Message("the second card is gone")
    return join_messages("; ", (loss, EMPTY_CARD_HINT)) if loss else NO_MESSAGE


def count_by_kind(changes: Iterable[Change]) -> dict[Kind, int]:
    """Return the number of changes of each kind, in the order of the kinds."""
    counts = Counter(change.kind for change in changes)
    return {kind: counts[kind] for kind in Kind}


def add_style_reasons(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes with a reason for cards that are new and removed because their section changed its style."""
    removed = collect_styles(change.old for change in changes if change.kind is Kind.REMOVED)
    added = collect_styles(change.new for change in changes if change.kind is Kind.NEW)
    reasons = (describe_style_change(change, removed, added) for change in changes)
    return tuple(
        change.replace(reason=reason) if reason else change for change, reason in zip(changes, reasons, strict=True)
    )


def collect_styles(keys: Iterable[Key | None]) -> dict[SectionName, str]:
    """Return the style of each section that the keys name."""
    return {get_section(key): key.style for key in keys if key}


def get_section(key: Key) -> SectionName:
    """Return the name of a card's section."""
    return key.path, (*key.breadcrumb, key.title) if uses_section_title(key.style) else key.breadcrumb


def describe_style_change(
    change: Change, removed: Mapping[SectionName, str], added: Mapping[SectionName, str]
) -> Message:
    """Return the old and new style of a new or removed card's section, "" if its style is the same."""
    key = {Kind.NEW: change.new, Kind.REMOVED: change.old}.get(change.kind)
    if key is None:
        return NO_MESSAGE
    section = get_section(key)
    old, new = removed.get(section, key.style), added.get(section, key.style)
    return Message("its style was {old} and is {new}", old=old, new=new) if old != new else NO_MESSAGE
