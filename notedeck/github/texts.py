"""Markdown for GitHub: within its limits, and without calling anybody."""

from __future__ import annotations

import re

MENTION = re.compile(r"@(?=[\w-])")
ZERO_WIDTH_SPACE = "\u200b"
CUT = "\n\n…"


def quiet_mentions(text: str) -> str:
    """Return Markdown in which no `@name` of a note sends that person a message."""
    return MENTION.sub(f"@{ZERO_WIDTH_SPACE}", text)


def shorten_markdown(text: str, limit: int) -> str:
    """Return the lines of a text that fit into `limit` characters, and a sign that more are missing."""
    if len(text) <= limit:
        return text
    end = text.rfind("\n", 0, limit - len(CUT))
    return text[: max(end, 0)] + CUT
