"""What notes define: terms and their explanations, in bullets, lines of their own and definition lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.cards.styles._html import VISIBLE_ELEMENTS, list_visible_children
from notedeck.korean.answers import ANSWER_TITLE
from notedeck.korean.labels import EXAMPLE_LABEL
from notedeck.korean.letters import SYLLABLES
from notedeck.korean.sentences import ends_as_sentence
from notedeck.model import Value
from notedeck.util.html import strip_tags
from notedeck.util.soup import find_line, inner_html, join_html, line_of, parse_html, read_visible_text

# A colon before a blank or the end of the line, not that of 10:30 or https://; a dash between blanks, not of V - 1.
# A double dash as Chinese texts have it needs no blanks.
SEPARATOR = re.compile(
    r"(?<!\s)\s*+[:：](?=\s|$)|(?<=\S)\s+(?:[-–—―⸺]|--)(?=\s)(?!(?<=\b[A-Za-z0-9]\s[-–—])\s+\d)"
    rf"|(?<=[)\]{SYLLABLES}])\s*：|(?<![\s—―⸺])\s*+(?:——|――|⸺)(?![-—―⸺])\s*+(?=\S|$)"
)
MARK_END = re.compile(r"\s+(?:\|\s+|(?:[-–—―⸺]|--)\s+(?!\d+(?:\s|$))|(?=/[^/\s]{2,40}/))")
MAX_TERM_CHARACTERS = 60  # a longer beginning is a sentence, not a term
MIN_LINES = 2  # in a section, before a line `term: explanation` outside of lists counts
BOLD = ("strong", "b")
BLOCKS = ("ul", "ol", "pre", "table", "blockquote", "p", "dl", "details")
HOLDERS = frozenset({"li", "dl", "p"})  # of definitions
EXPLANATION = re.compile(r"[:：]\s")
LINE_END = re.compile(r"(?<=\n)")


class Definition(Value, frozen=True):
    """A term and what explains it, both in HTML; `title` is the term in plain text, `line` that of the bullet."""

    term: str
    explanation: str
    title: str
    line: int


class Definitions(Value, frozen=True):
    """The definitions of a section in order; `are_complete` is whether the section has nothing else."""

    items: tuple[Definition, ...]
    are_complete: bool


def find_definitions(body: Tag) -> Definitions:
    """Return what a section defines; all that is below a term belongs to its explanation."""
    groups = group_definitions(body)
    drop_lonely_line(body, groups)
    items = tuple(definition for definitions in groups.values() for definition in definitions)
    return Definitions(items, bool(items) and all(is_covered(block, groups) for block in list_visible_children(body)))


def group_definitions(body: Tag) -> dict[int, list[Definition]]:
    """Return the definitions of each element by its `id()`, outside of tables; what is inside one is a part of it."""
    groups: dict[int, list[Definition]] = {}
    waiting: list[PageElement] = [body]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Tag) or element.name == "table":
            continue
        if element.name in HOLDERS and (definitions := read_element(element)):
            groups[id(element)] = definitions
        else:
            waiting += reversed(element.contents)
    return groups


def read_element(element: Tag) -> list[Definition]:
    """Return the definitions of a list item, definition list or paragraph."""
    if element.name == "dl":
        return list(read_definition_list(element))
    if element.name == "p":
        return read_lines(element) if element.find_parent("li") is None else []
    definition = read_item(element)
    return [definition] if definition else []


def drop_lonely_line(body: Tag, groups: dict[int, list[Definition]]) -> None:
    """Drop a line outside of lists that is the only one of the section, such as `note: …`."""
    paragraphs = [id(element) for element in body.find_all("p") if id(element) in groups]
    if sum(len(groups[key]) for key in paragraphs) < MIN_LINES:
        for key in paragraphs:
            del groups[key]


def is_covered(block: PageElement, groups: dict[int, list[Definition]]) -> bool:
    """Return whether a block of a section is all definitions."""
    if not isinstance(block, Tag):
        return False
    if block.name not in ("ul", "ol"):
        return id(block) in groups
    return all(id(item) in groups for item in list_visible_children(block))


def read_item(item: Tag) -> Definition | None:
    """Return what a bullet defines, None if it defines nothing.

    The term stands before a colon or dash, or alone above a list that has no such terms of its own.
    """
    first = next(iter(list_visible_children(item)), None)
    holder = first if isinstance(first, Tag) and first.name == "p" else item
    nodes = list(holder.children)
    below = [] if holder is item else list(holder.next_siblings)
    if (halves := split_at_separator(nodes)) is not None:
        return join_definition(halves[0], [*halves[1], *below], line_of(item))
    end = next((at for at, node in enumerate(nodes) if is_block(node)), len(nodes))
    term, below = nodes[:end], [*nodes[end:], *below]
    is_term = is_explained_by_list(below) and not any(isinstance(node, Tag) and node.name == "br" for node in term)
    return join_definition(term, below, line_of(item)) if is_term else None


def is_explained_by_list(nodes: Sequence[PageElement]) -> bool:
    """Return whether the first of several nodes is a list of which no item has a term before a colon or dash."""
    first = next((node for node in nodes if isinstance(node, Tag) or node.get_text().strip()), None)
    if not isinstance(first, Tag) or first.name not in ("ul", "ol"):
        return False
    return not any(split_at_separator(list(item.children)) for item in first.find_all("li", recursive=False))


def read_definition_list(element: Tag) -> Iterator[Definition]:
    """Yield the terms of a `<dl>`; several terms in a row share what explains them."""
    own_line = find_line(element)
    groups = groupby(element.find_all(["dt", "dd"]), lambda part: part.name)
    for (name, terms), (_, explanations) in pairwise([(name, list(group)) for name, group in groups]):
        if name == "dt":
            explained = [inner_html(part) for part in explanations]
            items = "".join(f"<li>{markup}</li>" for markup in explained)
            explanation = explained[0] if len(explained) == 1 else f"<ul>{items}</ul>"
            line = line_of(terms[0]) or own_line
            definition = make_definition(", ".join(map(inner_html, terms)), explanation, line)
            yield from [definition] if definition else []


def read_lines(paragraph: Tag) -> list[Definition]:
    """Return the definitions of a paragraph of which each line is one; none if any line is not.

    A line `: explanation` explains the line above it, as in the definition lists of some programs.
    """
    definitions: list[Definition] = []
    for nodes, offset in join_explanations(split_lines(paragraph)):
        halves = split_at_separator(nodes)
        line = line_of(paragraph) and line_of(paragraph) + offset
        definition = join_definition(*halves, line) if halves else None
        if definition is None or EXAMPLE_LABEL.search(definition.title):
            return []
        definitions.append(definition)
    return definitions


def split_lines(paragraph: Tag) -> list[tuple[list[PageElement], int]]:
    """Return the nodes of each line of a paragraph, and how many lines it is below the first one."""
    lines: list[tuple[list[PageElement], int]] = [([], 0)]
    offset = 0
    for child in list(paragraph.children):
        pieces = [child] if isinstance(child, Tag) else map(NavigableString, LINE_END.split(str(child)))
        for piece in pieces:
            is_break = piece.name == "br" if isinstance(piece, Tag) else str(piece).endswith("\n")
            if not isinstance(piece, Tag):
                offset += str(piece).count("\n")
            if not isinstance(piece, Tag) or piece.name != "br":
                lines[-1][0].append(piece)
            if is_break:
                lines.append(([], offset))
    return [(nodes, number) for nodes, number in lines if any(map(read_visible_text, nodes))]


def join_explanations(lines: list[tuple[list[PageElement], int]]) -> list[tuple[list[PageElement], int]]:
    """Return lines with each `: explanation` at the end of the line above it."""
    joined: list[tuple[list[PageElement], int]] = []
    is_explained = False
    for nodes, offset in lines:
        text = "" if isinstance(nodes[0], Tag) else str(nodes[0]).lstrip()
        if joined and EXPLANATION.match(text):
            above = joined[-1][0]
            if not isinstance(above[-1], Tag):
                above[-1] = NavigableString(str(above[-1]).rstrip())
            above += [NavigableString(f", {text[1:].lstrip()}" if is_explained else text), *nodes[1:]]
            is_explained = True
        else:
            joined.append((nodes, offset))
            is_explained = split_at_separator(nodes) is not None
    return joined


def join_definition(term: list[PageElement], explanation: list[PageElement], line: int) -> Definition | None:
    """Return a definition of these nodes; None if the term cannot be one, or nothing explains it.

    What would explain no term is not written as HTML: of nested lists, each level would write all those below it.
    """
    markup = join_html(term)
    return make_definition(markup, join_html(explanation), line) if can_be_term(strip_tags(markup)) else None


def can_be_term(text: str) -> bool:
    """Return whether a text is short enough for a term, and no sentence, address or label of an answer."""
    title = " ".join(text.split())
    is_short = 0 < len(title) <= MAX_TERM_CHARACTERS
    return is_short and "://" not in title and not ends_as_sentence(title) and not ANSWER_TITLE.match(title)


def make_definition(term: str, explanation: str, line: int) -> Definition | None:
    """Return a definition; None if the term cannot be one, or nothing explains it."""
    title = " ".join(strip_tags(term).split())
    if not can_be_term(title):
        return None
    is_explained = bool(strip_tags(explanation).strip()) or any(f"<{name}" in explanation for name in VISIBLE_ELEMENTS)
    return Definition(term, explanation, title, line) if is_explained else None


def split_at_separator(nodes: list[PageElement]) -> tuple[list[PageElement], list[PageElement]] | None:
    """Return the nodes before and after the first separator outside of brackets, None without one.

    Right after a term in bold or code, a bar, a dash, or the pronunciation between slashes separates, too.
    """
    if (halves := split_after_mark(nodes)) is not None:
        return halves
    open_brackets = 0
    for index, node in enumerate(nodes):
        if isinstance(node, Tag):
            if node.name in (*BLOCKS, "br"):
                return None
            if node.name in BOLD and re.search(r"[:：]$", read_visible_text(node)):
                return [*nodes[:index], remove_colon(node)], nodes[index + 1 :]
        elif match := find_separator(text := str(node), open_brackets):
            before, after = text[: match.start()], text[match.end() :]
            term = [NavigableString(before)] if before.strip() else []
            return [*nodes[:index], *term], [NavigableString(after.lstrip()), *nodes[index + 1 :]]
        markup = join_html([node])
        open_brackets += markup.count("(") - markup.count(")")
    return None


def split_after_mark(nodes: list[PageElement]) -> tuple[list[PageElement], list[PageElement]] | None:
    """Return the term in bold or code at the start, and what is after it: `**용어** - 뜻`, "`word` /wɜːd/ 뜻"."""
    start = next((index for index, node in enumerate(nodes) if is_block(node) or read_visible_text(node)), len(nodes))
    if start + 1 >= len(nodes):
        return None
    term, text = nodes[start], nodes[start + 1]
    if not isinstance(term, Tag) or term.name not in (*BOLD, "code") or isinstance(text, Tag):
        return None
    match = MARK_END.match(str(text))
    return (nodes[: start + 1], [NavigableString(str(text)[match.end() :]), *nodes[start + 2 :]]) if match else None


def is_block(node: PageElement) -> bool:
    """Return whether a node is a list, paragraph or another block."""
    return isinstance(node, Tag) and node.name in BLOCKS


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
