"""Every construct has hostile inputs, and each of them converts without an error, and without losing a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hostile.__main__ import LAYERS
from benchmarks.hostile.blocks import BLOCK_INPUTS
from benchmarks.hostile.inline import INLINE_INPUTS
from benchmarks.hostile.notes import SECTION_INPUTS, STYLE_INPUTS, convert_text
from benchmarks.hostile.texts import HostileInput, Layer, join_inputs
from benchmarks.hostile.tools import TOOL_INPUTS
from notedeck.cards.styles import list_style_names
from notedeck.markup.blocks import constructs as block_constructs
from notedeck.markup.inline import constructs as inline_constructs
from notedeck.media.model import BrokenImageError
from notedeck.problems import DeckError
from notedeck.source.tools import list_tool_names
from notedeck.util.html import strip_tags

SIZE = 200  # characters
NOTE_INPUTS = (*join_inputs(INLINE_INPUTS), *join_inputs(BLOCK_INPUTS), *SECTION_INPUTS, *STYLE_INPUTS)
RUNS = [
    pytest.param(layer, item, id=f"{layer.name}: {item.name}")
    for layer in LAYERS
    if layer.name not in ("code", "note", *list_style_names())
    for item in layer.inputs
]


def list_constructs(package: Path) -> set[str]:
    """Return the names of the files of a package of constructs."""
    return {file.stem for file in package.glob("[a-z]*.py")}


@pytest.mark.parametrize(
    ("package", "inputs"),
    [(inline_constructs, INLINE_INPUTS), (block_constructs, BLOCK_INPUTS)],
    ids=["inline", "blocks"],
)
def test_every_construct_has_hostile_inputs(package: object, inputs: dict[str, tuple[HostileInput, ...]]) -> None:
    assert isinstance(file := getattr(package, "__file__", None), str)
    assert set(inputs) == list_constructs(Path(file).parent)
    assert all(inputs.values())


def test_every_tool_has_hostile_inputs() -> None:
    assert set(TOOL_INPUTS) == {*list_tool_names()}


@pytest.mark.parametrize(("layer", "item"), RUNS)
def test_an_input_is_read_or_refused_with_a_message(layer: Layer, item: HostileInput) -> None:
    try:
        layer.run(item.write(SIZE))
    except (DeckError, BrokenImageError) as error:
        assert str(error)


@pytest.mark.parametrize("item", NOTE_INPUTS, ids=lambda item: item.name)
def test_what_follows_a_hostile_text_is_not_lost(item: HostileInput) -> None:
    last_word = "마지막낱말"
    for style in ("basic", "cloze"):
        conversion = convert_text(f"{item.write(SIZE)}\n\n# 끝\n\n{last_word}\n", style)
        cards = "".join(f"{card.front} {card.back}" for card in conversion.cards)
        skipped = "".join(f"{part.title} {part.text}" for part in conversion.skipped)
        assert last_word in strip_tags(cards) + skipped, style
