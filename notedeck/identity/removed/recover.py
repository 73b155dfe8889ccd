"""Find the last text of removed cards: in the cache, else in the git history of the notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.identity.lock.entries import Entry
from notedeck.identity.reconcile import Reconciliation
from notedeck.identity.removed.store import load_removed_cards, store_packed_cards
from notedeck.model import Removed

if TYPE_CHECKING:
    from notedeck.identity.removed.git_history import RenderNote


def recover_removed_cards(
    reconciled: Reconciliation, folder: Path, render_note: RenderNote, cache: Path
) -> tuple[tuple[Removed, ...], tuple[Entry, ...]]:
    """Return the removed cards, and the entries whose text neither place has."""
    removed, lost = load_removed_cards(cache, reconciled.lock)
    if not lost:
        return removed, lost
    from notedeck.identity.removed.git_history import recover_cards

    past = recover_cards(lost, reconciled.lock, folder, render_note, cache)
    store_packed_cards(cache, past.cards, reconciled.lock, past.assets)
    return load_removed_cards(cache, reconciled.lock)
