"""Attach each comment for notedeck to the block that it belongs to.

A comment belongs to the title that it is in or after: `outline` takes it from its block, and gives it to the unit.
"""

from __future__ import annotations

from bs4 import Tag

from notedeck.markup.comments import COMMENT_ATTRIBUTE, AuthorComment, decode_comments, encode_comments
from notedeck.util.html import line_of

CONTAINERS = ("body", "details", "div", "center", "section")
VISIBLE_ELEMENTS = ("img", "video", "audio", "hr")


def attach_comments(body: Tag) -> None:
    """Move each comment to the block that it is in, or, if it is alone, to the block before it.

    Before anything else in the note it gets an empty paragraph.
    """
    for span in body.find_all("span", attrs={COMMENT_ATTRIBUTE: True}):
        if span.parent is not None:  # else it was attached together with another comment of its block
            attach_to_block(span)


def attach_to_block(span: Tag) -> None:
    """Attach a comment, and all others in its block, to the block."""
    block = find_block(span)
    spans = [span] if block is span else block.find_all("span", attrs={COMMENT_ATTRIBUTE: True})
    comments = [AuthorComment(str(tag[COMMENT_ATTRIBUTE]), line_of(tag) or line_of(block)) for tag in spans]
    for tag in spans if block is not span else ():
        tag.extract()
    if block is span or not (block.get_text(strip=True) or block.find(VISIBLE_ELEMENTS)):
        block = replace_empty_block(block)
    block[COMMENT_ATTRIBUTE] = f"{block.get(COMMENT_ATTRIBUTE, '')} {encode_comments(comments)}".strip()


def find_block(span: Tag) -> Tag:
    """Return the block around a comment, the comment itself if it is in none."""
    block = span
    while block.parent is not None and block.parent.name not in CONTAINERS:
        block = block.parent
    return block


def replace_empty_block(block: Tag) -> Tag:
    """Remove a block that shows nothing, and return the block that gets its comments instead."""
    previous = block.find_previous_sibling(lambda tag: tag.name != "br")
    if isinstance(previous, Tag):
        block.extract()
        return previous
    paragraph = Tag(name="p")
    block.replace_with(paragraph)
    return paragraph


def take_comments(block: Tag) -> tuple[AuthorComment, ...]:
    """Remove the comments from a block, and return them."""
    return decode_comments(str(block.attrs.pop(COMMENT_ATTRIBUTE, "")))
