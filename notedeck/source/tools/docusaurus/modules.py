"""MDX: comments, and the imports and exports of a page, which are no text.

https://mdxjs.com/docs/what-is-mdx/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Line, Page, find_code

COMMENT_START, COMMENT_END = "{/*", "*/}"
IMPORT = re.compile(r"import[ \t]+(?:[\w*{][^'\"\n]*[ \t}]from[ \t]*)?['\"][^'\"\n]+['\"];?[ \t]*")
IMPORT_START = re.compile(r"import[ \t]*(?:\w+,[ \t]*)?\{[^}'\"\n]*")
IMPORT_END = re.compile(r"\}[ \t]*from[ \t]*['\"][^'\"\n]+['\"];?[ \t]*")
EXPORT = re.compile(r"export[ \t]+(?:const|let|var|default|function|async|class)\b.*|export[ \t]*\{.*")
MAX_IMPORT_LINES = 60


def remove_modules(page: Page) -> Page:
    """Return the page without imports and exports."""
    if not any(line.startswith(("import", "export")) for line in page.lines):
        return page
    return page.replace_lines(keep_text(page))


def keep_text(page: Page) -> Iterator[Line]:
    """Yield the lines that are neither imports nor exports."""
    is_code = find_code(page.lines)
    number = 0
    while number < len(page.lines):
        end = number if is_code[number] else find_module_end(page.lines, number)
        if end == number:
            yield page.lines[number], page.numbers[number]
            end = number + 1
        number = end


def find_module_end(lines: Sequence[str], start: int) -> int:
    """Return the number of the line after an import or export, or `start` if none starts there."""
    if IMPORT.fullmatch(lines[start]):
        return start + 1
    stop = min(start + MAX_IMPORT_LINES, len(lines))
    if IMPORT_START.fullmatch(lines[start]):
        return next((n + 1 for n in range(start + 1, stop) if IMPORT_END.fullmatch(lines[n])), start)
    if EXPORT.fullmatch(lines[start]):
        return next((n for n in range(start + 1, len(lines)) if not lines[n].strip()), len(lines))
    return start


def remove_comments(page: Page) -> Page:
    """Return the page without the comments of MDX, and with a problem that says so."""
    if COMMENT_START not in page.text:
        return page
    kept = [*cut_comments(page)]
    first = next((number for (text, number), line in zip(kept, page.lines, strict=True) if text != line), 0)
    page = page.replace_lines((text, number) for text, number in kept)
    if not first:
        return page
    message = Message("comments ({/* … */}) are on no card")
    return page.report(ProblemCode.COMMENT_REMOVED, first, message, Message("Nothing to do."))


def cut_comments(page: Page) -> Iterator[Line]:
    """Yield the lines of a page without comments; a comment that does not end is text."""
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    masked = ["" if is_code else CODE_SPAN.sub(lambda span: "`" * len(span[0]), text) for text, is_code in pairs]
    last_end = max((number for number, text in enumerate(masked) if COMMENT_END in text), default=-1)
    is_open = False
    for number, text in enumerate(page.lines):
        pieces: list[str] = []
        position = 0
        while True:
            mark = COMMENT_END if is_open else COMMENT_START
            index = masked[number].find(mark, position)
            has_end = is_open or number < last_end or masked[number].find(COMMENT_END, index) > index
            if index == -1 or not has_end:
                break
            pieces.append("" if is_open else text[position:index])
            is_open = not is_open
            position = index + len(mark)
        yield "".join([*pieces, "" if is_open else text[position:]]), page.numbers[number]
