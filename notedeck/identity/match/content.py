"""Match missing cards and new ones that are the same section by their content, as git finds renamed files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence

from notedeck.identity.match.candidates import list_candidates
from notedeck.identity.match.cards import (
    CurrentCard,
    LockedCard,
    Match,
    exclude_matched,
    get_back_digest,
)
from notedeck.identity.match.evidence import (
    MIN_WHOLE,
    Evidence,
    UniqueTitles,
    accept_after_removal,
    accept_anywhere,
    accept_same_text,
    are_interchangeable,
    compare_cards,
)
from notedeck.identity.match.exact import join_cards, select_matches
from notedeck.identity.match.in_place import match_in_place
from notedeck.identity.match.matching import Matching
from notedeck.identity.match.neighbours import Surroundings
from notedeck.identity.match.sketch import MAX_HASHES
from notedeck.identity.match.titles import normalize_title
from notedeck.messages import Message
from notedeck.model import Value

MIN_LEAD = 0.05  # by which the best candidate's score must exceed the next one's
Accepts = Callable[[CurrentCard, LockedCard, Evidence], bool]


class AmbiguousMatch(Value, frozen=True):
    """A new card that could continue one of several missing ones; it stays new."""

    current: CurrentCard
    locked: tuple[LockedCard, ...]


class Candidate(Value, frozen=True):
    """A new card, a missing card that it may continue, the evidence for it, and the score of that."""

    current: CurrentCard
    locked: LockedCard
    evidence: Evidence
    score: float


def match_by_content(matching: Matching) -> tuple[tuple[Match, ...], tuple[AmbiguousMatch, ...]]:
    """Return all matches: those so far, moved and renamed cards, and cards that kept their place between others."""
    if matching.is_complete:
        return matching.matches, ()
    titles = UniqueTitles(matching.current, matching.locked)
    matching = matching.add(match_moved(matching.open_current, matching.open_locked))
    candidates = compare_candidates(
        matching,
        lambda card, old, evidence: accept_anywhere(evidence) or titles.is_shared(old, card),
    )
    same_text, _ = select_best([candidate for candidate in candidates if has_same_text(candidate)])
    matches, ambiguous = select_best(exclude_candidates(candidates, same_text))
    matching = matching.add([*same_text, *matches])
    in_place = match_in_place(matching, {ambiguity.current for ambiguity in ambiguous})
    return (*matching.matches, *in_place), tuple(ambiguous)


def match_returned(current: Sequence[CurrentCard], removed: Sequence[LockedCard]) -> tuple[Match, ...]:
    """Match cards that were removed in an earlier build and are back under another key."""
    matching = Matching.start(current, removed, match_moved(current, removed))
    candidates = compare_candidates(matching, lambda _card, _old, evidence: accept_after_removal(evidence))
    return (*matching.matches, *select_best(candidates)[0])


def match_moved(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> list[Match]:
    """Match cards with the same title and back in another place, first those below the same titles."""
    if not current or not locked:
        return []
    matches: list[Match] = []
    for get_value in (
        lambda card: (card.key.style, card.key.breadcrumb, normalize_title(card.key.title), get_back_digest(card)),
        lambda card: (card.key.style, normalize_title(card.key.title), get_back_digest(card)),
    ):
        pairs = join_cards(*exclude_matched(matches, current, locked), get_value)
        matches += select_matches(pairs, Message("same title, same text"))
    return matches


def compare_candidates(matching: Matching, accepts: Accepts) -> list[Candidate]:
    """Return the accepted candidates for all open cards, the highest score first."""
    if matching.is_complete:
        return []
    surroundings = Surroundings(matching)
    rated = (
        (card, old, compare_cards(old, card, surroundings.rate_fit(old.key, card.key)))
        for card, locked in list_candidates(matching.open_current, matching.open_locked)
        for old in locked
    )
    accepted = [Candidate(*candidate, candidate[2].score) for candidate in rated if accepts(*candidate)]
    return sorted(accepted, key=lambda candidate: -candidate.score)


def select_best(candidates: Sequence[Candidate]) -> tuple[list[Match], list[AmbiguousMatch]]:
    """Select matches from the highest score on, each card once; a card with equally good candidates stays new."""
    by_current = group_candidates(candidates, lambda candidate: candidate.current)
    by_locked = group_candidates(candidates, lambda candidate: candidate.locked)
    used: set[CurrentCard | LockedCard] = set()
    matches: list[Match] = []
    ambiguous: list[AmbiguousMatch] = []
    for candidate in candidates:
        card, old = candidate.current, candidate.locked
        if card in used or old in used:
            continue
        rivals = [other for other in list_close(candidate, by_current[card], used) if is_distinct(other, candidate)]
        others = tuple(rival.locked for rival in rivals if not are_joined(rival, candidate))
        claimants = [other for other in list_close(candidate, by_locked[old], used) if is_distinct(other, candidate)]
        copies = [claimant.current for claimant in claimants if not are_parts(claimant, candidate)]
        if others or copies:
            ambiguous.append(AmbiguousMatch(card, (old, *others)))
            ambiguous += [AmbiguousMatch(copy, (old,)) for copy in copies]
        else:
            matches.append(Match(card, old, candidate.evidence.describe()))
        used |= {card, old, *others}
    matched = {match.current for match in matches}
    return matches, [ambiguity for ambiguity in ambiguous if ambiguity.current not in matched]


def has_same_text(candidate: Candidate) -> bool:
    """Return whether no title and no place outweighs that two cards have the same text, long or to the letter."""
    is_same = get_back_digest(candidate.locked) == get_back_digest(candidate.current)
    return accept_same_text(candidate.evidence) and (is_same or candidate.evidence.words > MAX_HASHES)


def exclude_candidates(candidates: Sequence[Candidate], matches: Sequence[Match]) -> list[Candidate]:
    """Return the candidates whose cards are both without a match."""
    matched = {card for match in matches for card in (match.current, match.locked)}
    return [each for each in candidates if each.current not in matched and each.locked not in matched]


def group_candidates(
    candidates: Sequence[Candidate], get_name: Callable[[Candidate], object]
) -> dict[object, list[Candidate]]:
    """Group candidates by one of their two cards."""
    groups: dict[object, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[get_name(candidate)].append(candidate)
    return groups


def list_close(
    candidate: Candidate, others: Iterable[Candidate], used: Container[CurrentCard | LockedCard]
) -> list[Candidate]:
    """Return other candidates with nearly the same score whose cards are both still open."""
    least = candidate.score - MIN_LEAD
    close = (other for other in others if other is not candidate and other.score > least)
    return [other for other in close if other.current not in used and other.locked not in used]


def is_distinct(first: Candidate, second: Candidate) -> bool:
    """Return whether it matters which of two candidates is selected."""
    same_locked = are_interchangeable(first.locked, second.locked)
    return not (same_locked and are_interchangeable(first.current, second.current))


def are_parts(first: Candidate, second: Candidate) -> bool:
    """Return whether two new cards are parts of one that was split, no copies; then either may keep its guid."""
    kept, known = find_least_shares(first, second)
    return known >= MIN_WHOLE > kept


def are_joined(first: Candidate, second: Candidate) -> bool:
    """Return whether two old cards are parts of a new one that joined them, no copies; it may keep either guid."""
    kept, known = find_least_shares(first, second)
    return kept >= MIN_WHOLE > known


def find_least_shares(first: Candidate, second: Candidate) -> tuple[float, float]:
    """Return the smaller shares of the old text that was kept, and of the new text that was known."""
    pair = (first.evidence, second.evidence)
    return min(evidence.kept for evidence in pair), min(evidence.known for evidence in pair)
