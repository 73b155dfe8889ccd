"""Code blocks in diagram languages, such as mermaid and dot, as pictures on the cards.

A renderer runs in processes of its own, with limits of time and memory. What cannot be drawn stays a code block. What
draws is imported for the first card with something to draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from notedeck.diagrams.fences import iterate_card_fences
from notedeck.diagrams.model import Drawn, Renderer
from notedeck.diagrams.renderers import choose_renderer
from notedeck.model import Card
from notedeck.problems import Problem
from notedeck.util.reporter import Reporter


def draw_diagrams(
    cards: tuple[Card, ...], commands: Mapping[str, Renderer | None], cache: Path, reporter: Reporter
) -> tuple[Drawn, tuple[Problem, ...]]:
    """Draw every fence whose language has a renderer, or a command of the user in `commands`.

    A language that has None there stays a code block, without a problem for each. Drawings of earlier builds are taken
    from the folder `cache`.
    """
    choices = {
        fence: choose_renderer(fence.language, commands) for card in cards for fence in iterate_card_fences(card)
    }
    renderers = {fence: renderer for fence, renderer in choices.items() if renderer is not None}
    if not renderers:
        return Drawn(cards), ()
    from notedeck.diagrams.on_cards import draw_fences

    return draw_fences(cards, renderers, cache, reporter)
