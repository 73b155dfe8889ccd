"""The identity of cards: which Anki note each card is, over every edit of the notes. deck.lock remembers it."""

from __future__ import annotations

from notedeck.identity.changes import Change, Kind, count_by_kind
from notedeck.identity.copies import (
    find_copies,
    list_noted_copies,
    may_have_copies,
    note_copies,
    report_copies,
    select_unlearnt,
)
from notedeck.identity.deck_moves import DeckMove, list_deck_moves
from notedeck.identity.follow import follow_commits, may_have_lost
from notedeck.identity.guids import create_guid
from notedeck.identity.known_digests import find_digests
from notedeck.identity.lock.entries import Entry, Lock, PastMove, State
from notedeck.identity.lock.format import FILE_NAME, format_lock
from notedeck.identity.lock.parse import parse_lock
from notedeck.identity.other_locks import TakenPart, drop_held_above, list_other_locks, take_over_cards
from notedeck.identity.past_moves import describe_moves, remember_moves
from notedeck.identity.reconcile import Reconciliation, reconcile_cards
from notedeck.identity.renewal import report_rendering
from notedeck.identity.scope import Scope, create_scope
from notedeck.identity.shipped.catch_up import catch_up, find_shipped
from notedeck.identity.shipped.first import store_first_seconds
from notedeck.identity.shipped.packages import store_shipped

__all__ = [
    "FILE_NAME",
    "Change",
    "DeckMove",
    "Entry",
    "Kind",
    "Lock",
    "PastMove",
    "Reconciliation",
    "Scope",
    "State",
    "TakenPart",
    "catch_up",
    "count_by_kind",
    "create_guid",
    "create_scope",
    "describe_moves",
    "drop_held_above",
    "find_copies",
    "find_digests",
    "find_shipped",
    "follow_commits",
    "format_lock",
    "list_deck_moves",
    "list_noted_copies",
    "list_other_locks",
    "may_have_copies",
    "may_have_lost",
    "note_copies",
    "parse_lock",
    "reconcile_cards",
    "remember_moves",
    "report_copies",
    "report_rendering",
    "select_unlearnt",
    "store_first_seconds",
    "store_shipped",
    "take_over_cards",
]
