"""All block constructs, one file each; this file lists them in their order of precedence.

To add one, write a subclass of `Block` in a file here, add it to `CONSTRUCTS` and write its cases in
`tests/data/markup/blocks/<file>.md`.
"""

from __future__ import annotations

from notedeck.markup.blocks.block import Block
from notedeck.markup.blocks.constructs.document import Document
from notedeck.markup.blocks.constructs.fences import FencedCode
from notedeck.markup.blocks.constructs.footnotes import Footnote
from notedeck.markup.blocks.constructs.formulas import DisplayFormula
from notedeck.markup.blocks.constructs.headings import Heading
from notedeck.markup.blocks.constructs.html_blocks import HtmlBlock
from notedeck.markup.blocks.constructs.indented_code import IndentedCode
from notedeck.markup.blocks.constructs.lists import List, ListItem
from notedeck.markup.blocks.constructs.paragraphs import Paragraph
from notedeck.markup.blocks.constructs.quotes import Quote
from notedeck.markup.blocks.constructs.tables import Table
from notedeck.markup.blocks.constructs.thematic_breaks import ThematicBreak

# Where several start with the same character, the first one that matches wins (as in cmark-gfm): the underline of a
# heading before a thematic break, that before a list item, and a table last.
CONSTRUCTS: tuple[type[Block], ...] = (
    Quote,
    Heading,
    FencedCode,
    HtmlBlock,
    ThematicBreak,
    DisplayFormula,
    Footnote,
    ListItem,
    Table,
)
# These start without a marker of their own: the engine or another construct adds them.
UNMARKED_CONSTRUCTS: tuple[type[Block], ...] = (Document, List, Paragraph, IndentedCode)

CONSTRUCTS_BY_CHARACTER: dict[str, tuple[type[Block], ...]] = {
    character: tuple(construct for construct in CONSTRUCTS if character in construct.starts_with)
    for character in {character for construct in CONSTRUCTS for character in construct.starts_with}
}
