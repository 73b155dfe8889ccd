"""What a note defines for all of its text, wherever in the note the definition is."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notedeck.markup.blocks.block import Block

MAX_LABEL_CHARS = 999  # CommonMark 0.31, 4.7

References = MutableMapping[str, tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Filled while the blocks of a note are read; the first definition of a label counts.

    `references` are (address, title) by `normalise_label`. `footnotes` are blocks by case-folded label; a footnote
    whose label is taken gets one that no text can refer to. `footnote_numbers` is filled while inline text is
    rendered: the label of each footnote that the text refers to, and its number, from 1 in reading order.
    """

    references: References = field(default_factory=dict)
    footnotes: dict[str, Block] = field(default_factory=dict)
    footnote_numbers: dict[str, int] = field(default_factory=dict)


def normalise_label(label: str) -> str:
    """Return the label of a reference as labels are compared: case and runs of whitespace do not count."""
    return " ".join(label.split()).casefold()
