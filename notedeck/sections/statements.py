"""Headings with nothing below them that say something themselves: statements, and terms with their definitions.

Statements become a list below the title above them, and `Fan-out: how many modules one controls` becomes its term with
the definition as its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notedeck.korean.labels import NUMBER
from notedeck.korean.sentences import is_sentence, is_statement
from notedeck.model import TitleKind
from notedeck.sections.blocks import Block
from notedeck.sections.units import Unit
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.patterns import compile_lazily
from notedeck.util.tree import Node, inner_html, list_nodes, make_element, parse_tree, text_content

MIN_STATEMENT_SHARE = 0.5  # of several empty headings side by side, so that all of them are a list
MIN_DEFINITIONS = 2
MAX_TERM_CHARACTERS = 30
MIN_DEFINITION_CHARACTERS = 8
COLON = compile_lazily(r"\s*(?:：|:(?=\s))\s*")
COUNTED = compile_lazily(r"(?:\d|\b[IVX]+)[\W_]*$")  # `Step 1`, `Part II`: a label rather than a term
SEVERAL_WORDS = compile_lazily(r"\s|[\u3040-\u30ff\u4e00-\u9fff]")
OPENING = compile_lazily(r"^\s*[\[(（【<]")


def place_statements(units: list[Unit]) -> list[Unit]:
    """Return the units without the headings that are statements, which are now in the unit above them."""
    parents = {id(unit.parent) for unit in units}
    headings = [unit for unit in units if unit.kind is TitleKind.HEADING and unit.parent is not None]
    placed: set[int] = set()
    for siblings in group_siblings(headings):
        bare = [unit for unit in siblings if id(unit) not in parents and is_bare(unit)]
        if bare:
            define_terms(siblings, bare)
            placed |= add_statements([unit for unit in bare if not unit.blocks])
    return [unit for unit in units if id(unit) not in placed]


def group_siblings(headings: Sequence[Unit]) -> Iterable[list[Unit]]:
    """Yield the headings below each title."""
    by_parent: dict[int, list[Unit]] = {}
    for unit in headings:
        by_parent.setdefault(id(unit.parent), []).append(unit)
    return by_parent.values()


def is_bare(unit: Unit) -> bool:
    """Return whether a heading has nothing below it, no comment, and asks nothing."""
    return not unit.has_body and not unit.comments and not unit.is_question and "<img" not in unit.html


def add_statements(bare: Sequence[Unit]) -> set[int]:
    """Add the statements among empty headings to the title above them as a list; return the `id()` of each of them."""
    parent = bare[0].parent if bare else None
    if parent is None or parent.kind is TitleKind.PREAMBLE:
        return set()
    statements = [unit for unit in bare if is_statement(NUMBER.sub("", unit.title))]
    if len(statements) > 1 and len(statements) >= MIN_STATEMENT_SHARE * len(bare):
        statements = [*bare]
    if statements:
        items = [make_element("li", list_nodes(parse_tree(unit.html)), line_attribute(unit)) for unit in statements]
        parent.blocks.append(Block(make_element("ul", items, line_attribute(statements[0]))))
    return {id(unit) for unit in statements}


def define_terms(siblings: Sequence[Unit], bare: Sequence[Unit]) -> None:
    """Give each heading that is a term with a definition only the term as its title, if several are side by side."""
    pairs = [(unit, parts) for unit in siblings if not unit.is_question and (parts := split_definition(unit))]
    terms = {text_of(term) for _, (term, _) in pairs}
    is_pattern = len(terms) == len(pairs) >= MIN_DEFINITIONS and any(unit in bare for unit, _ in pairs)
    for unit, (term, definition) in pairs if is_pattern else ():
        element = make_element("span", term, {})
        unit.title, unit.html = text_of(term), inner_html(element)
        unit.blocks.insert(0, Block(make_element("p", definition, line_attribute(unit))))


def split_definition(unit: Unit) -> tuple[list[Node], list[Node]] | None:
    """Return the term and the definition of a title such as `Fan-out: how many modules one controls`."""
    parts = split_at_colon(unit)
    return parts if parts and is_definition(*map(text_of, parts)) else None


def split_at_colon(unit: Unit) -> tuple[list[Node], list[Node]] | None:
    """Return what is before and after the first colon of a title on one line; None if there is none."""
    if "\n" in unit.title or not COLON.search(unit.title):
        return None
    nodes = list_nodes(parse_tree(unit.html))
    for number, node in enumerate(nodes):
        match = COLON.search(node) if isinstance(node, str) else None
        if match is not None and isinstance(node, str):
            return [*nodes[:number], node[: match.start()]], [node[match.end() :], *nodes[number + 1 :]]
    return None


def is_definition(term: str, definition: str) -> bool:
    """Return whether two texts are a term, which is no label that only counts, and what it means."""
    bare = NUMBER.sub("", term)
    is_term = 0 < len(bare) <= MAX_TERM_CHARACTERS and not COUNTED.search(bare) and not OPENING.match(bare)
    is_phrase = len(definition) >= MIN_DEFINITION_CHARACTERS and SEVERAL_WORDS.search(definition) is not None
    return is_term and is_phrase and not is_sentence(bare) and ":" not in definition


def text_of(nodes: Iterable[Node]) -> str:
    """Return nodes as text on one line."""
    return " ".join("".join(node if isinstance(node, str) else text_content(node) for node in nodes).split())


def line_attribute(unit: Unit) -> dict[str, str]:
    """Return the attribute with the line of a unit."""
    return {LINE_ATTRIBUTE: str(unit.line)}
