"""Headings that say something and have nothing below them: they are the text of the heading above.

Outliners such as Logseq write each line as a heading: `## Purpose` above `### It passes a state between functions.`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.titles import is_all_code
from notedeck.sections.underlined_texts import reads_as_text
from notedeck.util.tree import list_attributes, list_nodes, make_element

CODE_SIGNS = frozenset("=(){}<>;")  # of code that says something; a name in code is a title
LABEL = re.compile(r"[^\s:：]{1,12}\s?[:：]")  # `문제: …` is a title, also without a text


def open_bare_statements(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, with headings that are such texts as paragraphs.

    Only from the heading above on: behind the text of another heading, they would go on with that.
    """
    opened: list[Block] = []
    above: Block | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if above is not None and is_bare_statement(block, following, above):
            opened.append(Block(make_element("p", list_nodes(block.element), list_attributes(block.element))))
            continue
        above = block if block.name in HEADINGS else None
        opened.append(block)
    return opened


def is_bare_statement(block: Block, following: Block | None, above: Block) -> bool:
    """Return whether a block is a heading below another one that says something, and has nothing below itself."""
    if block.name not in HEADINGS or block.name <= above.name or LABEL.match(block.text):
        return False
    has_text = following is not None and (following.name not in HEADINGS or following.name > block.name)
    return not has_text and (reads_as_text(block) or (is_all_code(block) and not CODE_SIGNS.isdisjoint(block.text)))
