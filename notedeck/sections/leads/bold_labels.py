"""Lines in bold with a colon and text after them, `**Use**: …`, as titles among lines in bold above lists."""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.korean.questions import starts_question_or_answer
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block, trim_nodes
from notedeck.sections.leads.levels import Lead
from notedeck.sections.titles import LEAD_LEVEL, is_marked_lead, is_part_of_answer, make_title
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Node, copy_node, list_nodes, make_element, text_content

BOLD = ("strong", "b")
COLONS = (":", "：")
MAX_LABEL_CHARACTERS = 40


def add_bold_labels(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make a title of each label with text after it, from the first label above a list to the next heading.

    Without that, the text would be on the card of a list that it has nothing to do with.
    """
    is_below_list = False
    for number, block in enumerate(blocks):
        if block.name in HEADINGS:
            is_below_list = False
        elif leads[number] is None and is_below_list:
            leads[number] = find_bold_label(block)
        elif leads[number] is not None and number + 1 < len(blocks):
            is_below_list |= blocks[number + 1].name in LISTS and is_bold_label(block)


def is_bold_label(block: Block) -> bool:
    """Return whether a line is all in bold, with a colon at its end."""
    first = block.element[0] if block.name == "p" and len(block.element) == 1 else None
    return first is not None and first.tag in BOLD and block.text.endswith(COLONS)


def find_bold_label(block: Block) -> Lead | None:
    """Return a paragraph that starts with a bold label as a title with its text; None if it is another one."""
    if block.name != "p" or ("strong" not in block.inner_names and "b" not in block.inner_names):
        return None
    if starts_question_or_answer(block.text):
        return None
    nodes = trim_nodes(list_nodes(block.element))
    if isinstance(nodes[0], str) or nodes[0].tag not in BOLD:
        return None
    label, text = split_label(nodes)
    head, rest = make_paragraph(label, block), make_paragraph(text, block)
    is_title = is_marked_lead(head) and len(head.text) <= MAX_LABEL_CHARACTERS and not is_part_of_answer(block)
    if not (is_title and head.text.endswith(COLONS) and rest.has_content):
        return None
    return Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, head), is_plain=False, rest=rest)


def split_label(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return the label at the beginning with its colon, and what comes after it."""
    label, following = nodes[0], nodes[1] if len(nodes) > 1 else ""
    is_complete = not isinstance(label, str) and text_content(label).strip().endswith(COLONS)
    if is_complete or not isinstance(following, str) or not following.lstrip().startswith(COLONS):
        return [label], [*nodes[1:]]
    text = following.lstrip()
    return [label, text[0]], [text[1:], *nodes[2:]]


def make_paragraph(nodes: Sequence[Node], block: Block) -> Block:
    """Return copies of nodes as a paragraph on the line of a block."""
    attributes = {LINE_ATTRIBUTE: str(block.line)} if block.line else {}
    return Block(make_element("p", map(copy_node, trim_nodes([*nodes])), attributes))
