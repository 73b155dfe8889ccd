"""Comments between `%%`, which only the author sees: in a line, over several lines, or unclosed to the end of the note.

Obsidian's two views differ where a comment starts within a line and is not closed in its paragraph. What one of them
hides is hidden here, except after a word, as in `100%%`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, FENCE, Page, compile_closing

SIGN = "%%"
TOKEN = re.compile(r"\\.|`+|<!--|\$\$|%%")
PREFIX = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")  # of a line in lists and quotes
BARE_PREFIX = re.compile(r"(?:[ \t>]|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|\[[ xX]\](?=[ \t]|$))*")
LIST_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
SPACES = re.compile(r"[ \t]*")
CONTAINER = re.compile(r"[ \t>]*")
INDENTED = re.compile(r" {4}|\t")
LIKELY = re.compile(r"(?:^|[\s>가-힣])%%(?!%)(?:[^%\n]|%(?!%)){1,500}%%(?=[\s.,)가-힣]|$)")  # a whole comment in a line
MAX_HTML_COMMENT_CHARACTERS = 2_000
JOINS_BLOCKS = re.compile(r"[ \t>|]|[-*+][ \t]|\d{1,9}[.)][ \t]")  # a line that may belong to the block above it


def remove_comments(page: Page) -> Page:
    """Return the page without its comments, and with a problem that says how many there were."""
    if not any(SIGN in line for line in page.lines):
        return page
    scan = Scan(page.lines)
    kept = scan.keep_lines()
    if not scan.starts:
        return page
    pairs = zip(kept, page.numbers, strict=True)
    stripped = page.replace_lines((line, number) for line, number in pairs if line is not None)
    count, first = len(scan.starts), page.numbers[scan.starts[0]]
    message = (
        Message("a comment (%%) is on no card")
        if count == 1
        else Message("{count} comments (%%) are on no card", count=count)
    )
    hint = Message(r"To show it, take the %% away; to write %% itself, write \%%.")
    if scan.is_open:
        message += Message(
            "; the last, on line {numbers}, is not closed and hides the rest of the note",
            numbers=page.numbers[scan.starts[-1]],
        )
    return stripped.report(ProblemCode.COMMENT_REMOVED, first, message, hint)


def is_comment_likely(lines: Iterable[str]) -> bool:
    """Return whether lines have comments that cannot be anything else: within a line, or over several."""
    is_open = False
    for line in lines:
        text = line.strip(" \t>")
        if SIGN not in text or (not text.strip("%") and text != SIGN):
            continue
        if LIKELY.search(line) or (is_open and text.endswith(SIGN)):
            return True
        is_open = is_open or text.startswith(SIGN)
    return False


@dataclass(slots=True)
class Scan:
    """A walk through the lines of a note.

    `starts` are the numbers, from 0, of the lines on which a comment starts. `is_open` is whether the walk is within a
    comment, `in_formula` whether it is within `$$`, `closing` what ends the code block that it is within.
    `quotes` is the number of quotes in which that block is, `indent` where the text of its list item starts, 0 in none.
    `prefix_end` is where the text of the present line starts, after the signs of lists and quotes.
    """

    lines: Sequence[str]
    starts: list[int] = field(default_factory=list)
    is_open: bool = False
    in_formula: bool = False
    closing: re.Pattern[str] | None = None
    in_list: bool = False
    after_blank: bool = True
    prefix_end: int = 0
    quotes: int = 0
    indent: int = 0

    def keep_lines(self) -> list[str | None]:
        """Return what is left of each line, None for a line that only comments were on."""
        kept: list[str | None] = []
        for number, line in enumerate(self.lines):
            if not self.is_open and not self.in_formula and self.is_code(line):
                kept.append(line)
                continue
            rest = self.strip_line(number, line)
            is_bare = rest != line and BARE_PREFIX.fullmatch(rest) is not None
            kept.append(None if is_bare else rest if rest == line else rest.rstrip())
        return separate_blocks(kept)

    def is_code(self, line: str) -> bool:
        """Return whether a line is one of a code block; a line that leaves its list or quote may be none."""
        if self.closing is not None and self.closing.match(line):
            self.closing = None
            return True
        if self.closing is not None and not self.leaves_container(line):
            return True
        if fence := FENCE.match(line):
            self.closing = compile_closing(fence["sign"])
            prefix = line[: fence.start("sign")]
            self.quotes = prefix.count(">")
            self.indent = len(prefix) if LIST_ITEM.match(prefix) else 0
            self.after_blank = False
            self.in_list = self.in_list or LIST_ITEM.match(line) is not None
            return True
        return self.closing is None and self.is_indented_code(line)

    def leaves_container(self, line: str) -> bool:
        """Return whether a line is no longer in the list item or quote in which the code block is."""
        start = CONTAINER.match(line)
        prefix = start[0] if start else ""
        return prefix.count(">") < self.quotes or (len(prefix) < self.indent and bool(line.strip()))

    def is_indented_code(self, line: str) -> bool:
        """Return whether a line is one of an indented code block, and remember what the next line needs to know."""
        if not line.strip():
            self.after_blank = True
            return False
        is_indented = INDENTED.match(line) is not None
        if is_indented and self.after_blank and not self.in_list:
            return True
        continues = self.in_list and (line[0] in " \t" or not self.after_blank)
        self.in_list = continues or LIST_ITEM.match(line) is not None
        self.after_blank = False
        return False

    def strip_line(self, number: int, line: str) -> str:
        """Return a line without what is in comments."""
        if not self.is_open and not self.in_formula and SIGN not in line and "$$" not in line:
            return line
        self.prefix_end = match.end() if (match := PREFIX.match(line)) else 0
        kept: list[str] = []
        position, start = 0, 0  # of the next token, and of what is kept
        while True:
            if self.is_open:
                end = line.find(SIGN, position)
                if end < 0:
                    return "".join(kept)
                self.is_open = False
                position = start = end + len(SIGN)
                if not kept or not kept[-1] or kept[-1][-1].isspace():
                    position = start = SPACES.match(line, position).end()  # type: ignore[union-attr]
            elif self.in_formula:
                end = line.find("$$", position)
                self.in_formula = end < 0
                if end < 0:
                    return "".join([*kept, line[start:]])
                position = end + 2
            token = TOKEN.search(line, position)
            if token is None:
                return "".join([*kept, line[start:]])
            position = self.skip_token(number, line, token)
            if self.is_open:
                kept.append(line[start : token.start()])

    def skip_token(self, number: int, line: str, token: re.Match[str]) -> int:
        """Return where the walk goes on after a token, which may have opened a comment or a formula."""
        sign, end = token[0], token.end()
        if sign == SIGN:
            if self.opens_comment(number, line, token.start()):
                self.is_open = True
                self.starts.append(number)
        elif sign[0] == "`":
            span = CODE_SPAN.match(line, token.start())
            return span.end() if span else end
        elif sign == "<!--":
            return max(end, line.find("-->", end, end + MAX_HTML_COMMENT_CHARACTERS))
        elif sign == "$$":
            self.in_formula = self.is_closed(number, line, end, "$$")
        return end

    def opens_comment(self, number: int, line: str, start: int) -> bool:
        """Return whether a `%%` opens a comment."""
        if start <= self.prefix_end or line[start - 1].isspace() or line.find(SIGN, start + len(SIGN)) >= 0:
            return True
        return not line[start - 1].isdecimal() and self.is_closed(number, line, start + len(SIGN), SIGN)

    def is_closed(self, number: int, line: str, start: int, sign: str) -> bool:
        """Return whether a sign is in the rest of the line, or of its paragraph."""
        if line.find(sign, start) >= 0:
            return True
        for other in range(number + 1, len(self.lines)):
            if not self.lines[other].strip(" \t>"):
                return False
            if sign in CODE_SPAN.sub("", self.lines[other]):
                return True
        return False


def separate_blocks(kept: list[str | None]) -> list[str | None]:
    """Leave a blank line where comments stood between two blocks, which would be one without it."""
    below = ""
    for number in range(len(kept) - 1, 0, -1):
        line, above = kept[number], kept[number - 1]
        below = below if line is None else line
        if line is None and above and below and not (JOINS_BLOCKS.match(above) or JOINS_BLOCKS.match(below)):
            kept[number] = ""
    return kept
