"""Pages of Logseq that only the pages around them tell from the notes of GitHub."""

from __future__ import annotations

import re

# Bullets and what is indented below them; nothing else but properties stands at the start of a line.
OUTLINE = re.compile(r"(?:(?:-(?: [^\n]*)?|[ \t][^\n]*|[^\W\d][\w./-]*::[^\n]*)?(?:\n|\Z))*+\Z")


def has_hint(_text: str) -> bool:
    """Return False: what shows that a page is one of Logseq is not in other programs."""
    return False


def is_possible(text: str) -> bool:
    """Return whether a note is nothing but an outline."""
    return text.strip() != "" and OUTLINE.match(text) is not None
