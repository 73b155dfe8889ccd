"""HTML comments, which no card shows; those that speak to us become marks."""

from __future__ import annotations

import re

# The author's own name for a section's card; that it has no translation; what else is asked of us, as `style=cloze`.
MARK = re.compile(r"<!--\s*((?:card|notedeck):\s*[^\s<>\"&]{1,100}|no-translate)\s*-->")


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
        kept = html[start:end] if marks and MARK.fullmatch(html, start, end) else "\n" * html.count("\n", start, end)
        pieces += (html[position:start], kept)
        position = end
    return "".join(pieces) + html[position:]


def with_marks(html: str) -> str:
    """HTML with an empty `<span data-mark="…">` for each comment that speaks to us."""
    return (
        MARK.sub(lambda mark: f'<span data-mark="{"".join(mark[1].split())}"></span>', html) if "<!--" in html else html
    )
