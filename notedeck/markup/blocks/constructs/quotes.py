"""Quotes (CommonMark 0.31, 5.1), GitHub's alerts `> [!NOTE]` and Obsidian's callouts `> [!tip]- Title`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar
from xml.etree.ElementTree import Element

from notedeck.korean.choices import are_choices
from notedeck.korean.questions import is_question_line
from notedeck.markup.blocks.block import NO, YES, Block, LineMatch, render_blocks
from notedeck.markup.blocks.constructs.paragraphs import Paragraph
from notedeck.markup.blocks.cursor import TAB_WIDTH, Cursor
from notedeck.markup.elements import add_element
from notedeck.model import Value

ALERT = re.compile(r"\[!([^\W\d_][\w-]*)(?:\|[^\]\n]*)?\][ \t]*([+-]?)[ \t]*(.*)")


class AlertKind(Enum):
    """GitHub's five kinds of alert; every kind of callout becomes one of them."""

    NOTE = "note"
    TIP = "tip"
    IMPORTANT = "important"
    WARNING = "warning"
    CAUTION = "caution"


ASKING_KINDS = ("question", "help", "faq")
# https://help.obsidian.md/callouts, "Supported types"; GitHub's own five are among them.
ALERT_KINDS: Mapping[str, AlertKind] = {
    **dict.fromkeys(
        ("abstract", "summary", "tldr", "info", "todo", "note", "example", "quote", "cite"), AlertKind.NOTE
    ),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), AlertKind.TIP),
    **dict.fromkeys(("important", *ASKING_KINDS), AlertKind.IMPORTANT),
    **dict.fromkeys(("warning", "attention"), AlertKind.WARNING),
    **dict.fromkeys(("caution", "danger", "error", "bug", "failure", "fail", "missing"), AlertKind.CAUTION),
}


class Alert(Value, frozen=True):
    """The first line of an alert: its kind, its title as inline Markdown, and whether its kind asks.

    Without a title of its own (`has_title`), `title` is the name of the kind.
    """

    kind: AlertKind
    title: str
    is_question: bool
    has_title: bool


@dataclass(slots=True, eq=False)
class Quote(Block):
    """Lines that start with `>`."""

    starts_with: ClassVar[str] = ">"
    holds_blocks: ClassVar[bool] = True

    @classmethod
    def start(cls, parent: Block, cursor: Cursor, /) -> Block:
        """Start at `>`."""
        skip_marker(cursor)
        return parent.add(cls(cursor.line_number))

    def match_line(self, cursor: Cursor, /) -> LineMatch:
        """Match lines that start with `>`, up to the next alert: many write several without a blank line between."""
        if cursor.indent >= TAB_WIDTH or cursor.next_character != ">":
            return NO
        if self.children and "[!" in cursor.line and starts_alert(cursor.text[1:]):
            return NO
        skip_marker(cursor)
        return YES

    def loosens_list(self, _cursor: Cursor, /) -> bool:
        """Return False: a blank line in a quote does not separate the blocks around it."""
        return False

    def render(self, parent: Element, /) -> None:
        """Add a `<blockquote>`, or the box of an alert."""
        alert, first = self.find_alert(), self.children[0] if self.children else None
        if alert is None or not isinstance(first, Paragraph):
            render_blocks(add_element(parent, "blockquote", self.line), self.children)
        else:
            render_alert(add_element(parent, "div", self.line), alert, self, first)

    def find_alert(self) -> Alert | None:
        """Return the alert that the first line starts; None for an ordinary quote."""
        first = self.children[0] if self.children else None
        return match_alert(first.text[0]) if isinstance(first, Paragraph) else None


def starts_alert(line: str) -> bool:
    """Return whether a line of a quote starts an alert of a known kind."""
    match = ALERT.fullmatch(line.strip())
    return match is not None and match[1].lower() in ALERT_KINDS


def skip_marker(cursor: Cursor) -> None:
    """Move past a `>` and one space after it."""
    cursor.move_to(cursor.text_start + 1)
    cursor.skip_columns(1)


def match_alert(first_line: str) -> Alert | None:
    """Return the alert that the first line of a quote starts; None for an ordinary quote. An unknown kind is a note."""
    match = ALERT.fullmatch(first_line.strip())
    if not match:
        return None
    name = match[1].lower()
    title = match[3].strip()
    return Alert(ALERT_KINDS.get(name, AlertKind.NOTE), title or name.capitalize(), name in ASKING_KINDS, bool(title))


def render_alert(box: Element, alert: Alert, quote: Quote, first: Paragraph) -> None:
    """Fill the box of an alert; the text below the title becomes a paragraph of its own."""
    body = [*skip_line(first), *quote.children[1:]]
    question = None if alert.has_title or not alert.is_question else find_question(body)
    if question is not None:
        first, body = question, [*skip_line(question), *body[1:]]
    is_question = alert.is_question and (alert.has_title or question is not None)
    box.set("class", f"alert alert-{alert.kind.value}{' alert-question' if is_question else ''}")
    title = add_element(box, "p", first.line)
    title.set("class", "alert-title")
    title.text = question.text[0] if question is not None else alert.title
    render_blocks(box, body)


def skip_line(paragraph: Paragraph) -> list[Block]:
    """Return the rest of a paragraph below its first line; nothing if there is none."""
    return [replace(paragraph, line=paragraph.line + 1, text=paragraph.text[1:])] if paragraph.text[1:] else []


def find_question(body: Sequence[Block]) -> Paragraph | None:
    """Return the first paragraph below an alert without a title if its first line asks, and anything answers.

    A line above choices, or above an alert inside, asks however it ends.
    """
    first = body[0] if body else None
    if not isinstance(first, Paragraph) or (len(body) == 1 and len(first.text) == 1):
        return None
    holds_alert = any(isinstance(block, Quote) and block.find_alert() for block in body[1:])
    asks = is_question_line(first.text[0].strip()) or are_choices(first.text[1:]) or holds_alert
    return first if asks else None
