"""What sites write on the first line of a code block, and in its comments, for how the block looks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from notedeck.source.page import FENCE, Line, Page, compile_closing
from notedeck.source.tools._callouts import TAB_WIDTH

TITLE = re.compile(
    r"""\btitle=(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)'|(?P<bare>[^\s"'}]+))|\[(?P<label>[^\[\]]+)\]"""
)
LANGUAGE = re.compile(r"(?:\{[ \t]*)?\.?(?P<name>[\w+#-]+)(?![\w+#-]*[=\"'])")
HIGHLIGHT_LINE = re.compile(
    r"[ \t]*(?://|#|--|;|%|/\*|<!--|\{/\*)[ \t]*(?:highlight-(?:next-line|start|end)|This will error|"
    r"error-(?:next-line|start|end))[ \t]*(?:\*/\}|\*/|-->)?[ \t]*"
)
CODE_MARK = re.compile(
    r"(?<![ \t])[ \t]*+(?://|#|--|<!--|/\*)[ \t]*+\[!code [^\]\n]{1,40}\][ \t]*+(?:-->|\*/)?[ \t]*+$"
)


def show_code_titles(page: Page) -> Page:
    """Return the page with the title of each code block above it, and without the comments that mark its lines."""
    if not any(sign in line for line in page.lines for sign in ("```", "~~~")):
        return page
    return page.replace_lines(rewrite_code(page))


def rewrite_code(page: Page) -> Iterator[Line]:
    """Yield the lines of a page."""
    closing: re.Pattern[str] | None = None
    for text, number in zip(page.lines, page.numbers, strict=True):
        if closing is not None:
            closing = None if closing.match(text) else closing
            if closing is None or not HIGHLIGHT_LINE.fullmatch(text):
                yield (CODE_MARK.sub("", text) if "[!code" in text else text), number
        elif match := FENCE.match(text):
            closing = compile_closing(match["sign"])
            yield from open_code(text, match.start("sign"), match.end("sign"), number)
        else:
            yield text, number


def open_code(text: str, start: int, end: int, number: int) -> Iterator[Line]:
    """Yield the opening fence between two indices of a line, with only its language, below the title of the code."""
    info = text[end:].strip()
    title = TITLE.search(info)
    if not title and "=" not in info and "{" not in info:
        yield text, number
        return
    language = LANGUAGE.match(info)
    name = next(filter(None, title.groups()), "") if title else ""
    marks, fence = text[:start], f"{text[start:end]}{language['name'] if language else ''}"
    if name:
        yield f"{marks}<div><code>{html.escape(name)}</code></div>", number  # a line of text would be a title
        yield "", number
        marks = " " * len(marks.expandtabs(TAB_WIDTH)) if ">" not in marks else marks
    yield f"{marks}{fence}", number
