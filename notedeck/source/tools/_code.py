"""Which lines of a note are code, line by line: for tools whose tags can be around code themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notedeck.source.page import FENCE, compile_closing

LIST_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)(?:[ \t]|$)")
TAB_WIDTH = 4


@dataclass(slots=True)
class CodeFinder:
    """Finds fenced and indented code in lines that it gets in order."""

    closing: re.Pattern[str] | None = None
    is_after_blank: bool = True
    list_indent: int = 0  # of the text of the last item, 0 outside of lists
    is_indented_code: bool = False

    def is_code(self, line: str) -> bool:
        """Return whether the next line belongs to code."""
        if self.closing is not None:
            self.closing = None if self.closing.match(line) else self.closing
            return True
        if not line.strip():
            self.is_after_blank = True
            return False
        if match := FENCE.match(line):
            self.closing = compile_closing(match["sign"])
            return True
        expanded = line.expandtabs(TAB_WIDTH)
        indent = len(expanded) - len(expanded.lstrip(" "))
        item = LIST_ITEM.match(expanded)
        can_be_code = (self.is_after_blank or self.is_indented_code) and not (item and self.list_indent)
        self.is_indented_code = can_be_code and indent >= self.list_indent + TAB_WIDTH
        self.is_after_blank = False
        if item and not self.is_indented_code:
            self.list_indent = len(item[0])
        elif not indent:
            self.list_indent = 0
        return self.is_indented_code
