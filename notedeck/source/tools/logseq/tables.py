"""Tables without the line of dashes below the first row, which Logseq reads and GitHub does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.source.page import Line, find_code
from notedeck.source.tools.logseq.outline import Block

ROW = re.compile(r"[ \t]*\|(?:.*[^\\])?\|[ \t]*$")
RULE = re.compile(r"[ \t]*\|[ \t:|+-]*+$")  # also with `+` between its cells, as in Org mode
CELL_END = re.compile(r"(?<!\\)\|")
MIN_ROWS = 2


def complete_tables(blocks: Sequence[Block]) -> None:
    """Put a line of dashes below the first row of each table that has none."""
    for block in blocks:
        if sum("|" in text for text, _ in block.lines) >= MIN_ROWS:
            block.lines = [*write_lines(block.lines)]


def write_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines with a line of dashes in each table."""
    texts = [text for text, _ in lines]
    is_row = [
        not is_code and ROW.match(text) is not None for text, is_code in zip(texts, find_code(texts), strict=True)
    ]
    for index, (text, number) in enumerate(lines):
        is_first = is_row[index] and not (index and is_row[index - 1])
        is_rule = is_row[index] and index > 0 and is_row[index - 1] and is_rule_line(text)
        yield (text.replace("+", "|") if is_rule else text), number
        if is_first and index + 1 < len(lines) and is_row[index + 1] and not is_rule_line(texts[index + 1]):
            indent = text[: len(text) - len(text.lstrip(" \t"))]
            yield indent + "|" + "---|" * (len(CELL_END.findall(text)) - 1), number


def is_rule_line(text: str) -> bool:
    """Return whether a row of a table is nothing but dashes and the signs between its cells."""
    return "-" in text and RULE.match(text) is not None
