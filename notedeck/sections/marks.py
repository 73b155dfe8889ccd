"""What the author wrote to us in a comment: it belongs to the title that it stands in or after."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import Tag

from notedeck.model import Directive
from notedeck.util.html import line_of

MARK = "data-mark"
ID, ASKED, NO_TRANSLATION = "card:", "notedeck:", "no-translate"
OPEN = ("body", "details", "div", "center", "section")
SEEN = ("img", "video", "audio", "hr")


def settle(body: Tag) -> None:
    """Move each mark to the block that it stands in, or, if it stands alone, to the block before it.

    Before anything else in the note it gets an empty paragraph.
    """
    for mark in body.find_all("span", attrs={MARK: True}):
        if mark.parent is None:
            continue  # settled together with another one of its block
        block = block_around(mark)
        inside = [mark] if block is mark else block.find_all("span", attrs={MARK: True})
        names = " ".join(f"{one[MARK]}@{line_of(one) or line_of(block)}" for one in inside)
        for one in inside if block is not mark else ():
            one.extract()
        if block is mark or not (block.get_text(strip=True) or block.find(SEEN)):
            block = in_place_of(block)
        block[MARK] = f"{block.get(MARK, '')} {names}".strip()


def block_around(mark: Tag) -> Tag:
    """The block that a mark stands in, the mark itself if it stands in none."""
    block = mark
    while block.parent is not None and block.parent.name not in OPEN:
        block = block.parent
    return block


def in_place_of(block: Tag) -> Tag:
    """The block that takes the marks of one which shows nothing, and so goes."""
    before = block.find_previous_sibling(lambda tag: tag.name != "br")
    holder = before if isinstance(before, Tag) else Tag(name="p")
    block.replace_with(*([] if holder is before else [holder]))
    return holder


def taken(block: Tag) -> tuple[Directive, ...]:
    """The marks of a block, which has none from then on."""
    rows = (name.rpartition("@") for name in str(block.attrs.pop(MARK, "")).split())
    return tuple(Directive(name, int(line)) for name, _, line in rows)


def id_of(marks: Iterable[Directive]) -> str:
    """The author's name for the card, "" if there is none."""
    return next((mark.what.removeprefix(ID) for mark in marks if mark.what.startswith(ID)), "")


def translated(marks: Iterable[Directive]) -> bool:
    """Whether the author wants a translation."""
    return all(mark.what != NO_TRANSLATION for mark in marks)


def asked(marks: Iterable[Directive]) -> tuple[Directive, ...]:
    """What else the author asks for, such as `style=cloze`, in order."""
    return tuple(Directive(mark.what.removeprefix(ASKED), mark.line) for mark in marks if mark.what.startswith(ASKED))
