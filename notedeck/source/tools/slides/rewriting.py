"""How a note of Slidev and Marp becomes GitHub's Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Page, find_code, replace_outside_code
from notedeck.source.tools import Site
from notedeck.source.tools._scripts import remove_scripts

MAX_MATTER_LINES = 30
KEYS = (
    "layout|transition|background(?:Size|Color|Image)?|class|clicks|clicksStart|hide(?:InToc)?|routeAlias|zoom|"
    "dragPos|preload|image|url|level|name|src|theme|paginate|disabled"
)
MATTER_LINE = re.compile(rf"(?:{KEYS})[ \t]*:|[ \t]+\S|[ \t]*$|#")
MATTER_KEY = re.compile(rf"(?:{KEYS})[ \t]*:")
RULE = re.compile(r"---[ \t]*$")
COMPONENT = re.compile(r"</?v-(?:clicks?|after|switch|mark|drag)(?:\s[^<>]*)?/?>|<Toc(?:\s[^<>]*)?/?>", re.IGNORECASE)
SLOT = re.compile(r"::(?:left|right|default|bottom|content|note|title|image-\d)::[ \t]*$")
SCOPED_STYLE = re.compile(r"^<style\s+scoped\s*>", re.MULTILINE)
SLIDE_MATTER = re.compile(
    rf"^---[ \t]*\n(?:(?:layout|transition|clicks|routeAlias)[ \t]*:[^\n]*\n)(?:(?:{KEYS})[ \t]*:[^\n]*\n)*---[ \t]*$",
    re.MULTILINE,
)
MARP_COMMENT = re.compile(
    r"^<!--\s*_?(?:class|paginate|backgroundColor|backgroundImage|headingDivider)\s*:", re.MULTILINE
)


def is_likely(_path: str, text: str) -> bool:
    """Return whether a note has front matter of a slide, a component of Slidev, or a style or setting for one slide."""
    if not has_slide_syntax(text):
        return False
    lines = text.split("\n")
    pairs = zip(lines, find_code(lines), strict=True)
    return has_slide_syntax("\n".join("" if is_code else CODE_SPAN.sub("", line) for line, is_code in pairs))


def has_slide_syntax(text: str) -> bool:
    """Return whether a text has anything that only slides have; it may be code."""
    return (
        ("<v-" in text and COMPONENT.search(text) is not None)
        or ("<style" in text and SCOPED_STYLE.search(text) is not None)
        or ("\n---" in text and SLIDE_MATTER.search(text) is not None)
        or ("<!--" in text and MARP_COMMENT.search(text) is not None)
    )


def rewrite_page(page: Page, _site: Site) -> Page:
    """Return the page with a rule between two slides, and without what lays them out."""
    page = remove_scripts(page)
    kept = [*keep_text(page)]
    before = zip(page.lines, page.numbers, strict=True)
    first = next((number for (line, number), other in zip_longest(before, kept) if (line, number) != other), 0)
    if not first:
        return page
    page = page.replace_lines(kept)
    return page.report(
        ProblemCode.SYNTAX_DROPPED, first, Message("the layout of slides is left out"), Message("Nothing to do.")
    )


def keep_text(page: Page) -> Iterator[tuple[str, int]]:
    """Yield the lines of a page, each with its number, without settings and components of slides."""
    is_code = find_code(page.lines)
    index = 0
    while index < len(page.lines):
        line, number = page.lines[index], page.numbers[index]
        end = index if is_code[index] else find_matter_end(page.lines, index)
        if end > index:
            yield from (("", number), ("---", number), ("", number))
            index = end + 1
            continue
        yield (line if is_code[index] else remove_components(line)), number
        index += 1


def remove_components(line: str) -> str:
    """Return a line of prose without the components that uncover it, and without the name of a part of the slide."""
    if SLOT.match(line):
        return ""
    return replace_outside_code(line, COMPONENT, "") if "<" in line else line


def find_matter_end(lines: tuple[str, ...], start: int) -> int:
    """Return the index of the rule that ends the front matter of a slide, which starts at `start`; else `start`."""
    if not RULE.match(lines[start]) or start + 1 >= len(lines) or not MATTER_KEY.match(lines[start + 1]):
        return start
    for index in range(start + 1, min(start + MAX_MATTER_LINES, len(lines))):
        if RULE.match(lines[index]):
            return index
        if not MATTER_LINE.match(lines[index]):
            return start
    return start
