"""Which old note is which card: surely, perhaps, or not at all."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from notedeck.adopt.compare import KnownPlaces, wrap_card, wrap_note
from notedeck.adopt.old_notes import OldNote, OldNoteType
from notedeck.adopt.sides import FieldNames, find_sides, join_fields, read_text
from notedeck.anki.note_types import NOTE_TYPES
from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.entry_json import GUID
from notedeck.identity.match.cards import CurrentCard, LockedCard, Match
from notedeck.identity.match.content import AmbiguousMatch, compare_candidates, match_moved, select_best
from notedeck.identity.match.evidence import ANYWHERE, SAME_TITLE, Evidence, Rule, UniqueTitles, is_accepted
from notedeck.identity.match.matching import Matching
from notedeck.identity.match.titles import normalize_title
from notedeck.messages import Message
from notedeck.model import Card, Value

OUR_TYPES = tuple((note_type.id, note_type.name) for note_type in NOTE_TYPES)
SURE = (  # of notes of another deck, only a like title or nearly the same text is sure; a part of a text is not
    *(rule for rule in ANYWHERE if rule.title),
    Rule(Message("any title; hardly a word of the text is another, and it is long enough"), body=0.9, words=6),
)
UNIQUE_TITLE = (
    Rule(Message("a title that no other note and no other card has; the text is about the same"), body=0.1),
)
NEARLY = (  # likely enough to be listed, for a person to decide
    Rule(Message("same title"), title=SAME_TITLE),
    Rule(Message("title reworded; some of the text is there"), title=0.6, body=0.15),
    Rule(Message("any title; half of the text is there"), body=0.45, words=4),
    Rule(Message("any title; the larger part of the other text"), contained=0.8, body=0.3, words=8),
)


class Pair(Value, frozen=True):
    """An old note and the card that it is, or may be; `reason` says why."""

    note: OldNote
    card: Card
    reason: Message


class Comparison(Value, frozen=True):
    """What became of each old note; pairs are in the order of the cards, notes in that of the file.

    `known` are sure pairs whose card deck.lock already has under another guid; if that is of an old note, too, the pair
    is `held`. `unsure` may have several pairs of a note or card. `unmatched` are like no card, or cannot be in
    deck.lock, as another note has their guid. `copies` have front and back of another note, which has more reviews, or
    was taken over. `present` have the guid of the card. `own` and `gone` have another guid, but a note type of
    notedeck's: deck.lock does not have it, or has it of a card that is not in the notes.
    """

    sure: tuple[Pair, ...] = ()
    known: tuple[Pair, ...] = ()
    held: tuple[Pair, ...] = ()
    unsure: tuple[Pair, ...] = ()
    unmatched: tuple[OldNote, ...] = ()
    copies: tuple[OldNote, ...] = ()
    present: tuple[Pair, ...] = ()
    own: tuple[OldNote, ...] = ()
    gone: tuple[OldNote, ...] = ()


def compare_notes(
    notes: Sequence[OldNote], cards: Sequence[Card], new: Container[str], lock: Lock, names: FieldNames
) -> Comparison:
    """Compare old notes with all cards of the notes; `new` are the guids of those that deck.lock does not have."""
    locked = {entry.guid for entry in lock.entries}
    adopted = {entry.guid for entry in lock.entries if entry.adopted}
    present = pair_by_guid(notes, cards)
    guids = frozenset(pair.card.guid for pair in present)
    open_cards = [card for card in cards if card.guid not in guids]
    strangers = [note for note in notes if note.guid not in guids]
    others = [note for note in strangers if not is_own_type(note.type)]
    own = [note for note in strangers if is_own_type(note.type)]
    singles = drop_copies(others, [pair.note for pair in present], names)
    unique = keep_last_of_guid(singles)
    sure, unsure = match_notes([note for note in unique if GUID.fullmatch(note.guid)], open_cards, names)
    kept = frozenset(map(id, singles))
    paired = frozenset(id(pair.note) for pair in (*sure, *unsure))
    return Comparison(
        sure=tuple(pair for pair in sure if pair.card.guid in new),
        known=tuple(pair for pair in sure if pair.card.guid not in new and pair.card.guid not in adopted),
        held=tuple(pair for pair in sure if pair.card.guid in adopted),
        unsure=unsure,
        unmatched=tuple(note for note in singles if id(note) not in paired),
        copies=tuple(note for note in others if id(note) not in kept),
        present=present,
        own=tuple(note for note in own if note.guid not in locked),
        gone=tuple(note for note in own if note.guid in locked),
    )


def is_own_type(kind: OldNoteType) -> bool:
    """Return whether a note type is notedeck's; a text file tells only its name."""
    return any(kind.id == number or (not kind.id and kind.name == name) for number, name in OUR_TYPES)


def pair_by_guid(notes: Iterable[OldNote], cards: Iterable[Card]) -> tuple[Pair, ...]:
    """Return the notes that have the guid of a card, with this card, in the order of the cards."""
    by_guid = {note.guid: note for note in notes}
    return tuple(Pair(by_guid[card.guid], card, Message("same guid")) for card in cards if card.guid in by_guid)


def keep_last_of_guid(notes: Sequence[OldNote]) -> list[OldNote]:
    """Return the notes, of several with one guid only the newest: it is the one that Anki updates.

    Some programs make the guid of the front, so notes with the same title share it.
    """
    last = {note.guid: note for note in sorted(notes, key=lambda note: note.id)}
    return [note for note in notes if last[note.guid] is note]


def drop_copies(notes: Iterable[OldNote], present: Iterable[OldNote], names: FieldNames) -> list[OldNote]:
    """Return the notes without copies of another one: of those with the same text, the one with the most reviews.

    A copy of one that is `present` in the deck is left out, too.
    """
    taken = {describe_text(note, names) for note in present}
    kept: dict[tuple[bool, str, str], OldNote] = {}
    for note in notes:
        text = describe_text(note, names)
        if text not in taken and (text not in kept or note.reviews > kept[text].reviews):
            kept[text] = note
    return list(kept.values())


def describe_text(note: OldNote, names: FieldNames) -> tuple[bool, str, str]:
    """Return what two notes share of which one is a copy: their kind, and the plain text of both sides."""
    sides = find_sides(note.type, names)
    front, back = (normalize_title(read_text(join_fields(note, fields))) for fields in (sides.front, sides.back))
    return note.type.is_cloze, front, back or join_fields(note, sides.back)


def match_notes(
    notes: Sequence[OldNote], cards: Sequence[Card], names: FieldNames
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the sure pairs, and those that a person has to decide about."""
    places = KnownPlaces(cards)
    current = [wrap_card(card) for card in cards]
    matching, ambiguous = match_surely(current, [wrap_note(note, places, names) for note in notes])
    doubtful = (*ambiguous, *list_likely(matching, ambiguous))
    return create_pairs(matching.matches, notes, cards), create_pairs(doubtful, notes, cards)


def match_surely(current: Sequence[CurrentCard], locked: Sequence[LockedCard]) -> tuple[Matching, list[Match]]:
    """Return the sure matches, and all that are equally good for one card or one note."""
    matching = Matching.start(current, locked, match_moved(current, locked))
    titles = UniqueTitles(current, locked)

    def accepts(card: CurrentCard, old: LockedCard, evidence: Evidence) -> bool:
        return is_accepted(evidence, SURE) or (titles.is_shared(old, card) and is_accepted(evidence, UNIQUE_TITLE))

    matches, ambiguous = select_best(compare_candidates(matching, accepts))
    return matching.add(matches), list_matches(ambiguous)


def list_likely(matching: Matching, ambiguous: Iterable[Match]) -> list[Match]:
    """Return the likely matches of what is still open, and not ambiguous."""
    rest = Matching.start(matching.open_current, matching.open_locked, list(ambiguous))
    matches, others = select_best(compare_candidates(rest, lambda _card, _old, found: is_accepted(found, NEARLY)))
    return [*matches, *list_matches(others)]


def list_matches(ambiguous: Iterable[AmbiguousMatch]) -> list[Match]:
    """Return each of the old notes that a card could be as a match."""
    return [Match(item.current, old, Message("another one is as likely")) for item in ambiguous for old in item.locked]


def create_pairs(matches: Iterable[Match], notes: Iterable[OldNote], cards: Sequence[Card]) -> tuple[Pair, ...]:
    """Return the pairs that matches stand for, in the order of the cards."""
    notes_by_guid = {note.guid: note for note in notes}
    places = {card.guid: place for place, card in enumerate(cards)}
    pairs = [(places[match.current.card.guid], match) for match in matches]
    return tuple(
        Pair(notes_by_guid[match.locked.entry.guid], cards[place], match.reason)
        for place, match in sorted(pairs, key=lambda pair: pair[0])
    )
