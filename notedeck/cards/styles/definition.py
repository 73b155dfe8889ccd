"""The definition style: one card for each bullet of the form `term: explanation`."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.cards.styles import basic
from notedeck.cards.styles._html import is_visible, visible_children
from notedeck.config.settings import CardSettings
from notedeck.korean.letters import SYLLABLES
from notedeck.korean.questions import ANSWER_TITLE
from notedeck.korean.sentences import ends_as_sentence
from notedeck.model import CardDraft, Section, Value
from notedeck.util.soup import inner_html, join_html, line_of, parse_html, visible_text

NAME = "definition"
ASKS = "bullets of the form `term: explanation`"
USES_SECTION_TITLE = False
# A colon before a blank or the end of the line, not that of 10:30 or https://; a dash between blanks, not of V - 1.
SEPARATOR = re.compile(
    r"(?<!\s)\s*+[:：](?=\s|$)|(?<=\S)\s+[-–—](?=\s)(?!(?<=\b[A-Za-z0-9]\s[-–—])\s+\d)" rf"|(?<=[)\]{SYLLABLES}])\s*："
)
MAX_TERM_CHARACTERS = 60  # a longer beginning is a sentence, not a term
BOLD = ("strong", "b")
BLOCKS = ("ul", "ol", "pre", "table", "blockquote", "p", "dl", "details")


class Definition(Value, frozen=True):
    """A term and what explains it, both in HTML; `title` is the term in plain text, `line` that of the bullet."""

    term: str
    explanation: str
    title: str
    line: int


def draft_cards(section: Section, settings: CardSettings) -> tuple[CardDraft, ...]:
    """Return a card for each definition, and the basic card unless the section has nothing but definitions."""
    body = parse_html(section.body)
    definitions = find_definitions(body)
    drafts = tuple(CardDraft(item.term, item.explanation, NAME, item.title, item.line) for item in definitions)
    if definitions and has_only_definitions(body, len(definitions)):
        return drafts
    return (*basic.draft_cards(section, settings), *drafts)


def find_definitions(body: Tag) -> list[Definition]:
    """Return the definitions in order; lists below a definition belong to its explanation."""
    definitions: list[Definition] = []
    used: set[int] = set()  # the `id()` of items
    for item in body.find_all("li"):
        is_inside = any(id(parent) in used for parent in item.parents)
        if is_inside or item.find_parent("table") is not None:
            continue
        if (definition := read_definition(item)) is not None:
            definitions.append(definition)
            used.add(id(item))
    return definitions


def has_only_definitions(body: Tag, count: int) -> bool:
    """Return whether the body has nothing but lists of `count` definitions."""
    lists = visible_children(body)
    if not all(isinstance(block, Tag) and block.name in ("ul", "ol") for block in lists):
        return False
    items = [item for block in lists if isinstance(block, Tag) for item in visible_children(block)]
    return len(items) == count and all(read_definition(item) for item in items if isinstance(item, Tag))


def read_definition(item: Tag) -> Definition | None:
    """Return what a bullet defines, None if it has no term before a colon or dash."""
    first = item.find("p", recursive=False)
    holder = first if isinstance(first, Tag) and first is next(iter(visible_children(item)), None) else item
    halves = split_at_separator(list(holder.children))
    if halves is None:
        return None
    term, explanation = join_html(halves[0]), halves[1]
    if holder is not item:
        explanation = [*explanation, *list(holder.next_siblings)]
    title, explained = visible_text(parse_html(term)), join_html(explanation)
    if not 0 < len(title) <= MAX_TERM_CHARACTERS or "://" in title or ends_as_sentence(title):
        return None
    if ANSWER_TITLE.match(title):
        return None
    return Definition(term, explained, title, line_of(item)) if is_visible(parse_html(explained)) else None


def split_at_separator(nodes: list[PageElement]) -> tuple[list[PageElement], list[PageElement]] | None:
    """Return the nodes before and after the first separator outside of brackets, None without one."""
    open_brackets = 0
    for index, node in enumerate(nodes):
        if isinstance(node, Tag):
            if node.name in (*BLOCKS, "br"):
                return None
            if node.name in BOLD and re.search(r"[:：]$", visible_text(node)):
                return [*nodes[:index], remove_colon(node)], nodes[index + 1 :]
        elif match := find_separator(text := str(node), open_brackets):
            before, after = text[: match.start()], text[match.end() :]
            term = [NavigableString(before)] if before.strip() else []
            return [*nodes[:index], *term], [NavigableString(after.lstrip()), *nodes[index + 1 :]]
        markup = join_html([node])
        open_brackets += markup.count("(") - markup.count(")")
    return None


def find_separator(text: str, open_brackets: int) -> re.Match[str] | None:
    """Return the first separator of a text outside of brackets, of which `open_brackets` are open before it."""
    counted = 0
    for match in SEPARATOR.finditer(text):
        open_brackets += text.count("(", counted, match.start()) - text.count(")", counted, match.start())
        counted = match.start()
        if open_brackets <= 0:
            return match
    return None


def remove_colon(bold: Tag) -> Tag:
    """Return a copy of the element without the colon at its end."""
    copy = parse_html(f"<{bold.name}>{inner_html(bold)}</{bold.name}>").find(bold.name)
    assert isinstance(copy, Tag)
    last = [text for text in copy.find_all(string=True) if text.strip()][-1]
    last.replace_with(last.rstrip().rstrip(":：").rstrip())
    return copy
