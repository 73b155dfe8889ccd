"""Kramdown: attributes of blocks, marks for a table of contents, extensions, formulas.

https://kramdown.gettalong.org/syntax.html. Blocks that a well-known theme shows as a box become callouts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from notedeck.source.page import Line, Page, replace_outside_code
from notedeck.source.tools._code import LIST_ITEM, CodeFinder
from notedeck.source.tools._formulas import rewrite_formulas
from notedeck.source.tools._markdown import is_picture_line
from notedeck.source.tools._note_tags import add_tags
from notedeck.source.tools.jekyll.attributes import (
    BLOCK,
    DEFINITION,
    drop_in_line,
    find_value,
    list_classes,
    resize_picture,
)

# Chirpy's prompts, the notices of Minimal Mistakes, the blocks of al-folio, the callouts of Just the Docs.
BOX = re.compile(
    r"(?:prompt-|notice--|notice$|block-)?(?P<kind>tip|info|warning|danger|note|important|success|primary|)$"
)
KINDS = {"": "note", "primary": "note", "success": "tip"}
LABEL = "label"  # the class of a badge in Just the Docs
MAX_LABEL_CHARACTERS = 40
EMPHASIS = str.maketrans("", "", "*`")
EXTENSION = re.compile(r"\{::(?P<name>\w{1,30})(?P<rest>[^{}\n]{0,500})\}|\{:/\w{0,30}\}")
HEADING_ID = re.compile(r"(?<=\S)[ \t]{0,9}\{#[\w:.가-힣-]{1,200}\}[ \t]*$")
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
# `markdown="1"` lets the text in an HTML element be Markdown; on GitHub, blank lines do.
OPEN_ELEMENT = re.compile(
    r"(?P<before>[ \t]*<\w{1,20}[^<>]{0,500}?)[ \t]markdown=[\"']?(?:1|block|span|true)[\"']?(?P<after>.*)"
)
CLOSE_ELEMENT = re.compile(r"[ \t]*</(?:div|section|details|aside|figure|center|p|article)>[ \t]*")
NO_LABEL = re.compile(r"[#>|<!\[:~]|```|---|[-*+] |\d{1,9}[.)] ")
FENCE_MARK = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
BOUNDARY = re.compile(rf"{HEADING.pattern}|{FENCE_MARK.pattern}")
COMMENT = re.compile(r"\{::comment\}(?:(?!\{:/)[^\n]){0,2000}+\{:/(?:comment)?\}")
COMMENT_START, COMMENT_END = "{::comment}", "{:/"
MARKS = ("{:", "{#", "$$", "\\\\(", "markdown=")
SPECIAL = re.compile(r"([*_`\[\]<>\\])")


def rewrite_kramdown(page: Page) -> tuple[Page, list[int]]:
    """Return the page without kramdown's own syntax, and the lines of comments that only their author sees.

    Badges become tags of the note.
    """
    if not any(mark in line for line in page.lines for mark in MARKS):
        return page, []
    last_end = max((nth for nth, line in enumerate(page.lines) if COMMENT_END in line), default=-1)
    writer = KramdownWriter()
    for nth, (line, number) in enumerate(zip(page.lines, page.numbers, strict=True)):
        if not writer.skip_comment(line, number, can_end=nth < last_end):
            writer.add_line(COMMENT.sub("", line) if COMMENT_START in line else line, number)
    writer.end_block()
    return add_tags(page.replace_lines(writer.lines), writer.labels), writer.comments


@dataclass(slots=True)
class KramdownWriter:
    """Puts the lines of a note together.

    `kind` is that of a callout that the block after this line is. `fence` is the index of the line with which the code
    block above starts.
    """

    lines: list[Line] = field(default_factory=list)
    finder: CodeFinder = field(default_factory=CodeFinder)
    kind: str = ""
    start: int = 0
    fence: int | None = None
    comments: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    is_in_comment: bool = False
    open_elements: int = 0  # of HTML, in which there is Markdown

    def skip_comment(self, line: str, number: int, *, can_end: bool) -> bool:
        """Return whether a line belongs to a comment over several lines."""
        if self.is_in_comment:
            self.is_in_comment = COMMENT_END not in line
            return True
        if COMMENT_START not in line or self.finder.closing is not None:
            return False
        self.comments.append(number)
        self.is_in_comment = can_end and COMMENT_END not in line
        return self.is_in_comment

    def add_line(self, line: str, number: int) -> None:
        """Add a line of the note as GitHub reads it."""
        was_open = self.finder.closing is not None
        if self.finder.is_code(line):
            if not was_open and self.finder.closing is not None:
                self.fence = len(self.lines)
            self.lines.append((line, number))
            return
        if block := BLOCK.fullmatch(line):
            self.apply_attributes(block["body"] or "", number)
            return
        if DEFINITION.fullmatch(line):
            return
        if not line.strip():
            self.end_block()
        if line.strip():
            self.fence = None
            self.break_after_picture()
        if "markdown=" in line and (element := OPEN_ELEMENT.fullmatch(line)):
            self.open_elements += 1
            self.lines += [(element["before"] + element["after"], number), ("", number)]
        elif self.open_elements and CLOSE_ELEMENT.fullmatch(line):
            self.open_elements -= 1
            self.lines += [("", number), (line, number)]
        else:
            self.lines.append((rewrite_line(line), number))

    def break_after_picture(self) -> None:
        """Let text below an `<img>` be Markdown, as kramdown does."""
        if self.lines and is_picture_line(self.lines[-1][0]):
            text, number = self.lines[-1]
            self.lines[-1] = (f"{text}<br>", number)

    def apply_attributes(self, body: str, number: int) -> None:
        """Give the block above its attributes; without one, the block below is meant."""
        kind = find_kind(body)
        if not self.lines or not self.lines[-1][0].strip(" \t>"):
            self.kind, self.start = kind, len(self.lines)
        elif "toc" in body.split() or "toc" in list_classes(body):
            self.drop_list()
        elif (file := find_value(body, "file")) and self.fence is not None:
            self.name_code(file)
        elif kind:
            self.finish_block(find_start(self.lines), kind)
            self.lines.append(("", number))
        else:
            text, line = self.lines[-1]
            self.lines[-1] = (resize_picture(text, body), line)

    def drop_list(self) -> None:
        """Drop the list above, in whose place the table of contents is."""
        start = find_start(self.lines)
        if LIST_ITEM.match(self.lines[start][0]):
            del self.lines[start:]

    def name_code(self, file: str) -> None:
        """Put the name of a file above the code block that was last."""
        index = self.fence or 0
        fence, number = self.lines[index]
        mark = FENCE_MARK.match(fence)
        indent = re.sub(r"[`~]+$", "", mark[0]) if mark else ""
        name = indent + SPECIAL.sub(r"\\\1", file)
        self.lines[index:index] = [(name, number), (indent.rstrip(), number)]
        self.fence = None

    def end_block(self) -> None:
        """Make a callout of the block that ends here, if attributes above it say so."""
        if self.kind and self.start < len(self.lines):
            self.finish_block(self.start, self.kind)
        self.kind = ""

    def finish_block(self, start: int, kind: str) -> None:
        """Make what its attributes ask for of the lines from `start` on."""
        if kind == LABEL:
            self.take_label(start)
        else:
            self.make_callout(start, kind)

    def take_label(self, start: int) -> None:
        """Take a badge out of the text: a short line."""
        texts = [text.strip() for text, _ in self.lines[start:]]
        label = texts[0].translate(EMPHASIS) if len(texts) == 1 else ""
        if label and len(label) <= MAX_LABEL_CHARACTERS and not NO_LABEL.match(texts[0]):
            self.labels.append(label.replace("/", "_"))
            del self.lines[start:]

    def make_callout(self, start: int, kind: str) -> None:
        """Make a callout of the lines from `start` on: a quote, or a paragraph; a heading or list stays as it is."""
        block = self.lines[start:]
        if not block or BOUNDARY.match(block[0][0]):
            return
        first, number = block[0]
        indent = first[: len(first) - len(first.lstrip())]
        if not first.lstrip().startswith(">"):
            if LIST_ITEM.match(first):
                return
            block = [(f"{indent}> {text.removeprefix(indent)}", line) for text, line in block]
        self.lines[start:] = [(f"{indent}> [!{kind.upper()}]", number), *block]


def find_kind(body: str) -> str:
    """Return the kind of callout that the classes of a block stand for, `LABEL` for a badge, else ""."""
    classes = list_classes(body)
    if LABEL in classes:
        return LABEL
    matches = filter(None, map(BOX.match, classes))
    return next((KINDS.get(match["kind"], match["kind"]) for match in matches), "")


def find_start(lines: list[Line]) -> int:
    """Return the index of the first line of the last block."""
    index = len(lines)
    while index and lines[index - 1][0].strip(" \t>") and not BOUNDARY.match(lines[index - 1][0]):
        index -= 1
    return min(index, len(lines) - 1)


def rewrite_line(line: str) -> str:
    """Return a line of prose without kramdown's own syntax."""
    if "{:" in line:
        line = replace_outside_code(drop_in_line(line), EXTENSION, "")
    if "{#" in line and HEADING.match(line):
        line = line[: match.start()] if (match := HEADING_ID.search(line, max(0, line.rfind("{#") - 9))) else line
    return rewrite_formulas(line, in_line_dollars=True)
