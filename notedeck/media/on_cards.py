"""The references on cards: collect them, put the names in the package in their place, and report their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from notedeck.media.address import normalise_link
from notedeck.media.model import Content, Local, Location, MediaRef, Packed, PendingProblem, Remote
from notedeck.media.tags import Reference, find_references, may_have_references, replace_references
from notedeck.model import Card, Place
from notedeck.problems import Problem

Uses = Mapping[MediaRef, list[Place]]


def may_have_media(card: Card) -> bool:
    """Return whether a card can refer to media; most cannot, and need no closer look."""
    return may_have_references(card.front) or may_have_references(card.back)


def collect_uses(cards: Iterable[Card]) -> Uses:
    """Return everything that the cards refer to, with the places of each reference."""
    uses: dict[MediaRef, list[Place]] = {}
    for card in cards:
        for reference in iterate_references(card):
            place = Place(card.key.path, reference.line or card.place.line)
            uses.setdefault(make_ref(card, reference), []).append(place)
    return uses


def iterate_references(card: Card) -> Iterator[Reference]:
    """Yield the references of both sides."""
    for side in (card.front, card.back):
        yield from find_references(side)


def make_ref(card: Card, reference: Reference) -> MediaRef:
    """Return what a reference on a card refers to."""
    return MediaRef(card.key.path, reference.address, reference.embedded)


def bump_modified(card: Card, locations: Mapping[MediaRef, Location], modified: Mapping[Path, int]) -> Card:
    """Return the card, modified no earlier than the newest of its files (`modified`, Unix seconds).

    When Anki imports a deck again, it updates a note only if the time of the new one is later.
    """
    places = (locations.get(make_ref(card, reference)) for reference in iterate_references(card))
    newest = max((modified[place.file] for place in places if isinstance(place, Local)), default=0)
    return card.replace(modified=newest) if newest > card.modified else card


def insert_names(card: Card, contents: Mapping[MediaRef, Packed], names: Mapping[bytes, str]) -> Card:
    """Return the card with names in the package as addresses; links stay, the rest becomes a description."""

    def choose_address(reference: Reference) -> str | None:
        content = contents[make_ref(card, reference)]
        if isinstance(content, Content):
            return names[content.digest]
        return normalise_link(reference.address) if isinstance(content, Remote) else None

    return card.replace(
        front=replace_references(card.front, choose_address),
        back=replace_references(card.back, choose_address),
    )


def find_problems(
    uses: Uses, locations: Mapping[MediaRef, Location], contents: Mapping[MediaRef, Packed]
) -> Iterator[Problem]:
    """Yield each problem of a reference once for each of its places in the notes."""
    for ref, content in contents.items():
        for problem in dict.fromkeys(
            filter(None, (find_pending_problem(locations[ref]), find_pending_problem(content)))
        ):
            for place in dict.fromkeys(uses[ref]):
                yield Problem(problem.code, place, problem.message, problem.hint)


def find_pending_problem(item: Location | Packed) -> PendingProblem | None:
    """Return the problem of a location or content, if it has one or is one."""
    if isinstance(item, PendingProblem):
        return item
    return item.problem if isinstance(item, Local | Remote | Content) else None
