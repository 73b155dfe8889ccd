"""What each block of an outline becomes: a heading, a question, a title above questions, or an item of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.source.tools.logseq.outline import Block, Mode

MAX_TITLE_CHARACTERS = 80
MIN_TITLES = 2
MAX_TAGS = 20  # at the end of a title
TAG = re.compile(r"#(?:\[\[[^\[\]]{1,200}\]\]|(?!\d+$)[^\s#\[\]\"',;]{1,200})$")
TITLE_START = re.compile(r"[^\W_]|\*\*|==|`|\[\[|[(「『《<]")
STRUCTURE = (Mode.HEADING, Mode.TOPIC)


def set_modes(blocks: Sequence[Block]) -> None:
    """Set the mode of all blocks with a bullet."""
    mark_blocks_above_cards(blocks)
    for block in blocks:
        if block.has_bullet:
            if block.level and is_part_of_answer(block):
                flatten_heading(block)
            block.mode = choose_mode(block)
    if not any(block.mode in (Mode.HEADING, Mode.CARD, Mode.CLOZE, Mode.TEXT) for block in blocks):
        name_topics(blocks)
    for block in blocks:
        if block.has_bullet and block.mode not in (Mode.ITEM, Mode.HIDDEN):
            text, number = block.lines[0]
            block.lines[0] = (remove_tags(text), number)


def mark_blocks_above_cards(blocks: Sequence[Block]) -> None:
    """Set on each block whether cards are below it, and how many blocks right below have cloze deletions."""
    for block in blocks:
        if block.has_cloze and block.parent is not None:
            block.parent.cloze_count += 1
        for parent in block.iterate_parents() if block.has_cloze or is_question(block) else ():
            if parent.has_cards_below:
                break
            parent.has_cards_below = True


def is_question(block: Block) -> bool:
    """Return whether a block is a card with an answer: blocks below it, or more lines of its own."""
    has_answer = block.child_count > 0 or any(text.strip() for text, _ in block.lines[1:])
    return block.is_card and has_answer and bool(block.first.strip()) and not block.has_cloze


def is_part_of_answer(block: Block) -> bool:
    """Return whether a block without a question of its own is below a card, whose answer is all below it."""
    if block.is_card or block.has_cards_below:
        return False
    return any(above.is_card and not above.has_cards_below for above in block.iterate_parents())


def flatten_heading(block: Block) -> None:
    """Make a heading bold text."""
    text, number = block.lines[0]
    block.level = 0
    block.lines[0] = (text if "*" in text or not text.strip() else f"**{text.strip()}**", number)


def choose_mode(block: Block) -> Mode:
    """Return the mode of a block; those of the blocks above it are set."""
    parent = find_filled_parent(block)
    is_in_list = parent is not None and parent.mode not in STRUCTURE
    if not block.has_text:
        return Mode.HIDDEN
    if block.level and not is_in_list:
        return Mode.HEADING
    if is_question(block):
        return Mode.CARD
    if block.has_cloze and not any(above.mode is Mode.CARD for above in block.iterate_parents()):
        return Mode.CLOZE
    is_topic = block.has_cards_below and not is_in_list and names_something(block.first)
    return Mode.TOPIC if is_topic else Mode.ITEM


def find_filled_parent(block: Block) -> Block | None:
    """Return the nearest block above that shows anything."""
    return next((parent for parent in block.iterate_parents() if parent.mode is not Mode.HIDDEN), None)


def name_topics(blocks: Sequence[Block]) -> None:
    """Make titles of the outermost bullets that are short lines with blocks below them, if there are several.

    They are headings if no other bullet comes after the first of them; otherwise each ends where the blocks below it
    end, so that the others belong to the page. Where most bullets with blocks below them say more, none is a title.
    """
    outermost = [block for block in blocks if block.depth == 0 and block.mode is Mode.ITEM]
    titles = [block for block in outermost if is_title(block)]
    if len(titles) < MIN_TITLES or 2 * len(titles) <= sum(1 for block in outermost if block.child_count):
        return
    if outermost[-len(titles) :] == titles:
        for block in titles:
            block.mode, block.level = Mode.HEADING, 2
    else:
        for block in titles:
            block.mode = Mode.TOPIC


def is_title(block: Block) -> bool:
    """Return whether a block looks like a title: one short line, with blocks below it."""
    has_one_line = not any(line.strip() for line, _ in block.lines[1:])
    return block.child_count > 0 and block.task is None and has_one_line and names_something(block.first)


def names_something(text: str) -> bool:
    """Return whether a line is short, no sentence, and no link."""
    is_sentence = text.rstrip().endswith((".", "。", "다", ",", ";", ":"))
    is_short = len(text) <= MAX_TITLE_CHARACTERS
    return is_short and not is_sentence and TITLE_START.match(text) is not None and "](" not in text


def remove_tags(text: str) -> str:
    """Return a title without the tags at its end."""
    for _ in range(MAX_TAGS):
        before, sign, name = text.rpartition(" #")
        if not sign or not before.strip() or not TAG.fullmatch("#" + name.strip()):
            break
        text = before.rstrip()
    return text
