"""Which Anki note each card is, over every edit of the notes: deck.lock, and cards known again by their content."""

from __future__ import annotations

from notedeck.identity.changes import Change, Kind, counts
from notedeck.identity.guids import guid_of
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.lock.format import FILE_NAME, dumps, loads
from notedeck.identity.reconcile import Reconciled, reconcile
from notedeck.identity.scope import Scope, scope_of

__all__ = [
    "FILE_NAME",
    "Change",
    "Entry",
    "Kind",
    "Lock",
    "Reconciled",
    "Scope",
    "State",
    "counts",
    "dumps",
    "guid_of",
    "loads",
    "reconcile",
    "scope_of",
]
