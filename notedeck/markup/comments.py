"""HTML comments, which no card shows."""

from __future__ import annotations


def comment_end(html: str, start: int, last: int) -> int:
    """The index after the comment that starts at `start`; `start` itself where none does.

    `last` is `html.rfind("-->")`: without it, many starts and no end would take time by the square.
    """
    if not html.startswith("<!--", start) or start + 2 > last:
        return start
    if html.startswith("<!-->", start):
        return start + 5
    return html.index("-->", start + 3) + 3 if start + 3 <= last else start


def without_comments(html: str) -> str:
    """HTML without its comments, line ends in them kept; the start of a comment that never ends stays."""
    pieces: list[str] = []
    position, last = 0, html.rfind("-->")
    while (start := html.find("<!--", position)) > -1 and (end := comment_end(html, start, last)) > start:
        pieces += (html[position:start], "\n" * html.count("\n", start, end))
        position = end
    return "".join(pieces) + html[position:]
