"""Footnotes: each section carries the ones it refers to."""

from __future__ import annotations

from bs4 import Tag

from notedeck.util.html import parse_html


def with_footnotes(blocks: list[Tag], notes: list[Tag]) -> list[Tag]:
    """The blocks, and after them the footnotes that they refer to, in the order of the note."""
    if not notes:
        return blocks
    wanted = {str(ref["data-footnote"]) for block in blocks for ref in block.select("sup[data-footnote]")}
    rows = [note for note in notes if str(note["data-footnote"]) in wanted]
    return [*blocks, footer(rows)] if rows else blocks


def footer(rows: list[Tag]) -> Tag:
    """A section element with copies of the footnotes."""
    inner = "".join(row.decode(formatter="minimal") for row in rows)
    section = parse_html(f'<section class="footnotes"><ol>{inner}</ol></section>').section
    assert section is not None
    return section
