"""Whether a note is only an index: links to other notes and pages, with few words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from notedeck.source.page import find_code
from notedeck.util.patterns import compile_lazily

# A README, the contents of GitBook and mdBook, and the pages of a wiki that only lead on.
INDEX_NAME = compile_lazily(
    r"(?:readme|_?index|summary|home|_sidebar|_footer|_navbar|toc|목차)(?:[._-][a-z]{2,3}(?:[_-][a-z]{2})?)?", re.I
)
MIN_LINK_SHARE = 0.5  # of the letters of a line
MIN_LINK_LINES = 3
MAX_PROSE_LETTERS = 1_000
MAX_DESCRIPTION_LETTERS = 60  # of a line that says what is behind a link
MAX_ROW_LETTERS = 30  # of the cells of a table beside the link to a note
MAX_LINE_CHARACTERS = 10_000  # a longer line counts as text
PICTURE = compile_lazily(r"!\[[^\[\]]*\]\([^()\s]*\)")
LINK = compile_lazily(
    r"\[(?P<label>[^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)|<a\s[^<>]*>(?P<inner>[^<]*)</a>|\[\[(?P<wiki>[^\[\]]*)\]\]|https?://\S+"
)
# To a file or folder of the notes, also as an address on GitHub.
NOTE_LINK = compile_lazily(
    r"(?<!!)\[[^\[\]]*\]\((?:(?![a-zA-Z][a-zA-Z0-9+.-]*:|//|#)[^()\s]|https://github\.com/[^/\s]+/[^/\s]+/(?:tree|blob)/)"
)
ITEM = compile_lazily(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
ROW = compile_lazily(r"\s*\|.*\|\s*$")  # of a table, with a link beside the name of what it leads to
TAG = compile_lazily(r"</?[a-zA-Z][^<>]*>")
HEADING = compile_lazily(r"[\s>]*#{1,6}\s")
LETTER = compile_lazily(r"[^\W_]")


class LineKind(Enum):
    """What a line of a note is."""

    LINK = auto()
    HEADING = auto()
    HEADING_LINK = auto()
    TEXT = auto()
    NOTHING = auto()  # blank, a rule, pictures, or HTML without words


def has_index_name(path: str) -> bool:
    """Return whether a note has the name of one that may be an index."""
    return INDEX_NAME.fullmatch(path.rpartition("/")[2].rpartition(".")[0]) is not None


def is_index(text: str) -> bool:
    """Return whether a note has at least as many lines of links as of text, and little text."""
    if "](" not in text and "[[" not in text and "<a" not in text:
        return False
    link_count = text_count = letter_count = 0
    for kind, letters in weigh_lines(text.split("\n")):
        link_count += kind in (LineKind.LINK, LineKind.HEADING_LINK)
        text_count += kind is LineKind.TEXT
        letter_count += letters if kind is LineKind.TEXT else 0
        if letter_count > MAX_PROSE_LETTERS:
            return False
    return link_count >= max(MIN_LINK_LINES, text_count)


def weigh_lines(lines: Sequence[str]) -> Iterator[tuple[LineKind, int]]:
    """Yield what each line of a note is, and how many letters it has.

    Left out are a short text right below a heading that is a link, which describes it, and the short items of a list
    below a link to another note, which are its contents.
    """
    above = LineKind.NOTHING
    leads_on = False
    for line, is_code in zip(lines, find_code(lines), strict=True):
        kind, letters = (LineKind.TEXT, count_letters(line)) if is_code else weigh_line(line)
        if kind is LineKind.NOTHING:
            continue
        if kind in (LineKind.HEADING, LineKind.HEADING_LINK):
            leads_on = False
        leads_on = leads_on or (not is_code and NOTE_LINK.search(line) is not None)
        is_described = above is LineKind.HEADING_LINK or (leads_on and ITEM.match(line) is not None)
        is_description = kind is LineKind.TEXT and is_described and letters <= MAX_DESCRIPTION_LETTERS and not is_code
        above = kind if not is_description or leads_on else LineKind.NOTHING
        if not is_description:
            yield kind, letters


def weigh_line(line: str) -> tuple[LineKind, int]:
    """Return what a line outside of code is, and how many letters it shows."""
    if len(line) > MAX_LINE_CHARACTERS:
        return LineKind.TEXT, count_letters(line)
    line = PICTURE.sub("", drop_comments(line))
    labels = [next(filter(None, match.groups()), "link") for match in LINK.finditer(line)]
    letters = count_letters(TAG.sub("", LINK.sub("", line).replace("](", ""))) + sum(map(count_letters, labels))
    if not letters:
        return LineKind.NOTHING, 0
    linked = sum(map(count_letters, labels))
    is_row = ROW.match(line) is not None and NOTE_LINK.search(line) is not None
    is_row = is_row and letters - linked <= MAX_ROW_LETTERS
    is_link = bool(labels) and (is_row or linked >= MIN_LINK_SHARE * letters)
    if HEADING.match(line):
        return (LineKind.HEADING_LINK if is_link else LineKind.HEADING), letters
    return (LineKind.LINK if is_link else LineKind.TEXT), letters


def drop_comments(line: str) -> str:
    """Return a line without the comments that end in it; each of its letters is looked at once."""
    parts: list[str] = []
    position = 0
    while (start := line.find("<!--", position)) >= 0 and (end := line.find("-->", start)) >= 0:
        parts.append(line[position:start])
        position = end + len("-->")
    return "".join([*parts, line[position:]])


def count_letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return len(LETTER.findall(text))
