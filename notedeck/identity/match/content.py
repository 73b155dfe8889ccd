"""Match missing cards and new ones that are the same section by their content, as git finds renamed files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from notedeck.identity.match.candidates import list_candidates
from notedeck.identity.match.cards import CurrentCard, LockedCard, Match, exclude_matched, get_back_digest
from notedeck.identity.match.evidence import (
    FULL_FIT,
    Evidence,
    UniqueTitles,
    accept_after_removal,
    accept_anywhere,
    accept_beside_neighbour,
    accept_between_neighbours,
    are_interchangeable,
    compare_cards,
)
from notedeck.identity.match.exact import join_cards, select_matches
from notedeck.identity.match.neighbours import Surroundings
from notedeck.identity.match.titles import normalize_title

MIN_PART = 0.85  # of a new back that must be in the old one to be a part of a card that was split
MIN_LEAD = 0.05  # by which the best candidate's score must exceed the next one's


@dataclass(frozen=True, slots=True)
class AmbiguousMatch:
    """A new card that could continue one of several missing ones; it stays new."""

    current: CurrentCard
    locked: tuple[LockedCard, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A new card, a missing card that it may continue, and the evidence for it."""

    current: CurrentCard
    locked: LockedCard
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Matching:
    """All cards before and after, in the order of the notes, and the matches so far."""

    current: Sequence[CurrentCard]
    locked: Sequence[LockedCard]
    matches: tuple[Match, ...] = ()

    def list_open(self) -> tuple[list[CurrentCard], list[LockedCard]]:
        """Return the cards without a match."""
        return exclude_matched(self.matches, self.current, self.locked)

    def add(self, matches: Iterable[Match]) -> Matching:
        """Return this matching with further matches."""
        return Matching(self.current, self.locked, (*self.matches, *matches))


def match_by_content(matching: Matching) -> tuple[tuple[Match, ...], tuple[AmbiguousMatch, ...]]:
    """Return all matches: those so far, moved and renamed cards, and cards that kept their place between others."""
    titles = UniqueTitles(matching.current, matching.locked)
    matching = matching.add(match_moved(*matching.list_open()))
    candidates = compare_candidates(
        matching,
        lambda pair: accept_anywhere(pair.evidence) or titles.is_shared(pair.locked, pair.current),
    )
    matches, ambiguous = select_best(candidates)
    ambiguous_keys = {ambiguity.current.key for ambiguity in ambiguous}
    return match_in_place(matching.add(matches), ambiguous_keys).matches, tuple(ambiguous)


def match_returned(current: Sequence[CurrentCard], removed: Sequence[LockedCard]) -> tuple[Match, ...]:
    """Match cards that were removed in an earlier build and are back under another key."""
    matching = Matching(current, removed)
    matching = matching.add(match_moved(current, removed))
    candidates = compare_candidates(matching, lambda pair: accept_after_removal(pair.evidence))
    return matching.add(select_best(candidates)[0]).matches


def match_moved(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards with the same title and back in another place, first those below the same titles."""
    matches: list[Match] = []
    for get_value in (
        lambda card: (card.key.style, card.key.breadcrumb, normalize_title(card.key.title), get_back_digest(card)),
        lambda card: (card.key.style, normalize_title(card.key.title), get_back_digest(card)),
    ):
        pairs = join_cards(*exclude_matched(matches, current, locked), get_value)
        matches += select_matches(pairs, "same title, same text")
    return matches


def compare_candidates(matching: Matching, accepts: Callable[[Candidate], bool]) -> list[Candidate]:
    """Return the accepted candidates for all open cards, the highest score first."""
    surroundings = Surroundings(matching.current, matching.locked, matching.matches)
    candidates = [
        Candidate(card, old, compare_cards(old, card, surroundings.rate_fit(old.key, card.key)))
        for card, locked in list_candidates(*matching.list_open())
        for old in locked
    ]
    accepted = (candidate for candidate in candidates if accepts(candidate))
    return sorted(accepted, key=lambda candidate: -candidate.evidence.score)


def select_best(candidates: Sequence[Candidate]) -> tuple[list[Match], list[AmbiguousMatch]]:
    """Select matches from the highest score on, each card once; a card with equally good candidates stays new."""
    by_current = group_candidates(candidates, lambda candidate: candidate.current.key)
    by_locked = group_candidates(candidates, lambda candidate: candidate.locked.entry.guid)
    used: set[object] = set()
    matches: list[Match] = []
    ambiguous: list[AmbiguousMatch] = []
    for candidate in candidates:
        key, guid = candidate.current.key, candidate.locked.entry.guid
        if used & {key, guid}:
            continue
        rivals = [other for other in list_close(candidate, by_current[key], used) if differs(other, candidate)]
        others = tuple(rival.locked for rival in rivals)
        claimants = [other for other in list_close(candidate, by_locked[guid], used) if differs(other, candidate)]
        if others or any(not are_parts(claimant, candidate) for claimant in claimants):
            ambiguous.append(AmbiguousMatch(candidate.current, (candidate.locked, *others)))
        else:
            matches.append(Match(candidate.current, candidate.locked, candidate.evidence.describe()))
        used |= {key, guid, *(old.entry.guid for old in others)}
    return matches, ambiguous


def group_candidates(
    candidates: Sequence[Candidate], get_name: Callable[[Candidate], object]
) -> dict[object, list[Candidate]]:
    """Group candidates by one of their two cards."""
    groups: dict[object, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[get_name(candidate)].append(candidate)
    return groups


def list_close(candidate: Candidate, others: Iterable[Candidate], used: set[object]) -> list[Candidate]:
    """Return other candidates with nearly the same score whose cards are both still open."""
    least = candidate.evidence.score - MIN_LEAD
    close = (other for other in others if other is not candidate and other.evidence.score > least)
    return [other for other in close if not used & {other.current.key, other.locked.entry.guid}]


def differs(first: Candidate, second: Candidate) -> bool:
    """Return whether it matters which of two candidates is selected."""
    same_locked = are_interchangeable(first.locked, second.locked)
    return not (same_locked and are_interchangeable(first.current, second.current))


def are_parts(first: Candidate, second: Candidate) -> bool:
    """Return whether two new cards are parts of one that was split; then either may keep its guid."""
    return min(first.evidence.contained, second.evidence.contained) >= MIN_PART


def match_in_place(matching: Matching, ambiguous: Container[object]) -> Matching:
    """Match cards edited so much that only their place, and a little likeness, identifies them.

    Each match may be the neighbour that identifies the next card, so this repeats until there is no further one.
    """
    while True:
        matches = match_between_neighbours(matching, ambiguous) or match_beside_neighbour(matching, ambiguous)
        if not matches:
            return matching
        matching = matching.add(matches)


def match_between_neighbours(matching: Matching, ambiguous: Container[object]) -> list[Match]:
    """Match cards between the same two neighbours."""
    surroundings = Surroundings(matching.current, matching.locked, matching.matches)
    current, locked = matching.list_open()
    locked_by_slot = {(old.key.style, surroundings.find_expected_slot(old)): old for old in locked}
    pairs = ((card, locked_by_slot.get((card.key.style, surroundings.find_slot(card)))) for card in current)
    candidates = [
        Candidate(card, old, compare_cards(old, card, FULL_FIT))
        for card, old in pairs
        if old is not None and card.key not in ambiguous
    ]
    return [
        Match(candidate.current, candidate.locked, f"same place, {candidate.evidence.describe()}")
        for candidate in candidates
        if accept_between_neighbours(candidate.evidence)
    ]


def match_beside_neighbour(matching: Matching, ambiguous: Container[object]) -> list[Match]:
    """Match cards that are after, or before, the same neighbour."""
    surroundings = Surroundings(matching.current, matching.locked, matching.matches)
    current, locked = matching.list_open()
    locked_by_side = {
        (old.key.style, side): old for old in locked for side in surroundings.find_expected_slot(old).list_sides()
    }
    candidates = [
        Candidate(card, old, compare_cards(old, card, FULL_FIT))
        for card in current
        for side in surroundings.find_slot(card).list_sides()
        if card.key not in ambiguous and (old := locked_by_side.get((card.key.style, side))) is not None
    ]
    accepted = [candidate for candidate in candidates if accept_beside_neighbour(candidate.evidence)]
    accepted.sort(key=lambda candidate: -candidate.evidence.score)
    return select_matches(((candidate.current, candidate.locked) for candidate in accepted), "same place")
