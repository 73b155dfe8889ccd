"""The pass over a text: find the characters that may start a construct, and let the construct read on from there."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from notedeck.markup.definitions import Definitions
from notedeck.markup.elements import PLACEHOLDER_START, HtmlStore
from notedeck.markup.inline.constructs import CONSTRUCTS
from notedeck.markup.inline.state import InlineConstruct, InlineState
from notedeck.util.html import LINE_ATTRIBUTE


def build_start_pattern() -> re.Pattern[str]:
    """Return the pattern that matches wherever a construct may start."""
    characters = {character for one in CONSTRUCTS if not one.pattern for character in one.starts_with}
    patterns = dict.fromkeys(construct.pattern for construct in CONSTRUCTS if construct.pattern)
    return re.compile("|".join([f"[{re.escape(''.join(sorted(characters)))}]", *patterns]))


START = build_start_pattern()
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
    state = InlineState(text.strip(), definitions, line)
    position = 0
    while match := START.search(state.text, position):
        state.add_text(state.text[position : match.start()])
        position = parse_construct(state, match.start())
    state.add_text(state.text[position:])
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


def render_texts(element: Element, definitions: Definitions, store: HtmlStore, line: int = 0) -> None:
    """Replace every text in an element tree by the placeholder of its HTML, in reading order."""
    line = int(element.get(LINE_ATTRIBUTE, line))
    element.text = render_text(element.text, definitions, store, line)
    for child in element:
        render_texts(child, definitions, store, line)
        child.tail = render_text(child.tail, definitions, store, line)


def render_text(text: str | None, definitions: Definitions, store: HtmlStore, line: int) -> str | None:
    """Store a text as HTML and return its placeholder; whitespace and placeholders stay as they are."""
    if not text or text.startswith(PLACEHOLDER_START) or not text.strip():
        return text
    return store.put(render_inline(text, definitions, line))
