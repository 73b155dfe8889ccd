"""Tags in the text, such as `#aws/ec2`: they become tags of the note, and a line of nothing but tags is on no card.

`#card` and `#flashcard` at the end of a line, with which plugins make a card of it, are removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.source.page import CODE_SPAN, Page, find_code
from notedeck.source.tools._note_tags import add_tags

# Letters and digits of any language, `_`, `-`, `/`, and emoji.
NAME = r"[\w/\-\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+"
PREPROCESSOR = r"(?!(?:include|define|undef|pragma|if|ifdef|ifndef|endif)\b)"  # lines of C outside of code
TAG = re.compile(rf"(?:^|(?<=[\s|]))#{PREPROCESSOR}(?P<name>{NAME})(?=[\s|,.;:!?)]|$)")
TAG_LINE = re.compile(rf"[ \t>]*(?:[-*+][ \t]+)?#{PREPROCESSOR}{NAME}(?:[ \t,]+#{NAME})*[ \t]*$")
# What may have a `#` that is no tag: links, HTML, formulas.
NO_TEXT = re.compile(r"\[\[[^\[\]\n]{1,500}\]\]|\]\([^()\n]{1,1000}\)|<[a-zA-Z/!][^<>\n]{0,500}>|\$[^$\n]{1,500}\$")
CARD_MARK = re.compile(r"(?<=\S)[ \t]+#(?:flash)?cards?(?:[-/][\w/-]{1,60})?[ \t]*$")
DIGITS = re.compile(r"[\d/_-]+")


def collect_tags(page: Page) -> Page:
    """Return the page with the tags of its text in the front matter, without the lines of nothing but tags."""
    if not any("#" in line and TAG.search(line) for line in page.lines):
        return page
    names: list[str] = []
    pairs: list[tuple[str, int]] = []
    for line, number, is_code in zip(page.lines, page.numbers, find_code(page.lines), strict=True):
        tags = [] if is_code or "#" not in line else [*list_tags(line)]
        names += tags
        if not tags or not TAG_LINE.match(line):
            pairs.append((CARD_MARK.sub("", line) if tags else line, number))
    return add_tags(page.replace_lines(pairs), names) if names else page


def list_tags(line: str) -> Iterator[str]:
    """Yield the tags of a line of prose; a number is none."""
    text = NO_TEXT.sub(" \ufffc", CODE_SPAN.sub("\ufffc", line))
    return (match["name"] for match in TAG.finditer(text) if not DIGITS.fullmatch(match["name"]))
