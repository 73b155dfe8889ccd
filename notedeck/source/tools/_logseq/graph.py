"""The blocks that others refer to, by their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.source.tools._logseq.modes import remove_tags
from notedeck.source.tools._logseq.outline import Block

NESTED = re.compile(r"\(\([0-9a-f-]{36}\)\)|\{\{[^{}\n]{0,500}\}\}|#card\b")
MAX_REFERENCE_CHARACTERS = 500  # of the text that stands for a reference


class Graph:
    """The text of each block with an id."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Keep the texts of the blocks of a page."""
        self.texts = {block.properties["id"]: first_text(block) for block in blocks if "id" in block.properties}

    def find_text(self, identifier: str) -> str | None:
        """Return the first line of a block, None if it is not there."""
        return self.texts.get(identifier)


def first_text(block: Block) -> str:
    """Return the first line of a block without references and macros in it."""
    return remove_tags(NESTED.sub("", block.first[:MAX_REFERENCE_CHARACTERS]).strip())
