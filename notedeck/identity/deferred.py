"""Cards that wait for a better day: new ones of a note in which an error may have hidden what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from notedeck.identity.lock.entries import Lock, State
from notedeck.identity.match.cards import Match, New
from notedeck.identity.scope import Scope
from notedeck.model import Key, Place
from notedeck.problems import Problem, ProblemCode

HINT = "Mend the error that is told of this note, and build again; its other cards are as they were."


def waiting(
    news: Sequence[New], matches: Sequence[Match], lock: Lock, scope: Scope
) -> tuple[list[New], tuple[Problem, ...]]:
    """The cards that can be packed now, and a problem for each note of which some cannot.

    A slip in the name of a style, say, makes other cards of a note, none of which the lock knows, while those that it
    knows are missing. Packed, they would stand beside the old ones without a review.
    """
    known = {match.old.entry.guid for match in matches}
    missing = {
        entry.key.path
        for entry in lock.entries
        if entry.state is State.LIVE and entry.guid not in known and not scope.sees(entry.key.path)
    }
    keys = {match.new.key for match in matches}
    held = [new for new in news if waits(new, keys, missing)]
    names = {new.key for new in held}
    return [new for new in news if new.key not in names], tuple(problems(held))


def waits(new: New, known: Container[Key], missing: Container[str]) -> bool:
    """Whether a card is new in a note that lacks known ones."""
    return new.key.path in missing and new.key not in known


def problems(held: Iterable[New]) -> Iterable[Problem]:
    """One problem for each note."""
    rows: dict[str, list[New]] = defaultdict(list)
    for new in held:
        rows[new.key.path].append(new)
    for path, news in rows.items():
        count = "1 card waits" if len(news) == 1 else f"{len(news)} cards wait"
        message = f"{count}: the error in this note may have made known cards look new"
        yield Problem(ProblemCode.CARDS_DEFERRED, Place(path, news[0].card.place.line), message, HINT)
