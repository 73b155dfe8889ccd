"""Markdown -> HTML of a whole note; the only importer of `markdown`.

Blocks are read as GitHub reads them (`blocks/`), text between their marks by `inline/`; what comes out is sanitised.
"""

from __future__ import annotations

from markdown import Markdown

from notedeck.markup.blocks import Definitions, GithubBlocks
from notedeck.markup.inline import InlineHtml, Scope
from notedeck.markup.sanitise import clean


def convert(text: str, first_line: int = 1) -> str:
    """A note's Markdown as safe HTML, without anything active.

    Each block element that Markdown made, and each picture, carries `data-line`: its line in the file, where
    `first_line` is that of the first line of `text`. Formulas are `<span class="math">`, footnotes stand at the end in
    `<section class="footnotes">`, and `class` is always one of ours.
    """
    found = Definitions()
    scope = Scope(found.references, found.footnotes)
    md = Markdown(extensions=[GithubBlocks(first_line, found, scope.numbers), InlineHtml(scope)])
    return clean(md.convert(text))
