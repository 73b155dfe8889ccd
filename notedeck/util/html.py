"""HTML as text: its attributes that are ours, and what can be known of it without parsing it."""

from __future__ import annotations

import html
import re

# The line of an element in the note. The Markdown converter writes it, packages leave it out.
LINE_ATTRIBUTE = "data-line"
FOOTNOTE_ATTRIBUTE = "data-footnote"  # the label, on a reference and on the footnote
LINE_PATTERN = re.compile(rf'{LINE_ATTRIBUTE}="(\d+)"')
ANY_TAG = re.compile(r"<[^>]*>")


def strip_tags(markup: str, separator: str = "") -> str:
    """Return the text of a piece of HTML without parsing it, with `separator` in the place of each tag."""
    return html.unescape(ANY_TAG.sub(separator, markup))


def line_attribute(line: int) -> str:
    """Return the attribute to insert after a tag's name; an empty text if the line is 0, which means unknown."""
    return f' {LINE_ATTRIBUTE}="{line}"' if line else ""
