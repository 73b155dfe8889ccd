"""Why a change is as it is, in the words that a person reads beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from notedeck.cards.styles import uses_section_title
from notedeck.identity.changes import Change, Kind
from notedeck.model import Key

Named = tuple[str, tuple[str, ...]]


def with_styles(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes; of cards that are new and gone because their section is asked in another style, that is said."""
    gone = styles(change.old for change in changes if change.kind is Kind.REMOVED)
    fresh = styles(change.new for change in changes if change.kind is Kind.NEW)
    return tuple(replace(change, why=why) if (why := restyled(change, gone, fresh)) else change for change in changes)


def styles(keys: Iterable[Key | None]) -> dict[Named, str]:
    """The style of each section that the keys name."""
    return {section(key): key.style for key in keys if key}


def section(key: Key) -> Named:
    """The note and titles of a card's section."""
    return key.path, (*key.breadcrumb, key.title) if uses_section_title(key.style) else key.breadcrumb


def restyled(change: Change, gone: Mapping[Named, str], fresh: Mapping[Named, str]) -> str:
    """The words for one change, "" for most."""
    key = change.new if change.kind is Kind.NEW else change.old if change.kind is Kind.REMOVED else None
    if key is None:
        return ""
    old, new = gone.get(section(key), key.style), fresh.get(section(key), key.style)
    return f"its style was {old} and is {new}" if old != new else ""
