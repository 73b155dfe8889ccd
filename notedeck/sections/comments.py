"""Attach each comment for notedeck to the block that it belongs to.

A comment belongs to the title that it is in or after: `outline` takes it from its block, and gives it to the unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from notedeck.markup.comments import COMMENT_ATTRIBUTE, AuthorComment, decode_comments, encode_comments
from notedeck.util.tree import (
    DROPPED_TAG,
    Element,
    clear_element,
    compile_path,
    drop_element,
    line_of,
    sort_attributes,
    take_attribute,
    text_content,
)

CONTAINERS = frozenset({"body", "details", "div", "center", "section"})
VISIBLE_ELEMENTS = ("img", "video", "audio", "hr")
UNSEEN = frozenset({"br", DROPPED_TAG})
find_comments = compile_path(f"descendant::span[@{COMMENT_ATTRIBUTE}]")


@dataclass(slots=True)
class Attachments:
    """The comments of each block so far, and for each block that was dropped, the visible block before it."""

    comments: dict[Element, list[AuthorComment]] = field(default_factory=dict)
    previous_blocks: dict[Element, Element] = field(default_factory=dict)

    def attach(self, span: Element) -> None:
        """Attach a comment, and all others in its block, to the block."""
        block = find_block(span)
        spans = [span] if block is span else find_comments(block)
        comments = [AuthorComment(tag.get(COMMENT_ATTRIBUTE, ""), line_of(tag) or line_of(block)) for tag in spans]
        for tag in spans if block is not span else ():
            drop_element(tag)
        if block is span or not (text_content(block).strip() or has_visible_element(block)):
            block = self.replace_empty_block(block)
        self.comments.setdefault(block, []).extend(comments)

    def replace_empty_block(self, block: Element) -> Element:
        """Remove a block that shows nothing, and return the block that gets its comments instead."""
        previous = self.find_previous_block(block)
        if previous is None:
            clear_element(block, "p")
            return block
        self.previous_blocks[block] = previous
        drop_element(block)
        return previous

    def find_previous_block(self, block: Element) -> Element | None:
        """Return the block before another one that shows something; None if there is none."""
        previous = block.getprevious()
        while previous is not None and previous.tag in UNSEEN:
            previous = self.previous_blocks[previous] if previous in self.previous_blocks else previous.getprevious()
        return previous


def attach_comments(body: Element) -> None:
    """Move each comment to the block that it is in, or, if it is alone, to the block before it.

    Before anything else in the note it gets an empty paragraph.
    """
    attachments = Attachments()
    for span in find_comments(body):
        if span.tag == "span":  # else it was attached together with another comment of its block
            attachments.attach(span)
    for block, comments in attachments.comments.items():
        block.set(COMMENT_ATTRIBUTE, encode_comments(comments))
        sort_attributes(block)


def has_visible_element(block: Element) -> bool:
    """Return whether there is anything visible but text in a block."""
    return next(block.iterdescendants(*VISIBLE_ELEMENTS), None) is not None


def find_block(span: Element) -> Element:
    """Return the block around a comment, the comment itself if it is in none."""
    block = span
    while (parent := block.getparent()) is not None and parent.tag not in CONTAINERS:
        block = parent
    return block


def take_comments(block: Element) -> tuple[AuthorComment, ...]:
    """Remove the comments from a block, and return them."""
    comments = take_attribute(block, COMMENT_ATTRIBUTE)
    return decode_comments(comments) if comments else ()
