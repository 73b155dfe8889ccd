"""Draw fences and put the pictures on the cards, with a problem for each fence that cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from notedeck.diagrams.drawing import Drawing
from notedeck.diagrams.fences import Fence, iterate_card_fences, replace_fences
from notedeck.diagrams.model import Drawn, Renderer, RenderFailure, Unavailable
from notedeck.diagrams.render import Result, hash_texts, render_fences
from notedeck.media.names import create_packed_name
from notedeck.messages import Message
from notedeck.model import Asset, Card, Place
from notedeck.problems import Problem, ProblemCode
from notedeck.util.reporter import Reporter


def draw_fences(
    cards: tuple[Card, ...], renderers: Mapping[Fence, Renderer | Unavailable], cache: Path, reporter: Reporter
) -> tuple[Drawn, tuple[Problem, ...]]:
    """Draw the fences that have a renderer; drawings of earlier builds are taken from the folder `cache`."""
    results = render_fences(renderers, cache, reporter)
    names = {fence: name_drawing(fence) for fence, result in results.items() if isinstance(result, Drawing)}
    files = {names[fence]: result.file for fence, result in results.items() if isinstance(result, Drawing)}
    drawn_cards = tuple(insert_drawings(card, results, names) for card in cards)
    assets = tuple(Asset(name, files[name]) for name in sorted(files))
    return Drawn(drawn_cards, assets), tuple(find_problems(cards, results))


def name_drawing(fence: Fence) -> str:
    """Return the name in the package. It depends on the source alone, so a newer renderer changes no card."""
    return create_packed_name(fence.language, "svg", hash_texts(fence.language, fence.source))


def insert_drawings(card: Card, results: Mapping[Fence, Result], names: Mapping[Fence, str]) -> Card:
    """Return the card with a picture in the place of each fence that was drawn."""

    def choose_tag(fence: Fence) -> str | None:
        result = results.get(fence)
        return result.render_tag(names[fence]) if isinstance(result, Drawing) else None

    return card.replace(front=replace_fences(card.front, choose_tag), back=replace_fences(card.back, choose_tag))


def find_problems(cards: Iterable[Card], results: Mapping[Fence, Result]) -> Iterator[Problem]:
    """Yield a problem for each place with a fence that was not drawn."""
    seen: set[Place] = set()
    for card in cards:
        for fence in iterate_card_fences(card):
            result = results.get(fence)
            place = Place(card.place.path, fence.line or card.place.line)
            if result is None or isinstance(result, Drawing) or place in seen:
                continue
            seen.add(place)
            yield describe_problem(fence, result, place)


def describe_problem(fence: Fence, result: RenderFailure | Unavailable, place: Place) -> Problem:
    """Return the problem of a fence that stays a code block."""
    if isinstance(result, Unavailable):
        message = Message("no renderer for {language} is installed; it stays a code block", language=fence.language)
        return Problem(ProblemCode.DIAGRAM_RENDERER, place, message, result.hint)
    line = min(result.line, fence.source.rstrip().count("\n") + 1)  # renderers report a missing end one line below it
    at = Place(place.path, place.line + line) if line else place
    message = Message(
        "the {language} diagram stays a code block: {message}", language=fence.language, message=result.message
    )
    hint = result.hint or Message("Fix the diagram. Most diagram languages have an online editor.")
    return Problem(ProblemCode.DIAGRAM_FAILED, at, message, hint)
