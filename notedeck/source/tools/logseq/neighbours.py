"""Pages of Logseq that only the pages around them tell from the notes of GitHub."""

from __future__ import annotations

import re

# Bullets and what is indented below them; nothing else but properties stands at the start of a line.
PROPERTIES = re.compile(r"\s*[^\W\d][\w./-]*::[ \t]")
OUTLINE = re.compile(r"(?:(?:-(?: [^\n]*)?|[ \t][^\n]*|[^\W\d][\w./-]*::[^\n]*)?(?:\n|\Z))*+\Z")


def has_hint(text: str) -> bool:
    """Return whether a note is an outline below properties such as `tags:: …`, which other programs have elsewhere."""
    return PROPERTIES.match(text) is not None and is_possible(text)


def is_possible(text: str) -> bool:
    """Return whether a note is nothing but an outline."""
    return text.strip() != "" and OUTLINE.match(text) is not None
