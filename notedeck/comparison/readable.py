"""The HTML of a field as text that people read: lines as in Markdown, without tags.

Whatever shows the same has the same lines: Anki's editor has its own way to write `<div>`, `<br>`, `&nbsp;` and
attributes.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from notedeck.model import Value
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, list_nodes, parse_plain_tree, text_content

BLOCKS = frozenset(
    """
    address article aside blockquote center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header
    hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
MARKS = {"code": "`", "strong": "**", "em": "*", "del": "~~", "mark": "==", "u": "__", "sup": "^", "sub": "~"}
SAME_MARKS = {"b": "strong", "i": "em", "s": "del", "strike": "del", "ins": "u", "tt": "code", "kbd": "code"}
COLOUR = re.compile(r"(?<![\w-])(?:color|background(?:-color)?):\s*(?!inherit|transparent|initial)\S")
STYLES = (  # what the editor writes instead of an element
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)"), "strong"),
    (re.compile(r"font-style:\s*italic"), "em"),
    (re.compile(r"text-decoration[^;]*line-through"), "del"),
    (re.compile(r"text-decoration[^;]*underline"), "u"),
    (COLOUR, "mark"),
)
LINK = "link:"
FORMULA_SIGN = re.compile(r"\\[()\[\]]")
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
BLANKS = re.compile(r"\s+")
INDENT = "  "
MAX_DEPTH = 100  # of elements in one another; what is deeper is not read


class Line(Value, frozen=True):
    """A line of text, and the line of the note that it comes from, 0 if that is not known."""

    text: str
    number: int = 0


Run = tuple[str, frozenset[str]]  # a text, and its marks


class Writer:
    """Collects the lines of a field."""

    def __init__(self) -> None:
        """Begin without lines."""
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self.number = 0
        self.prefix, self.next_prefix = "", ""

    def add(self, text: str, marks: frozenset[str]) -> None:
        """Add a text to the present line."""
        self.runs.append((text, marks))

    def end_line(self, *, is_code: bool = False) -> None:
        """End the present line, if there is anything on it."""
        text = "".join(text for text, _ in self.runs).rstrip() if is_code else join_runs(self.runs)
        if text:
            self.lines.append(Line(unicodedata.normalize("NFC", self.prefix + text), self.number))
            self.prefix = self.next_prefix
        self.runs = []

    def write_block(self, element: Element, marks: frozenset[str], depth: int) -> None:
        """Write a block on lines of its own."""
        self.end_line()
        before, self.number = (self.prefix, self.next_prefix), find_number(element) or self.number
        self.write_block_content(element, marks, depth)
        self.end_line()
        self.prefix, self.next_prefix = before[1], before[1]

    def write_block_content(self, element: Element, marks: frozenset[str], depth: int) -> None:
        """Write what is in a block, with the sign of its kind before it."""
        name = str(element.tag)
        if name == "pre":
            self.write_code(element)
        elif name == "tr":
            self.write_row(element, marks, depth)
        elif name == "hr":
            self.add("---", frozenset())
        else:
            self.prefix, self.next_prefix = self.choose_prefixes(element, name)
            self.write_nodes(element, marks, depth)

    def choose_prefixes(self, element: Element, name: str) -> tuple[str, str]:
        """Return what stands before the first line of a block, and before the others."""
        if name == "li":
            sign = f"{find_item_number(element)}. " if is_numbered(element) else "- "
            return self.prefix + sign, self.next_prefix + INDENT
        if name in HEADING_LEVELS:
            return self.prefix + "#" * HEADING_LEVELS[name] + " ", self.next_prefix
        if name == "blockquote":
            return self.prefix + "> ", self.next_prefix + "> "
        if name == "dd":
            return self.prefix + ": ", self.next_prefix + INDENT
        return self.prefix, self.next_prefix

    def write_code(self, element: Element) -> None:
        """Write the lines of a code block as they are."""
        text = clean("".join(list_code(element))).replace("\r\n", "\n")
        for line in text.strip("\n").split("\n"):
            self.add(INDENT * 2 + line if line.strip() else "", frozenset())
            self.end_line(is_code=True)

    def write_row(self, row: Element, marks: frozenset[str], depth: int) -> None:
        """Write a row of a table as one line."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts = [" ".join(line.text for line in read_element(cell, marks, depth)) for cell in cells]
        self.add("| " + " | ".join(texts) + " |" if any(texts) else "", frozenset())

    def write_nodes(self, parent: Element, marks: frozenset[str], depth: int) -> None:
        """Write the texts and elements in an element."""
        for node in list_nodes(parent):
            if isinstance(node, str):
                self.add(BLANKS.sub(" ", clean(node)), marks)
            elif depth < MAX_DEPTH:
                self.write_element(node, marks, depth + 1)

    def write_element(self, element: Element, marks: frozenset[str], depth: int) -> None:
        """Write an element where it stands."""
        name = str(element.tag)
        if name == "br":
            self.end_line()
        elif name in BLOCKS:
            self.write_block(element, marks, depth)
        elif name == "img":
            self.add(f"![{clean(element.get('alt') or '')}]({element.get('src') or ''})", frozenset())
        elif name == "input":
            self.add("[x] " if element.get("checked") is not None else "[ ] ", frozenset())
        elif name == "rt":
            self.add(f"({clean(text_content(element))})", marks)
        elif name not in ("rp", "script", "style"):
            self.write_nodes(element, marks | list_marks(element, name), depth)


def read_lines(html: str) -> tuple[Line, ...]:
    """Return the lines of a field; none if it shows nothing."""
    whole = html.encode("utf-8", "replace").decode()  # front matter can have half of a character
    return read_element(parse_plain_tree(whole), frozenset(), 0) if html else ()


def read_texts(html: str) -> tuple[str, ...]:
    """Return the lines of a field, without the numbers of lines."""
    return tuple(line.text for line in read_lines(html))


def read_element(element: Element, marks: frozenset[str], depth: int) -> tuple[Line, ...]:
    """Return the lines of what is in an element."""
    writer = Writer()
    writer.number = find_number(element)
    writer.write_nodes(element, marks, depth)
    writer.end_line()
    return tuple(writer.lines)


def has_colours(html: str) -> bool:
    """Return whether a field has text in colours of its own, which digests do not see."""
    return "style=" in html and COLOUR.search(html) is not None


def clean(text: str) -> str:
    """Return a text without characters that nobody sees, with plain spaces, and formulas as in a note."""
    return FORMULA_SIGN.sub("$", INVISIBLE.sub("", text).replace("\xa0", " "))


def list_code(element: Element, depth: int = 0) -> list[str]:
    """Return the texts of a code block; the editor writes a line as an element."""
    texts: list[str] = []
    for node in list_nodes(element) if depth < MAX_DEPTH else ():
        if isinstance(node, str):
            texts.append(node)
        elif node.tag == "br":
            texts.append("\n")
        else:
            is_next = node.tag == "div" and texts and not texts[-1].endswith("\n")
            texts += ["\n" if is_next else "", *list_code(node, depth + 1)]
    return texts


def list_marks(element: Element, name: str) -> frozenset[str]:
    """Return the marks that an element gives to its text."""
    style = (element.get("style") or "").lower()
    marks = {mark for pattern, mark in STYLES if style and pattern.search(style)}
    mark = SAME_MARKS.get(name, name)
    if mark in MARKS:
        marks.add(mark)
    if name == "font" and element.get("color"):
        marks.add("mark")
    if name == "a" and element.get("href"):
        marks.add(LINK + str(element.get("href")))
    return frozenset(marks)


def join_runs(runs: list[Run]) -> str:
    """Return the text of a line with its marks as in Markdown; white space at their ends stands outside."""
    text = ""
    for marks, group in groupby(spread_blanks(runs), key=lambda run: run[1]):
        inner = "".join(part for part, _ in group)
        text += mark_text(inner, marks)
    return BLANKS.sub(" ", text).strip()


def spread_blanks(runs: list[Run]) -> list[Run]:
    """Return runs in which white space between two texts with the same marks has these marks, and no other has any."""
    filled = [run for run in runs if run[0]]
    spread: list[Run] = []
    for number, (text, marks) in enumerate(filled):
        if text.strip():
            spread.append((text, marks))
            continue
        before = spread[-1][1] if spread else frozenset()
        after = next((marks for other, marks in filled[number + 1 :] if other.strip()), frozenset())
        spread.append((text, before if before == after else frozenset()))
    return spread


def mark_text(text: str, marks: frozenset[str]) -> str:
    """Return a text with its marks around it."""
    inner = text.strip()
    if not inner or not marks:
        return text
    marked = inner
    for name, sign in MARKS.items():
        marked = f"{sign}{marked}{sign}" if name in marks else marked
    address = next((mark.removeprefix(LINK) for mark in sorted(marks) if mark.startswith(LINK)), "")
    if address and address != inner:
        marked = f"[{marked}]({address})"
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{marked}{text[start + len(inner) :]}"


def find_number(element: Element) -> int:
    """Return the line of the note that an element comes from, 0 if it does not say."""
    value = element.get(LINE_ATTRIBUTE) or ""
    return int(value) if value.isascii() and value.isdigit() else 0


def is_numbered(item: Element) -> bool:
    """Return whether an item is in a list with numbers."""
    parent = item.getparent()
    return parent is not None and parent.tag == "ol"


def find_item_number(item: Element) -> int:
    """Return the number of an item of a list."""
    parent = item.getparent()
    start = (parent.get("start") if parent is not None else "") or "1"
    first = int(start) if start.isascii() and start.isdigit() else 1
    return first + sum(1 for sibling in item.itersiblings(preceding=True) if sibling.tag == "li")
