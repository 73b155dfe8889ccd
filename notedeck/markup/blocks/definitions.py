"""What a note defines for all of its text, wherever the definition stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from notedeck.markup.blocks.node import Kind, Node
from notedeck.markup.blocks.references import take_references


@dataclass(frozen=True, slots=True)
class Definitions:
    """Filled while a note is read: `references` by `label_key` as (address, title), footnotes by folded label.

    The first definition of a label counts; a footnote whose label is taken is kept under one that no text can refer to.
    """

    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    footnotes: dict[str, Node] = field(default_factory=dict)


def collect(node: Node, found: Definitions) -> None:
    """Take all definitions out of a finished tree, and the paragraphs that were nothing else."""
    node.children = list(kept(node, found))


def kept(node: Node, found: Definitions) -> Iterator[Node]:
    """The children that stay."""
    for child in node.children:
        if child.kind is Kind.FOOTNOTE:
            label = child.info.casefold()
            found.footnotes[f"{label} {len(found.footnotes)}" if label in found.footnotes else label] = child
        collect(child, found)
        if child.text and child.text[0].startswith("[") and is_text(child):
            take(child, found)
        if child.kind is not Kind.FOOTNOTE and (child.text or child.kind is not Kind.PARAGRAPH):
            yield child


def is_text(node: Node) -> bool:
    """Whether definitions may stand at the head of it: a paragraph, or one that became a heading."""
    return node.kind is Kind.PARAGRAPH or (node.kind is Kind.HEADING and bool(node.mark))


def take(node: Node, found: Definitions) -> None:
    """Take reference definitions off; the node starts below them."""
    text = "\n".join(node.text)
    rest = take_references(text, found.references)
    node.line += text.count("\n", 0, len(text) - len(rest))
    node.text = rest.split("\n") if rest.strip(" \t\n") else []
