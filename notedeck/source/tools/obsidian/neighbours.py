"""Notes of Obsidian that only the notes around them tell from those of GitHub."""

from __future__ import annotations

import re

from notedeck.source.page import CODE_SPAN, find_code
from notedeck.source.tools.obsidian import SIGNS
from notedeck.source.tools.obsidian.tags import list_tags

# A link to a note by its name; several programs have it, GitHub has it in wikis only.
NOTE_LINK = re.compile(r"(?<!\[)\[\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]{1,300}\]\](?!\(|\]|\[(?!\^))")
FORMULA = re.compile(r"(?<![\\$])\$\$?[^$\n]{1,1000}\$\$?")  # `$A[[x]]$` is a ring of power series
FIELD_SIGN = ":: "


def has_hint(text: str) -> bool:
    """Return whether a note has a link to another one by its name, outside of code."""
    return "[[" in text and any(map(NOTE_LINK.search, list_prose(text)))


def is_possible(text: str) -> bool:
    """Return whether a note has anything that Obsidian reads otherwise than GitHub."""
    if any(sign in text for sign in (*SIGNS, FIELD_SIGN)) or has_hint(text):
        return True
    return "#" in text and any(tag for line in list_prose(text) if "#" in line for tag in list_tags(line))


def list_prose(text: str) -> list[str]:
    """Return the lines of a note outside of code blocks, without code spans."""
    lines = text.split("\n")
    pairs = zip(lines, find_code(lines), strict=True)
    prose = (CODE_SPAN.sub("", line) if "`" in line else line for line, is_code in pairs if not is_code)
    return [FORMULA.sub("", line) if "$" in line else line for line in prose]
