"""What the next build needs of this one to make only the notes anew that changed (`incremental/`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from notedeck.anki.fields import count_cards
from notedeck.convert import DeckConversion
from notedeck.media.tags import find_references, may_have_references
from notedeck.model import Asset, Card, FrontMatter, LeftOut, Skipped, Source, Value
from notedeck.problems import Problem

Placed = TypeVar("Placed", Card, Skipped, Problem)


class NoteSnapshot(Value, frozen=True):
    """What a build made of a note, which is `source` without its text.

    `card_count` cards of the deck `deck` make `anki_count` cards in Anki; `styles` are those of their keys, and `ids`
    what the author named them. `addresses` are those of media in the note, `media` the same on its cards. `is_bound`
    is whether its cards depend on other notes, or those of other notes on it. `findings` are those of the checks, None
    if the note was not checked since it changed. When it was, `questions` were the digests of what its cards ask, and
    `mentions` the names of unused files in its text.
    """

    source: Source
    card_count: int = 0
    anki_count: int = 0
    deck: str = ""
    styles: tuple[str, ...] = ()
    addresses: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    is_bound: bool = False
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    findings: tuple[Problem, ...] | None = None
    questions: tuple[bytes, ...] = ()
    mentions: tuple[str, ...] = ()


class DeckSnapshot(Value, frozen=True):
    """What a build made of all notes, in their order.

    `problems` are those that are in no note, and so are `findings`. `media_files` are the files that `assets` were made
    from.
    """

    notes: tuple[NoteSnapshot, ...]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    assets: tuple[Asset, ...] = ()
    media_files: tuple[Path, ...] = ()
    findings: tuple[Problem, ...] = ()


def create_snapshots(
    sources: Iterable[Source],
    cards: Iterable[Card],
    conversion: DeckConversion,
    problems: Iterable[Problem],
    bound: frozenset[str] = frozenset(),
) -> tuple[tuple[NoteSnapshot, ...], tuple[Problem, ...]]:
    """Return the snapshots of notes, and the problems that are in none of them.

    `cards` are those of the conversion, as they are packed. `bound` are the paths of notes that may be translations of
    one another, or that have errors.
    """
    cards_by_path, skipped_by_path = group_by_path(cards), group_by_path(conversion.skipped)
    written_by_path = group_by_path(conversion.cards)
    problems_by_path = group_by_path(problems)
    snapshots = tuple(
        create_note_snapshot(
            source,
            cards_by_path.get(source.path, ()),
            list_media(written_by_path.get(source.path, ())),
            skipped_by_path.get(source.path, ()),
            problems_by_path.pop(source.path, ()),
            is_bound=source.path in bound,
        )
        for source in sources
    )
    return snapshots, tuple(problem for others in problems_by_path.values() for problem in others)


def create_note_snapshot(
    source: Source,
    cards: Sequence[Card],
    addresses: frozenset[str],
    skipped: Iterable[Skipped],
    problems: Iterable[Problem],
    *,
    is_bound: bool,
) -> NoteSnapshot:
    """Return the snapshot of a note with its cards; `addresses` are those of media in the note."""
    counts = list(map(count_cards, cards))
    return NoteSnapshot(
        source=source.replace(text="", matter=FrontMatter(), line_numbers=(), macros=()),
        card_count=len(cards),
        anki_count=sum(counts),
        deck=cards[0].deck if cards else "",
        styles=tuple(dict.fromkeys(card.key.style for card in cards)),
        addresses=addresses,
        media=list_media(cards),
        ids=tuple(card.id for card in cards if card.id),
        is_bound=is_bound or source.is_shown_elsewhere or 0 in counts or any(c.unique_in_deck for c in cards),
        skipped=tuple(skipped),
        problems=tuple(problems),
    )


def list_media(cards: Iterable[Card]) -> frozenset[str]:
    """Return the addresses of all media on cards."""
    sides = (side for card in cards for side in (card.front, card.back) if may_have_references(side))
    return frozenset(reference.address for side in sides for reference in find_references(side))


def group_by_path(items: Iterable[Placed]) -> dict[str, list[Placed]]:
    """Return what is in each note, by its path."""
    groups: defaultdict[str, list[Placed]] = defaultdict(list)
    for item in items:
        groups[item.place.path].append(item)
    return groups
