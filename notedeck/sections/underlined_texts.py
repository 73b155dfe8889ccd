"""Texts that only the `---` right below them makes headings: for their author, the `---` is a line across the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from notedeck.korean.answers import is_answer_name
from notedeck.korean.labels import ends_as_introduction
from notedeck.korean.sentences import is_question, is_statement
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.named_answers import starts_named_answer
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import list_attributes, list_nodes, make_element

UNDERLINED = "h2"  # `===` makes an h1, and is no line across the page
HEADING_STARTS = ("#", "<")
SENTENCE_ENDS = (".", "。")
MAX_TITLE_CHARACTERS = 100
MIN_SENTENCE_CHARACTERS = 15
COLONS = ":："
ADDRESS = re.compile(r"https?://\S+", re.I)


def is_text_heading(block: Block) -> bool:
    """Return whether a block is a heading that reads as a text: an answer with its label, a sentence, several lines.

    A picture or an address alone is none as well.
    """
    if block.name not in HEADINGS:
        return False
    if not block.text:
        return block.name == UNDERLINED
    if starts_named_answer(block):
        return not is_answer_name(block.text)
    return block.name == UNDERLINED and reads_as_text(block)


def reads_as_text(block: Block) -> bool:
    """Return whether a heading is no title: it has several lines, is long, an address, or a sentence that does not ask.

    A sentence can announce what is below it: `The steps are as follows:`.
    """
    text = block.text.rstrip(COLONS)
    if len(text) > MAX_TITLE_CHARACTERS or "\n" in "".join(block.texts).strip() or ADDRESS.fullmatch(text):
        return True
    is_sentence = text.endswith(SENTENCE_ENDS) and " " in text and len(text) >= MIN_SENTENCE_CHARACTERS
    return (is_sentence or is_statement(text) or ends_as_introduction(text)) and not is_question(text)


def open_underlined_text(block: Block, lines: Mapping[int, str]) -> list[Block]:
    """Return a heading that is a text as a paragraph and a rule, unless its line in the source makes it a heading.

    `lines` are those of the note by their numbers in the file.
    """
    line = lines.get(block.line, "")
    if not is_text_heading(block) or not line or line.lstrip().startswith(HEADING_STARTS):
        return [block]
    text = make_element("p", list_nodes(block.element), list_attributes(block.element))
    return [Block(text), Block(make_element("hr", (), {LINE_ATTRIBUTE: str(block.line)}))]
