"""Steps of a flow, lines in bold with only an arrow between them: they are no titles, as nothing explains them."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.korean.pointers import is_arrow
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.leads.levels import Lead


def drop_flow_steps(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the lines that have nothing but an arrow below them, before the next title or the end.

    Only those above the first title that has a text: they belong to the heading above, and not to such a title.
    """
    is_flow = True
    for number, lead in enumerate(leads):
        if blocks[number].name in HEADINGS:
            is_flow = True
        elif lead is not None:
            is_flow = is_flow and is_step(leads, blocks, number)
            leads[number] = None if is_flow else lead


def is_step(leads: Sequence[Lead | None], blocks: Sequence[Block], number: int) -> bool:
    """Return whether only an arrow is between a title and the next one, or the end."""
    below = blocks[number + 1 : number + 2]
    if not below or below[0].name != "p" or not is_arrow(below[0].text):
        return False
    return number + 2 == len(blocks) or blocks[number + 2].name in HEADINGS or leads[number + 2] is not None
