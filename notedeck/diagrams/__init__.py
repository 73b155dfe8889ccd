"""Fences that are drawings written as text, such as mermaid and dot, as pictures on the cards.

A renderer runs in a process of its own, with a limit of time and memory. What cannot be drawn stays a code block.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from notedeck.diagrams import failures
from notedeck.diagrams.drawing import Drawing, drawing
from notedeck.diagrams.fences import Fence, fences, replaced
from notedeck.diagrams.renderers import Renderer, Unavailable, choose
from notedeck.diagrams.worker import Failed, Workshop
from notedeck.media.names import packed_name
from notedeck.model import Asset, Card, Place
from notedeck.problems import Problem, ProblemCode
from notedeck.util.atomic import replace_file

LONGEST = 50_000  # characters of a fence; a drawing of more is no drawing any more
FOLDER = "media"  # in the cache, where removed cards find their files, too


@dataclass(frozen=True, slots=True)
class Drawn:
    """Cards with drawings in the place of fences, and the files of these."""

    cards: tuple[Card, ...]
    assets: tuple[Asset, ...] = ()


Result = Drawing | Failed | Unavailable


def draw(cards: tuple[Card, ...], commands: Mapping[str, str], cache: Path) -> tuple[Drawn, tuple[Problem, ...]]:
    """Draw every fence whose language has a renderer or, in `commands`, a command of the user's.

    What was drawn before is taken from the `cache`.
    """
    found = {fence: choose(fence.language, commands) for card in cards for fence in of_card(card)}
    wanted = {fence: renderer for fence, renderer in found.items() if renderer is not None}
    if not wanted:
        return Drawn(cards), ()
    results = rendered(wanted, cache)
    names = {fence: name_of(fence) for fence, result in results.items() if isinstance(result, Drawing)}
    assets = {names[fence]: result.file for fence, result in results.items() if isinstance(result, Drawing)}
    shown = tuple(with_drawings(card, results, names) for card in cards)
    files = tuple(Asset(name, assets[name]) for name in sorted(assets))
    return Drawn(shown, files), tuple(troubles(cards, results))


def of_card(card: Card) -> Iterator[Fence]:
    """The fences of both sides."""
    for side in (card.front, card.back):
        yield from fences(side)


def rendered(wanted: Mapping[Fence, Renderer | Unavailable], cache: Path) -> dict[Fence, Result]:
    """What comes of each fence; equal ones are drawn once."""
    results: dict[Fence, Result] = {fence: one for fence, one in wanted.items() if isinstance(one, Unavailable)}
    files = {fence: file_of(fence, one, cache) for fence, one in wanted.items() if not isinstance(one, Unavailable)}
    known = failures.recall(cache, (file.name for file in files.values()))
    with Workshop() as workshop:
        for fence, file in files.items():
            renderer = wanted[fence]
            assert not isinstance(renderer, Unavailable)
            if file.name in known:
                results[fence] = known[file.name]
            elif file.is_file():
                results[fence] = drawing(file)
            else:
                results[fence] = made(fence, renderer, file, workshop)
    lasting = {files[fence].name: one for fence, one in results.items() if isinstance(one, Failed) and fence in files}
    failures.keep(cache, lasting, known)
    return results


def made(fence: Fence, renderer: Renderer, file: Path, workshop: Workshop) -> Result:
    """A fence drawn into a file."""
    if len(fence.source) > LONGEST:
        return Failed(f"it has {len(fence.source):,} characters; the longest that is drawn has {LONGEST:,}")
    svg = workshop.draw(renderer, fence.source)
    if isinstance(svg, Failed):
        return svg
    with replace_file(file) as stream:
        stream.write(svg)
    return drawing(file)


def file_of(fence: Fence, renderer: Renderer, cache: Path) -> Path:
    """Where in the cache a drawing lies: another version of the renderer draws anew."""
    name = digest(fence.language, fence.source, renderer.name, renderer.version()).hex()[:32]
    return cache / FOLDER / f"diagram-{name}.svg"


def name_of(fence: Fence) -> str:
    """The name in the package. It comes from the text alone, so that another version of a renderer changes no card."""
    return packed_name(fence.language, "svg", digest(fence.language, fence.source))


def digest(*parts: str) -> bytes:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()


def with_drawings(card: Card, results: Mapping[Fence, Result], names: Mapping[Fence, str]) -> Card:
    """A card with a picture in the place of each fence that was drawn."""

    def choose_one(fence: Fence) -> str | None:
        result = results.get(fence)
        return result.tag(names[fence]) if isinstance(result, Drawing) else None

    return replace(card, front=replaced(card.front, choose_one), back=replaced(card.back, choose_one))


def troubles(cards: Iterable[Card], results: Mapping[Fence, Result]) -> Iterator[Problem]:
    """What was not drawn, once for each place."""
    seen: set[Place] = set()
    for card in cards:
        for fence in of_card(card):
            result = results.get(fence)
            place = Place(card.place.path, fence.line or card.place.line)
            if result is None or isinstance(result, Drawing) or place in seen:
                continue
            seen.add(place)
            yield trouble(fence, result, place)


def trouble(fence: Fence, result: Failed | Unavailable, place: Place) -> Problem:
    """Why a fence stays a code block."""
    if isinstance(result, Unavailable):
        message = f"nothing here draws {fence.language}; it stays a code block"
        return Problem(ProblemCode.DIAGRAM_RENDERER, place, message, result.hint)
    line = min(result.line, fence.source.rstrip().count("\n") + 1)  # what is missing at the end is told below it
    at = Place(place.path, place.line + line) if line else place
    message = f"the {fence.language} drawing stays a code block: {result.message}"
    return Problem(
        ProblemCode.DIAGRAM_FAILED, at, message, "Mend the text of the drawing; its language has an editor on the web."
    )
