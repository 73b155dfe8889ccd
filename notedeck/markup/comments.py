"""HTML comments, which no card shows, and those among them that are for notedeck.

A comment for notedeck travels through Markdown as a comment with its line, through the sanitiser as an empty
`<span data-comment="…">`, and to its section as an attribute of a block. All these forms are written and read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from notedeck.model import Directive, Value
from notedeck.util.html import line_attribute
from notedeck.util.patterns import compile_lazily

COMMENT_ATTRIBUTE = "data-comment"
# `card: id`, `no-translate`, or our name with a directive such as `style=cloze`. The line at the end is ours: it is
# known where a comment is before the comment becomes a span.
DIRECTIVE_COMMENT = compile_lazily(
    r"""<!--\s*+(?:(?P<own>card:\s*+[^\s<>"&]{1,100}|no-translate)|(?P<name>[\w-]{6,10})(?:\s*+:\s*+|\s++)"""
    r"""(?P<what>[^\s<>"&][^<>"&]{0,99}?))\s*+(?:(?<=\s)@(?P<line>\d{1,9}))?-->"""
)
NAME = "notedeck"
MIN_NAME_SIMILARITY = 0.8  # of difflib's ratio, for a typo in our name: "notdeck", "note-deck", but not "notebook"
CARD_ID, DIRECTIVE, NO_TRANSLATION = "card:", f"{NAME}:", "no-translate"


class AuthorComment(Value, frozen=True):
    """A comment for notedeck: `text` without spaces, such as `notedeck:style=cloze`, and its line or 0."""

    text: str
    line: int

    @property
    def card_id(self) -> str:
        """The author's own name for the card, an empty text for other comments."""
        return self.text.removeprefix(CARD_ID) if self.text.startswith(CARD_ID) else ""

    @property
    def forbids_translation(self) -> bool:
        """Whether the author wants no translation of the section."""
        return self.text == NO_TRANSLATION

    @property
    def directive(self) -> Directive | None:
        """What the author asks for, such as `style=cloze`; None for other comments."""
        if not self.text.startswith(DIRECTIVE):
            return None
        return Directive(self.text.removeprefix(DIRECTIVE), self.line)

    def to_comment(self, line: int) -> str:
        """Return the HTML comment, with its own line, else `line`."""
        return f"<!--{self.text} @{self.line or line}-->"

    def to_mark(self) -> str:
        """Return the empty element that replaces the comment in clean HTML."""
        return f'<span {COMMENT_ATTRIBUTE}="{self.text}"{line_attribute(self.line)}></span>'


def encode_comments(comments: Iterable[AuthorComment]) -> str:
    """Return comments as the value of an attribute."""
    return " ".join(f"{comment.text}@{comment.line}" for comment in comments)


def decode_comments(value: str) -> tuple[AuthorComment, ...]:
    """Return the comments of an attribute's value."""
    parts = (part.rpartition("@") for part in value.split())
    return tuple(AuthorComment(text, int(line)) for text, _, line in parts)


def match_directive(html: str, start: int) -> tuple[AuthorComment, int] | None:
    """Return the comment at `start` with the index after it, None if it is not for notedeck."""
    match = DIRECTIVE_COMMENT.match(html, start)
    text = read_directive_text(match) if match else ""
    return (AuthorComment(text, int(match["line"] or 0)), match.end()) if match and text else None


def read_directive_text(match: re.Match[str]) -> str:
    """Return the text of a comment without spaces, an empty text if it is not for notedeck.

    A typo in our name stays in the text, so that it is reported as an unknown directive.
    """
    if match["own"]:
        return "".join(match["own"].split())
    what, name = "".join(match["what"].split()), match["name"].lower()
    if name == NAME:
        return f"{DIRECTIVE}{what}"
    return f"{DIRECTIVE}{name}:{what}" if SequenceMatcher(None, NAME, name).ratio() >= MIN_NAME_SIMILARITY else ""


def find_comment_end(html: str, start: int, last_end: int) -> int:
    """Return the index after the comment that starts at `start`; `start` itself if there is none.

    `last_end` is `html.rfind("-->")`: without it, the time for many starts without an end would be quadratic.
    """
    if not html.startswith("<!--", start) or start + 2 > last_end:
        return start
    if html.startswith("<!-->", start):
        return start + 5
    return html.index("-->", start + 3) + 3 if start + 3 <= last_end else start


def remove_comments(html: str, *, keep_directives: bool = False) -> str:
    """Return HTML without its comments but with their line ends; a comment that never ends stays.

    With `keep_directives` the comments for notedeck stay as well.
    """
    pieces: list[str] = []
    position, last_end = 0, html.rfind("-->")
    while (start := html.find("<!--", position)) > -1 and (end := find_comment_end(html, start, last_end)) > start:
        is_kept = keep_directives and match_directive(html, start) is not None
        pieces += (html[position:start], html[start:end] if is_kept else "\n" * html.count("\n", start, end))
        position = end
    return "".join(pieces) + html[position:]


def mark_directives(html: str) -> str:
    """Return HTML with an empty span in the place of each comment for notedeck."""
    return DIRECTIVE_COMMENT.sub(replace_by_mark, html) if "<!--" in html else html


def replace_by_mark(match: re.Match[str]) -> str:
    """Return the span for a comment; the comment itself if it is not for notedeck."""
    comment = match_directive(match.string, match.start())
    return comment[0].to_mark() if comment else match[0]
