"""Match cards whose text went to a title of its own, as the notes have another text under their old key.

A section such as `# S` becomes `# S` with an introduction, and `## S` with its text: the reviews belong to the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.identity.match.cards import CurrentCard, LockedCard, Match, compare_backs, exclude_matched
from notedeck.identity.match.content import compare_candidates, select_best
from notedeck.identity.match.evidence import accept_moved_text
from notedeck.identity.match.matching import Matching

MAX_REPLACED = 0.3  # of the old text that a card may still have so that its text was replaced


def match_replaced(
    matches: Sequence[Match], current: Sequence[CurrentCard], locked: Sequence[LockedCard]
) -> Sequence[Match]:
    """Return the matches in which a card goes with its text, where the notes have another text under its key.

    A text that is on several new cards stays with the key.
    """
    new, _ = exclude_matched(matches, current, ())
    replaced = [match for match in matches if is_replaced(match)] if new else []
    if not replaced:
        return matches
    held_back = {match.locked for match in replaced}
    others = [match for match in matches if match.locked not in held_back]
    matching = Matching.start([*new, *(match.current for match in others)], locked, others)
    candidates = compare_candidates(matching, lambda _card, _old, evidence: accept_moved_text(evidence))
    moved = [match for match in select_best(candidates)[0] if match.locked in held_back]
    gone = {match.locked for match in moved}
    return [*(match for match in matches if match.locked not in gone), *moved]


def is_replaced(match: Match) -> bool:
    """Return whether a card that was matched by its key alone has little of its text."""
    is_by_key = not match.reason and not match.current.card.unique_in_deck
    return is_by_key and compare_backs(match.locked, match.current).kept < MAX_REPLACED
