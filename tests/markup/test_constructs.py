"""Laws for every registered construct: adding one takes a file, a line in its registry, and a file of cases."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from notedeck.markup.blocks import constructs as block_constructs
from notedeck.markup.blocks.block import Block
from notedeck.markup.blocks.constructs.document import Document
from notedeck.markup.blocks.constructs.lists import List, ListItem
from notedeck.markup.blocks.constructs.quotes import Quote
from notedeck.markup.blocks.parser import parse_blocks
from notedeck.markup.definitions import Definitions
from notedeck.markup.inline import constructs as inline_constructs
from notedeck.markup.inline.parser import START
from notedeck.markup.inline.state import InlineConstruct, InlineState
from tests.support.cases import load_cases
from tests.support.markup import define_test_references, read_input

Shape = tuple[str, tuple["Shape", ...]]

BLOCKS = [*block_constructs.CONSTRUCTS, *block_constructs.UNMARKED_CONSTRUCTS]
MARKED_BLOCKS = block_constructs.CONSTRUCTS
BLOCKS_WITH_CASES = [construct for construct in BLOCKS if construct is not Document]


def list_modules(package: ModuleType) -> list[ModuleType]:
    """Return the modules of a package, without the package itself."""
    paths = sorted(Path(str(package.__file__)).parent.glob("[!_]*.py"))
    return [import_module(f"{package.__name__}.{path.stem}") for path in paths]


INLINE = {  # by the name of the file, which is the name of its file of cases too
    module.__name__.rpartition(".")[2]: construct
    for module in list_modules(inline_constructs)
    for construct in vars(module).values()
    if isinstance(construct, InlineConstruct)
}


def name_file(construct: type[Block]) -> str:
    """Return the name of the file that defines a block construct; its cases have the same name."""
    return construct.__module__.rpartition(".")[2]


BLOCK_FILES = sorted({name_file(construct) for construct in BLOCKS_WITH_CASES})


def read_cases(folder: str, name: str) -> list[str]:
    """Return the inputs of a construct's cases; those with tabs are left out, because tabs depend on the column."""
    texts = [read_input(case) for case in load_cases(f"markup/{folder}/{name}.md")]
    return [text for text in texts if "\t" not in text]


def parse_text(text: str) -> Document:
    """Return the block tree of a text, with its footnotes at the end."""
    definitions = Definitions()
    document = parse_blocks(text.split("\n"), 1, definitions)
    document.children += definitions.footnotes.values()
    return document


def describe_shape(block: Block) -> Shape:
    """Return the constructs in a tree."""
    return type(block).__name__, tuple(describe_shape(child) for child in block.children)


def collect_constructs(block: Block) -> set[type[Block]]:
    """Return the constructs that are anywhere in a tree."""
    return {type(block)}.union(*(collect_constructs(child) for child in block.children))


def test_every_block_construct_is_registered() -> None:
    defined = {
        value
        for module in list_modules(block_constructs)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Block) and value.__module__ == module.__name__
    }
    assert defined == set(BLOCKS)


def test_every_inline_construct_is_registered() -> None:
    assert set(INLINE.values()) == set(inline_constructs.CONSTRUCTS)


@pytest.mark.parametrize("construct", MARKED_BLOCKS)
def test_a_marked_block_says_where_it_can_start(construct: type[Block]) -> None:
    assert construct.starts_with


@pytest.mark.parametrize("construct", BLOCKS_WITH_CASES)
def test_a_block_is_found_in_its_cases(construct: type[Block]) -> None:
    texts = [read_input(case) for case in load_cases(f"markup/blocks/{name_file(construct)}.md")]
    assert any(construct in collect_constructs(parse_text(text)) for text in texts)


@pytest.mark.parametrize("name", [name for name in BLOCK_FILES if name != "footnotes"])  # a line of `>` ends footnotes
def test_a_block_is_read_alike_in_a_quote(name: str) -> None:
    for text in read_cases("blocks", name):
        inside = parse_text("".join(f"> {line}\n" for line in text.split("\n")))
        quote = inside.children[0]
        assert isinstance(quote, Quote), text
        assert (*describe_shape(quote)[1], *describe_shape(inside)[1][1:]) == describe_shape(parse_text(text))[1], text


@pytest.mark.parametrize("name", BLOCK_FILES)
def test_a_block_is_read_alike_in_a_list_item(name: str) -> None:
    for text in read_cases("blocks", name):
        if text.startswith(" "):
            continue  # the first line says how far an item is indented
        inside = parse_text("7. " + re.sub(r"\n(?=[^\n])", "\n   ", text))
        items = inside.children[0]
        assert isinstance(items, List), text
        assert isinstance(items.children[0], ListItem), text
        shape = (*describe_shape(items.children[0])[1], *describe_shape(inside)[1][1:])
        assert shape == describe_shape(parse_text(text))[1], text


@pytest.mark.parametrize("name", INLINE)
def test_an_inline_construct_is_found_in_its_cases(name: str) -> None:
    """It is parsed at a place that the engine stops at."""
    construct = INLINE[name]
    texts = [read_input(case) for case in load_cases(f"markup/inline/{name}.md")]
    starts = [(text, match.start()) for text in texts for match in START.finditer(text)]
    assert any(
        (not construct.starts_with or text[start] in construct.starts_with)
        and construct.parse(InlineState(text, define_test_references()), start) != start
        for text, start in starts
    )
