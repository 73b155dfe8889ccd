"""Pictures and sounds: found, judged, shrunk, named by content, and put on the cards.

`address.py` and `find.py` say what a note can mean, `library.py` what may be packed, `prepare.py` what is packed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from notedeck.config.settings import MediaSettings
from notedeck.media.address import link
from notedeck.media.ages import aged
from notedeck.media.fetch import Fetcher
from notedeck.media.library import library
from notedeck.media.loading import Packed, downloaded, loaded
from notedeck.media.locate import Local, Located, Remote, Trouble, Wanted, download, locate
from notedeck.media.names import packed_name
from notedeck.media.prepare import Content, content_of
from notedeck.media.tags import Reference, references, replaced
from notedeck.model import Asset, Card, Place
from notedeck.problems import Problem
from notedeck.source.times import list_times

Uses = Mapping[Wanted, list[Place]]
WORKERS = 4  # a picture of the largest size takes up a gigabyte while it is shrunk


@dataclass(frozen=True, slots=True)
class Illustrated:
    """Cards whose pictures are media names, the files of these names, sorted, and the files they were made of."""

    cards: tuple[Card, ...]
    assets: tuple[Asset, ...] = ()
    sources: tuple[Path, ...] = ()


def illustrate(
    cards: tuple[Card, ...], root: Path, settings: MediaSettings, cache: Path, fetcher: Fetcher | None = None
) -> tuple[Illustrated, tuple[Problem, ...]]:
    """The cards with their media; `root` is the notes folder (or note), `cache` a folder that may be written to.

    A file that is missing, refused or broken becomes a problem, and its description stands on the card. A remote
    picture keeps its link, unless `settings.fetch` is set and it could be downloaded (facts, "Media" and "Images").
    A card is as new as the newest of its files.
    """
    uses = used(cards)
    if not uses:
        return Illustrated(cards), ()
    shelf = library(root, settings)
    places = {wanted: locate(wanted, shelf) for wanted in uses}
    with ThreadPoolExecutor(WORKERS) as pool:  # Pillow and the network leave the interpreter free
        if settings.fetch:
            places |= downloaded(places, partial(download, fetcher=fetcher or Fetcher(), cache=cache), pool)
        contents = loaded(places, partial(content_of, images=settings.images, cache=cache), pool)
    packed = [row for row in contents.values() if isinstance(row, Content)]
    names = named(packed)
    assets = {names[row.digest]: row.file for row in packed}
    own = tuple(sorted({place.file for place in places.values() if isinstance(place, Local)}))
    seconds = list_times(shelf.worktree or shelf.notes, own) if own else {}
    shown = tuple(with_names(aged(card, places, seconds), contents, names) for card in cards)
    files = tuple(Asset(name, assets[name]) for name in sorted(assets))
    return Illustrated(shown, files, own), tuple(troubles(uses, places, contents))


def used(cards: Iterable[Card]) -> Uses:
    """Everything that the cards refer to, with the places of each reference."""
    found: dict[Wanted, list[Place]] = {}
    for card in cards:
        for reference in (one for side in (card.front, card.back) for one in references(side)):
            place = Place(card.key.path, reference.line or card.place.line)
            found.setdefault(wanted_by(card, reference), []).append(place)
    return found


def named(contents: Iterable[Content]) -> dict[bytes, str]:
    """One name for each content: of several stems the first in the alphabet."""
    stems: dict[bytes, tuple[str, str]] = {}
    for row in contents:
        stems[row.digest] = min(stems.get(row.digest, (row.stem, row.suffix)), (row.stem, row.suffix))
    return {digest: packed_name(stem, suffix, digest) for digest, (stem, suffix) in stems.items()}


def wanted_by(card: Card, reference: Reference) -> Wanted:
    return Wanted(card.key.path, reference.address, reference.embedded)


def with_names(card: Card, contents: Mapping[Wanted, Packed], names: Mapping[bytes, str]) -> Card:
    """A card whose addresses are names in the package; links stay, the rest is named in words."""

    def choose(reference: Reference) -> str | None:
        row = contents[wanted_by(card, reference)]
        if isinstance(row, Content):
            return names[row.digest]
        return link(reference.address) if isinstance(row, Remote) else None

    return replace(card, front=replaced(card.front, choose), back=replaced(card.back, choose))


def troubles(uses: Uses, places: Mapping[Wanted, Located], contents: Mapping[Wanted, Packed]) -> Iterable[Problem]:
    """What was found wrong, once for each place in the notes."""
    for wanted, row in contents.items():
        place = places[wanted]
        found = [one.trouble for one in (place, row) if isinstance(one, Local | Remote | Content) and one.trouble]
        found += [row] if isinstance(row, Trouble) else []
        for trouble in dict.fromkeys(found):
            yield from (Problem(trouble.code, at, trouble.message, trouble.hint) for at in dict.fromkeys(uses[wanted]))


__all__ = ["Illustrated", "illustrate"]
