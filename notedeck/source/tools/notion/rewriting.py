"""How a note of Notion becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.source.page import CODE_SPAN, Page, find_code, replace_in_prose
from notedeck.source.tools import Site
from notedeck.source.tools.notion import PAGE_ID
from notedeck.source.tools.notion.api_tags import has_api_tags, rewrite_api_tags
from notedeck.source.tools.notion.callouts import CALLOUT, open_callouts
from notedeck.source.tools.notion.properties import take_properties

# In an address: the id of a page, or the short one of a folder of pictures.
ADDRESS_ID = re.compile(r"%20(?:[0-9a-f]{32}[/._]|[0-9a-f]{4,32}/(?:Untitled|image)(?:%20\d{1,4})?\.)", re.IGNORECASE)
# Notion writes the name of the file where a picture has no caption.
NO_CAPTION = re.compile(r"!\[(?:Untitled|image)(?: \d{1,4})?(?:\.\w{3,4})?\](?=\()")
CONTENTS_LINK = re.compile(r"\]\(about:blank(?=#)")  # in a block "table of contents"
MENTIONED_DATE = re.compile(r"(?<![\w@])@(?=\d{4}(?:년|-\d|/\d)|[A-Z][a-z]{2,8} \d{1,2}, \d{4})")
# What is no prose, and what else starts a block of its own.
NO_PROSE = re.compile(r"[ \t>]*(?:#{1,6}[ \t]|\||\$\$|<|-{3,}[ \t]*$|\[!\w+\]|$)")
BLOCK_START = re.compile(rf"{NO_PROSE.pattern}|[ \t>]*(?:[-*+][ \t]|\d{{1,9}}[.)][ \t]|[`~]{{3}})")
EMPTY_BOLD = re.compile(r"(?<!\*)\*{4}(?!\*)")  # between two words in bold, or around nothing


def is_likely(path: str, text: str) -> bool:
    """Return whether a note is from an export: by an id in its path or in an address, by a callout or a tag."""
    if PAGE_ID.search(path) or ("%20" in text and ADDRESS_ID.search(text)) or has_api_tags(text):
        return True
    return "<aside>" in text and CALLOUT.search(text) is not None


def rewrite_page(page: Page, site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    page = keep_line_breaks(fix_bold(open_callouts(rewrite_api_tags(take_properties(page, site)))))
    page = replace_in_prose(page, NO_CAPTION, "![]")
    page = replace_in_prose(page, CONTENTS_LINK, "](")
    return replace_in_prose(page, MENTIONED_DATE, "")


def keep_line_breaks(page: Page) -> Page:
    """Return the page with two spaces where a line of prose ends within a paragraph: Notion breaks the line there."""
    lines: list[str] = []
    is_formula = False
    for line, following, is_code in zip(page.lines, (*page.lines[1:], ""), find_code(page.lines), strict=True):
        is_formula ^= line.strip(" \t>") == "$$"
        lines.append(f"{line}  " if not (is_code or is_formula) and breaks_after(line, following) else line)
    return page.replace(lines=tuple(lines))


def breaks_after(line: str, following: str) -> bool:
    """Return whether a paragraph goes on in the next line, and does not say yet that the line ends here."""
    goes_on = not NO_PROSE.match(line) and not BLOCK_START.match(following)
    return goes_on and not line.endswith(("  ", "\\", "<br>"))


def fix_bold(page: Page) -> Page:
    """Return the page with blanks at the edge of bold text moved out of it: `**a **b` becomes `**a** b`."""
    if not any("**" in line for line in page.lines):
        return page
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    return page.replace(lines=tuple(line if is_code else fix_bold_line(line) for line, is_code in pairs))


def fix_bold_line(line: str) -> str:
    """Return a line with its bold text closed where the words end; a line that is not clear stays as it is."""
    if "**" not in line or "***" in line.replace("****", "") or "\\*" in line or not line.strip(" *"):
        return line
    plain = CODE_SPAN.sub(lambda span: "x" * len(span[0]), line)
    empty = [match.start() for match in EMPTY_BOLD.finditer(plain)]
    for start in reversed(empty):
        line, plain = line[:start] + line[start + 4 :], plain[:start] + plain[start + 4 :]
    marks = [match.start() for match in re.finditer(r"\*\*", plain)]
    if len(marks) % 2:
        return line
    parts = [line[: marks[0]]] if marks else [line]
    for number, start in enumerate(marks):
        end = marks[number + 1] if number + 1 < len(marks) else len(line)
        text = line[start + 2 : end]
        parts.append(text if number % 2 else mark_bold(text))
    return "".join(parts)


def mark_bold(text: str) -> str:
    """Return a text in bold, with the blank at one of its edges outside; a text between two blanks stays as it is."""
    words = text.strip(" ")
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return f"{before}**{words}**{after}" if words and bool(before) != bool(after) else f"**{text}**"
