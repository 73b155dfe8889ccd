"""The pass over a text: find the characters that may start a construct, and let the construct read on from there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import FinishedHtml
from notedeck.markup.escaping import escape_text
from notedeck.markup.inline.constructs import CONSTRUCTS
from notedeck.markup.inline.constructs.mail_links import MAIL_LINK, SIGN
from notedeck.markup.inline.state import InlineConstruct, InlineState
from notedeck.util.html import LINE_ATTRIBUTE


def build_start_pattern(constructs: Iterable[InlineConstruct]) -> re.Pattern[str]:
    """Return the pattern that matches wherever one of the constructs may start."""
    branches = (construct.pattern or "|".join(map(re.escape, construct.starts_with)) for construct in constructs)
    return re.compile("|".join(dict.fromkeys(branches)))


START = build_start_pattern(CONSTRUCTS)
START_WITHOUT_MAIL = build_start_pattern(construct for construct in CONSTRUCTS if construct is not MAIL_LINK)
ANY_START: tuple[InlineConstruct, ...] = tuple(construct for construct in CONSTRUCTS if not construct.starts_with)
CONSTRUCTS_BY_CHARACTER: dict[str, tuple[InlineConstruct, ...]] = {
    character: tuple(construct for construct in CONSTRUCTS if character in construct.starts_with)
    for character in {character for construct in CONSTRUCTS for character in construct.starts_with}
}
FINISHERS = tuple(construct.finish for construct in CONSTRUCTS if construct.finish)


def render_inline(text: str, definitions: Definitions, line: int = 0) -> str:
    """Return one text of inline Markdown as escaped HTML, not sanitised yet.

    `line` is the line of the file on which `text` starts; with it each image gets a `data-line`.
    """
    text = text.strip()
    find_start = (START if SIGN in text else START_WITHOUT_MAIL).search
    match = find_start(text)
    if match is None:
        return escape_text(text)
    state = InlineState(text, definitions, line)
    position = 0
    while match:
        start = match.start()
        if start > position:
            state.add_text(text[position:start])
        position = parse_construct(state, start)
        match = find_start(text, position)
    state.add_text(text[position:])
    for finish in FINISHERS:
        finish(state)
    return "".join(state.pieces)


def parse_construct(state: InlineState, start: int) -> int:
    """Parse what starts at `start` and return the index after it; a character that starts nothing is text."""
    for construct in CONSTRUCTS_BY_CHARACTER.get(state.text[start], ANY_START):
        if (end := construct.parse(state, start)) != start:
            return end
    state.add_text(state.text[start])
    return start + 1


def render_texts(root: Element, definitions: Definitions) -> None:
    """Replace every text in an element tree by its HTML, in reading order; nothing but line ends follow elements."""
    line = "0"
    for element in root.iter():
        line = element.get(LINE_ATTRIBUTE, line)  # a cell has that of its row
        text = element.text
        if text and not isinstance(text, FinishedHtml) and not text.isspace():
            element.text = render_inline(text, definitions, int(line))
