"""Which lines of a note are code, line by line: for tools whose tags can be around code themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notedeck.source.page import FENCE, compile_closing

LIST_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)(?:[ \t]|$)")
INDENTED = ("    ", "\t")


@dataclass(slots=True)
class CodeFinder:
    """Finds fenced and indented code in lines that it gets in order."""

    closing: re.Pattern[str] | None = None
    is_after_blank: bool = True
    is_in_list: bool = False
    is_indented_code: bool = False

    def is_code(self, line: str) -> bool:
        """Return whether the next line belongs to code; indented lines in a list do not."""
        if self.closing is not None:
            self.closing = None if self.closing.match(line) else self.closing
            return True
        if not line.strip():
            self.is_after_blank = True
            return False
        if match := FENCE.match(line):
            self.closing = compile_closing(match["sign"])
            return True
        can_start = (self.is_after_blank or self.is_indented_code) and not self.is_in_list
        self.is_indented_code = can_start and line.startswith(INDENTED)
        self.is_after_blank = False
        if LIST_ITEM.match(line) and not self.is_indented_code:
            self.is_in_list = True
        elif not line[0].isspace():
            self.is_in_list = False
        return self.is_indented_code
