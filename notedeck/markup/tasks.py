"""Task lists: `- [ ] open`, `- [x] done`."""

from __future__ import annotations

import re

TASK = re.compile(r"\[([ xX])\](?=\s)[ \t]*")
BOXES = {" ": "☐", "x": "☑"}


def task(text: str) -> tuple[str, str] | None:
    """The box of a list item as HTML, and the item's text after it; None where the item is no task.

    `text` is the raw text of the item's first paragraph (GitHub Flavored Markdown, 5.3).
    """
    match = TASK.match(text)
    return (f'<span class="checkbox">{BOXES[match[1].lower()]}</span> ', text[match.end() :]) if match else None
