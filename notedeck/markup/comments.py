"""HTML comments, which no card shows; those that speak to us become marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from notedeck.util.html import line_attribute

# The author's own name for a section's card; that it has no translation; what else is asked of us, as `style=cloze`.
# The line at the end is ours: where a comment stands is known before it is a mark.
WISH = re.compile(
    r"""<!--\s*+(?:(?P<own>card:\s*+[^\s<>"&]{1,100}|no-translate)|(?P<name>[\w-]{6,10})(?:\s*+:\s*+|\s++)"""
    r"""(?P<what>[^\s<>"&][^<>"&]{0,99}?))\s*+(?:(?<=\s)@(?P<line>\d{1,9}))?-->"""
)
NAME = "notedeck"
LIKE = 0.8  # how alike a name must be to be a slip of the pen: "notdeck", "note-deck", but not "notebook"


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment that speaks to us, as `notedeck:style=cloze`, its line or 0, and the index after it."""

    name: str
    line: int
    end: int

    def comment(self, line: int) -> str:
        """The comment again, with the line on which it stands."""
        return f"<!--{self.name} @{line}-->"

    def span(self) -> str:
        """The element that stands for it in clean HTML."""
        return f'<span data-mark="{self.name}"{line_attribute(self.line)}></span>'


def mark_at(html: str, start: int) -> Mark | None:
    """The comment at `start`, if it speaks to us."""
    found = WISH.match(html, start)
    name = name_of(found) if found else ""
    return Mark(name, int(found["line"] or 0), found.end()) if found and name else None


def name_of(found: re.Match[str]) -> str:
    """What a comment says without blanks; "" if it is no word to us. A slip in our name is kept, to be told."""
    if found["own"]:
        return "".join(found["own"].split())
    what, name = "".join(found["what"].split()), found["name"].lower()
    if name == NAME:
        return f"{NAME}:{what}"
    return f"{NAME}:{name}:{what}" if SequenceMatcher(None, NAME, name).ratio() >= LIKE else ""


def comment_end(html: str, start: int, last: int) -> int:
    """The index after the comment that starts at `start`; `start` itself where none does.

    `last` is `html.rfind("-->")`: without it, many starts and no end would take time by the square.
    """
    if not html.startswith("<!--", start) or start + 2 > last:
        return start
    if html.startswith("<!-->", start):
        return start + 5
    return html.index("-->", start + 3) + 3 if start + 3 <= last else start


def without_comments(html: str, *, marks: bool = False) -> str:
    """HTML without its comments, line ends in them kept; the start of a comment that never ends stays.

    With `marks` the comments that speak to us stay as well.
    """
    pieces: list[str] = []
    position, last = 0, html.rfind("-->")
    while (start := html.find("<!--", position)) > -1 and (end := comment_end(html, start, last)) > start:
        kept = html[start:end] if marks and mark_at(html, start) else "\n" * html.count("\n", start, end)
        pieces += (html[position:start], kept)
        position = end
    return "".join(pieces) + html[position:]


def with_marks(html: str) -> str:
    """HTML with an empty `<span data-mark="…">` for each comment that speaks to us."""
    return WISH.sub(span_for, html) if "<!--" in html else html


def span_for(found: re.Match[str]) -> str:
    mark = mark_at(found.string, found.start())
    return mark.span() if mark else found[0]
