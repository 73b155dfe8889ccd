"""Link reference definitions at the start of a paragraph or heading: `[label]: address "title"` (CommonMark 0.31, 4.7).

They start no block: a paragraph is read first, and the definitions at its start are taken off afterwards.
"""

from __future__ import annotations

import re

from notedeck.markup.blocks.block import Block
from notedeck.markup.definitions import MAX_LABEL_CHARS, Definitions, References, normalise_label
from notedeck.markup.inline.constructs.escapes import unescape_text
from notedeck.markup.inline.constructs.link_targets import match_address

LABEL = re.compile(rf"\[((?:[^\\\[\]]|\\[\s\S]){{1,{MAX_LABEL_CHARS}}}+)\]:[ \t]*+\n?[ \t]*+")
TITLE = re.compile(
    r"""(?:[ \t]++\n?|\n)[ \t]*+(?:"((?:[^"\\]|\\[\s\S])*+)"|'((?:[^'\\]|\\[\s\S])*+)'|\(((?:[^()\\]|\\[\s\S])*+)\))"""
)
LINE_END = re.compile(r"[ \t]*+(?:\n|$)")


def take_references_off(block: Block, definitions: Definitions) -> None:
    """Move the definitions at the start of a block into `definitions`; the block then starts below them."""
    if not block.text or not block.text[0].startswith("["):
        return
    text = "\n".join(block.text)
    rest = read_references(text, definitions.references)
    block.line += text.count("\n", 0, len(text) - len(rest))
    block.text = rest.split("\n") if rest.strip(" \t\n") else []


def read_references(text: str, references: References) -> str:
    """Add the definitions at the start of a text to `references`; return the text after them."""
    position = 0
    while text.startswith("[", position) and (end := read_reference(text, position, references)):
        position = end
    return text[position:]


def read_reference(text: str, start: int, references: References) -> int:
    """Add one definition to `references`, unless its label is taken; return the index after it, 0 if there is none."""
    label = LABEL.match(text, start)
    if not label or not label[1].strip():
        return 0
    address, address_end = match_address(text, label.end())
    if address_end is None or address_end == label.end():
        return 0
    title, end = match_title(text, address_end)
    if end:
        references.setdefault(normalise_label(label[1]), (unescape_text(address), title))
    return end


def match_title(text: str, start: int) -> tuple[str | None, int]:
    """Return the title after an address and the index after its line; 0 if something else follows on the line."""
    match = TITLE.match(text, start)
    if match and (line_end := LINE_END.match(text, match.end())):
        title = next(group for group in match.groups() if group is not None)
        return unescape_text(title), line_end.end()
    line_end = LINE_END.match(text, start)
    return None, line_end.end() if line_end else 0
