"""Lines to a block tree, by the algorithm of CommonMark 0.31 (appendix, "A parsing strategy").

Where the specification leaves a case open, the tree is that of cmark-gfm. One case is ours: the label of a question or
answer ends the list or table above it, without a blank line. Each line is compared once with each open block, of which
there are at most `MAX_NESTED_BLOCKS`: the time is linear in the length of the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notedeck.korean.questions import starts_question_or_answer
from notedeck.markup.blocks.block import WHOLE_LINE, YES, Block
from notedeck.markup.blocks.constructs import CONSTRUCTS_BY_CHARACTER
from notedeck.markup.blocks.constructs.document import Document
from notedeck.markup.blocks.constructs.indented_code import IndentedCode
from notedeck.markup.blocks.constructs.paragraphs import Paragraph
from notedeck.markup.blocks.cursor import TAB_WIDTH, Cursor
from notedeck.markup.definitions import Definitions

MAX_NESTED_BLOCKS = 100  # anything nested more deeply is text
DEFINITION_SIGN = "]:"  # without it, a note defines no footnote and no reference


def parse_blocks(lines: Sequence[str], first_line: int, definitions: Definitions) -> Document:
    """Return the block tree of a note; what the note defines goes from the tree into `definitions`."""
    document = Document(first_line)
    for index in range(len(lines)):
        read_line(document, Cursor(lines, index, first_line + index))
    if DEFINITION_SIGN in "\n".join(lines):
        finish_children(document, definitions)
    return document


def read_line(document: Document, cursor: Cursor) -> None:
    """Read one line: continue open blocks, then start new ones or add the text."""
    match = match_open_blocks(document, cursor)
    if match is None:
        return
    block, unmatched, depth = match
    if cursor.is_blank:
        add_blank_line(block, cursor)
        is_continuation = False
    else:
        is_continuation = add_content(block, unmatched, cursor, room=MAX_NESTED_BLOCKS - depth)
    if unmatched is not None and not is_continuation:
        unmatched.is_open = False


def match_open_blocks(document: Document, cursor: Cursor) -> tuple[Block, Block | None, int] | None:
    """Return the innermost block that the line continues, the open block in it that ends here, and the depth.

    None if a block took the whole line.
    """
    block: Block = document
    depth = 0
    while block.children and (child := block.children[-1]).is_open:
        match = child.match_line(cursor)
        if match is not YES:
            return None if match is WHOLE_LINE else (block, child, depth)
        block, depth = child, depth + 1
    return block, None, depth


def add_content(block: Block, unmatched: Block | None, cursor: Cursor, *, room: int) -> bool:
    """Start the blocks that start here, and add the text; return whether it goes on with a paragraph in `unmatched`."""
    tip = block if unmatched is None else find_innermost_open(unmatched)
    in_paragraph = isinstance(tip, Paragraph)
    target, has_started = start_blocks(block, cursor, in_paragraph=in_paragraph, room=room)
    if cursor.is_blank:  # after the marker of a block
        add_blank_line(target, cursor)
    elif in_paragraph and unmatched is not None and not has_started and not starts_question_or_answer(cursor.text):
        record_blank(target, is_blank=False)
        tip.text.append(cursor.remainder)  # "paragraph continuation text": a line without the markers around it
        return True
    else:
        add_text(target, cursor, has_started=has_started)
    return False


def find_innermost_open(block: Block) -> Block:
    """Return the block that was read last, if it is open."""
    while (child := block.open_child) is not None:
        block = child
    return block


def start_blocks(block: Block, cursor: Cursor, *, in_paragraph: bool, room: int) -> tuple[Block, bool]:
    """Start every block that starts here; return the innermost one, and whether any was started."""
    has_started = False
    while room > 0 and not block.is_verbatim and not cursor.is_blank:
        if cursor.indent >= TAB_WIDTH:
            if in_paragraph:
                break
            return IndentedCode.start(find_holder(block), cursor), True
        constructs = CONSTRUCTS_BY_CHARACTER.get(cursor.next_character)
        new_block = start_block(constructs, find_holder(block), cursor) if constructs else None
        if new_block is None:
            break
        block, has_started, in_paragraph, room = new_block, True, False, room - 1
        if not block.holds_blocks:
            break
    return block, has_started


def start_block(constructs: Iterable[type[Block]], parent: Block, cursor: Cursor) -> Block | None:
    """Start the first of the constructs that matches here."""
    for construct in constructs:
        if (block := construct.start(parent, cursor)) is not None:
            return block
    return None


def find_holder(block: Block) -> Block:
    """Return the innermost block at or around `block` that can hold any new block."""
    while not block.holds_blocks:
        assert block.parent is not None
        block = block.parent
    return block


def add_blank_line(block: Block, cursor: Cursor) -> None:
    """Add a blank line: verbatim blocks keep it, elsewhere it may make a list loose."""
    if block.is_verbatim:
        block.add_line(cursor)
    if block.children:
        block.children[-1].is_followed_by_blank = True
    record_blank(block, is_blank=block.loosens_list(cursor))


def add_text(block: Block, cursor: Cursor, *, has_started: bool) -> None:
    """Add a line with text to the open leaf or to a new paragraph; a leaf that has just started has its text."""
    record_blank(block, is_blank=False)
    if isinstance(block, Paragraph) or (block.takes_lines and not has_started):
        block.add_line(cursor)
    elif block.holds_blocks or not has_started:
        find_holder(block).add(Paragraph(cursor.line_number, text=[cursor.text]))


def record_blank(block: Block, *, is_blank: bool) -> None:
    """Record whether a blank line follows a block; no blank line follows the blocks around it."""
    ancestor = block.parent
    while ancestor is not None:
        ancestor.is_followed_by_blank = False
        ancestor = ancestor.parent
    block.is_followed_by_blank = is_blank


def finish_children(block: Block, definitions: Definitions) -> None:
    """Finish every block below `block`, outermost first, and drop those that only define something."""
    block.children = [child for child in block.children if finish_block(child, definitions)]


def finish_block(block: Block, definitions: Definitions) -> bool:
    """Finish a block and all below it; return whether it stays in the tree."""
    stays = block.finish(definitions)
    if block.children:
        finish_children(block, definitions)
    return stays
