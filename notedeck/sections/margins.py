"""What stands beside the text of a section: contents of the note, and lines that name its source or author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from notedeck.korean.labels import (
    AUTHOR_LINE,
    CONTENTS_LABEL,
    ELSEWHERE_LINE,
    POINTER_AT_END,
    SOURCE_LINE,
    TAG_LINE,
    fold_title,
)
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.lines import copy_lines, split_lines
from notedeck.sections.links import is_anchor_list, is_links, own_text
from notedeck.util.tree import Element, text_content

MAX_LABEL_CHARACTERS = 40
MAX_REMARK_LETTERS = 8  # beside the links of a line that names a source
MAX_BYLINE_CHARACTERS = 60  # in a line, without its links
MAX_POINTER_CHARACTERS = 60
MAX_MARK_CHARACTERS = 60
CONTENTS_MARK = re.compile(r"[\[\]{}@$_:\s]*+toc[\[\]{}@$_:\s]*+|\{:\s*toc\b[^{}]*\}", re.I)
KRAMDOWN_MARK = re.compile(r"\{:\s*toc\b[^{}]*\}$", re.I)
LABEL_END = (":", "：")


def split_off_marks(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return blocks without the marks at which a program puts a table of contents, and these; a mark can be a line."""
    if not any("toc" in block.text or "TOC" in block.text for block in blocks):
        return [*blocks], []
    parts = [part for block in blocks for part in split_at_marks(block)]
    return [part for part in parts if not is_contents_mark(part)], list(filter(is_contents_mark, parts))


def split_at_marks(block: Block) -> list[Block]:
    """Return a paragraph in parts if one of its lines is a mark; other blocks stay whole."""
    if block.name != "p" or not any(map(is_mark, block.text_lines)):
        return [block]
    groups = groupby(split_lines(block), lambda line: is_mark(line.text))
    return [copy_lines(block, [*lines]) for _, lines in groups]


def is_mark(text: str) -> bool:
    """Return whether a line is only a mark such as `[TOC]`."""
    return len(text) <= MAX_MARK_CHARACTERS and CONTENTS_MARK.fullmatch(text.strip()) is not None


def is_contents_mark(block: Block) -> bool:
    """Return whether a block is only a mark such as `[TOC]`, or a list of one item that is one."""
    if block.name in ("p", "blockquote"):
        return is_mark(block.text)
    is_short_list = block.name in LISTS and len(block.element) == 1 and len(block.text) <= MAX_MARK_CHARACTERS
    return is_short_list and (KRAMDOWN_MARK.search(block.text) is not None or is_mark(block.text))


def split_off_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return blocks without the lists of links to headings of the same note, and these with their labels."""
    others: list[Block] = []
    contents: list[Block] = []
    for block in blocks:
        if not is_anchor_list(block):
            others.append(block)
            continue
        if others and is_contents_label(others[-1]):
            contents.append(others.pop())
        contents.append(block)
    return others, contents


def is_contents_label(block: Block) -> bool:
    """Return whether a line introduces a table of contents: `목차`, or any short line that ends in a colon."""
    if block.name != "p" or len(block.text) > MAX_LABEL_CHARACTERS:
        return False
    return block.text.endswith(LABEL_END) or CONTENTS_LABEL.fullmatch(block.text) is not None


def split_off_sources(blocks: Sequence[Block], *, is_head: bool) -> tuple[list[Block], list[Block]]:
    """Return blocks without those at both ends that only name a source or an author by a link, and these.

    At the head of a note (`is_head`), those that name an author without a link, or say where else the note is, go, too.
    A source that the text above points to (`아래 자료에서 볼 수 있다`) stays.
    """
    start, end = 0, len(blocks)
    while start < end and (names_source(blocks[start]) or (is_head and names_origin(blocks[start]))):
        start += 1
    while end > start and (size := count_source_blocks(blocks, end)):
        if size < end - start and POINTER_AT_END.search(blocks[end - size - 1].text[-MAX_POINTER_CHARACTERS:]):
            break
        end -= size
    return [*blocks[start:end]], [*blocks[:start], *blocks[end:]]


def count_source_blocks(blocks: Sequence[Block], end: int) -> int:
    """Return how many blocks before `end` name a source: 2 for a label above a list of links."""
    last = blocks[end - 1]
    if names_source(last):
        return 1
    is_labelled = end > 1 and last.name in LISTS and is_source_label(blocks[end - 2])
    return 2 if is_labelled and is_links(last) else 0


def is_source_label(block: Block) -> bool:
    """Return whether a line is only a label such as `참고:`."""
    match = SOURCE_LINE.match(block.text) if block.name == "p" and len(block.text) <= MAX_LABEL_CHARACTERS else None
    return match is not None and not fold_title(block.text[match.end() :])


def names_source(block: Block) -> bool:
    """Return whether each line of a paragraph, quote or list names a source or an author by links, with few words."""
    if "a" not in block.inner_names or not {"img", "pre", "table"}.isdisjoint(block.inner_names):
        return False
    if block.name in LISTS:
        items = block.element.findall("li")
        return all(is_source_line(own_text(item), item) for item in items)
    return block.name in ("p", "blockquote") and is_source_line(block.text, block.element)


def names_origin(block: Block) -> bool:
    """Return whether a short text names the author of a note, its tags, or by a link where else it is."""
    if block.name not in ("p", "blockquote") or not block.text:
        return False
    is_elsewhere = "a" in block.inner_names and ELSEWHERE_LINE.search(block.text) is not None
    is_origin = is_elsewhere or TAG_LINE.fullmatch(block.text) is not None or names_author(block)
    return is_origin and count_unlinked_letters(block) < MAX_BYLINE_CHARACTERS


def names_author(block: Block) -> bool:
    """Return whether each line of a block names the author of a note."""
    if not AUTHOR_LINE.match(block.text):
        return False
    return all(AUTHOR_LINE.match(line) for line in block.text_lines if line.strip())


def count_unlinked_letters(block: Block) -> int:
    """Return how many letters and digits of a block are outside of its links."""
    linked = "".join(map(text_content, block.element.iterdescendants("a")))
    return len(fold_title(block.text).replace(fold_title(linked), "", 1))


def is_source_line(text: str, element: Element) -> bool:
    """Return whether a text has a label of a source or author, links, and few words beside them."""
    match = SOURCE_LINE.match(text) or AUTHOR_LINE.match(text)
    if match is None:
        return False
    linked = [fold_title(text_content(link)) for link in element.iterdescendants("a")]
    letters = fold_title(text[match.end() :])
    remark = len(letters) - sum(map(len, linked))
    return bool(linked) and remark <= MAX_REMARK_LETTERS
