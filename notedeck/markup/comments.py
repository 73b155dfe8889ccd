"""HTML comments, which no card shows; directives among them become marks in the HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from notedeck.util.html import line_attribute

# `card: id` names a section's card, `no-translate` excludes one from translation, `notedeck: style=cloze` is any other
# directive. The line at the end (`@12`) is added by `Directive.to_comment`: it is known before the mark is made.
DIRECTIVE = re.compile(
    r"""<!--\s*+(?:(?P<short>card:\s*+[^\s<>"&]{1,100}|no-translate)|(?P<prefix>[\w-]{6,10})(?:\s*+:\s*+|\s++)"""
    r"""(?P<setting>[^\s<>"&][^<>"&]{0,99}?))\s*+(?:(?<=\s)@(?P<line>\d{1,9}))?-->"""
)
PREFIX = "notedeck"
MIN_PREFIX_SIMILARITY = 0.8  # "notdeck" and "note-deck" are typos, "notebook" is another word


@dataclass(frozen=True, slots=True)
class DirectiveComment:
    """A comment with a directive: its name such as `notedeck:style=cloze`, its line or 0, and the index after it."""

    name: str
    line: int
    end: int

    def to_comment(self, line: int) -> str:
        """Return the comment again, with its line in the file."""
        return f"<!--{self.name} @{line}-->"

    def to_mark(self) -> str:
        """Return the element that stands for the comment in sanitised HTML."""
        return f'<span data-mark="{self.name}"{line_attribute(self.line)}></span>'


def match_directive(html: str, start: int) -> DirectiveComment | None:
    """Return the directive comment at `start`; None if there is none."""
    match = DIRECTIVE.match(html, start)
    name = read_directive_name(match) if match else ""
    return DirectiveComment(name, int(match["line"] or 0), match.end()) if match and name else None


def read_directive_name(match: re.Match[str]) -> str:
    """Return a directive without whitespace; "" for an ordinary comment. A typo in the prefix stays, to be reported."""
    if match["short"]:
        return "".join(match["short"].split())
    setting, prefix = "".join(match["setting"].split()), match["prefix"].lower()
    if prefix == PREFIX:
        return f"{PREFIX}:{setting}"
    is_typo = SequenceMatcher(None, PREFIX, prefix).ratio() >= MIN_PREFIX_SIMILARITY
    return f"{PREFIX}:{prefix}:{setting}" if is_typo else ""


def find_comment_end(html: str, start: int, last_end: int) -> int:
    """Return the index after the comment that starts at `start`; `start` itself if none does.

    `last_end` is `html.rfind("-->")`: without it, many starts without an end would take quadratic time.
    """
    if not html.startswith("<!--", start) or start + 2 > last_end:
        return start
    if html.startswith("<!-->", start):
        return start + 5
    return html.index("-->", start + 3) + 3 if start + 3 <= last_end else start


def remove_comments(html: str, *, keep_directives: bool = False) -> str:
    """Return HTML without its comments, but with the line ends in them; the start of an endless comment stays."""
    pieces: list[str] = []
    position, last_end = 0, html.rfind("-->")
    while (start := html.find("<!--", position)) > -1 and (end := find_comment_end(html, start, last_end)) > start:
        is_kept = keep_directives and match_directive(html, start)
        replacement = html[start:end] if is_kept else "\n" * html.count("\n", start, end)
        pieces += (html[position:start], replacement)
        position = end
    return "".join(pieces) + html[position:]


def mark_directives(html: str) -> str:
    """Return HTML with an empty `<span data-mark="…">` in place of each directive comment."""
    return DIRECTIVE.sub(replace_by_mark, html) if "<!--" in html else html


def replace_by_mark(match: re.Match[str]) -> str:
    """Return the mark for a directive; an ordinary comment stays."""
    directive = match_directive(match.string, match.start())
    return directive.to_mark() if directive else match[0]
