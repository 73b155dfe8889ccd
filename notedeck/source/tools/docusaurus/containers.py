"""Boxes between `:::tip title` and `:::`, and tabs between `<TabItem label="title">` and `</TabItem>`.

https://docusaurus.io/docs/markdown-features/admonitions and https://vitepress.dev/guide/markdown#custom-containers
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from notedeck.model import Value
from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools._callouts import find_last, make_callout, make_tab, measure_indent, remove_indent

HEAD = re.compile(
    r"(?P<indent>[ \t]*)(?P<colons>:{3,})[ \t]*(?P<brace>\{[ \t]*\.?)?(?:callout-)?(?P<name>[^\W\d_][\w-]*)"
    r"(?P<rest>.*)$"
)
END = re.compile(r"[ \t]*(?P<colons>:{3,})[ \t]*")
TITLE = re.compile(r"[ \t]*+(?:\[(?P<label>[^\[\]\n]*)\])?[ \t]*+(?P<text>[^{}\n]*+)(?:\{[^{}\n]*\})?[ \t]*")
ATTRIBUTES = re.compile(r"\{[^{}\n]*\}$")
VALUE_TITLE = re.compile(r"""\btitle=["'](?P<title>[^"'\n]+)["']""")
TAB = re.compile(r"(?P<indent>[ \t]*)<TabItem\b(?P<rest>[^<>]*)>[ \t]*")
TAB_END = re.compile(r"[ \t]*</TabItem>[ \t]*")
LABEL = re.compile(r"""\b(?P<name>label|value)=\{?["'](?P<text>[^"'{}\n]*)["']""")
MARKED_TAB = re.compile(r"[ \t]*@tab(?::active)?[ \t]+(?P<label>[^\n#]+)(?:#\S*)?")  # of VuePress
NUMBER = re.compile(r"(?:[\d.]+(?=[\s(]|$)|\()")  # of a theorem, or the name that it has
FOLDED = {"details", "collapse", "spoiler", "dropdown"}
# These only lay out what is in them; each code block of a group has its title.
LAYOUT = frozenset(
    """
    caption card card-grid cards center col column columns container define div flex grid html left raw right row
    tab-set tabs v-pre
    """.split()  # noqa: SIM905
)
GROUPS = {"code-group", "code-tabs"}
TABS = {"tab", "tab-item"}
CODE_LABEL = re.compile(r"(?P<fence>[ \t]*[`~]{3,}+[^\[\]]*+)\[(?P<label>[^\[\]]+)\](?P<rest>.*)")
MAX_DEPTH = 8


class Head(Value, frozen=True):
    """The first line of a box: the number of its colons (0 for a tab), its name and title."""

    colons: int
    indent: str
    name: str
    title: str


class Box(Value, frozen=True):
    """A box: the number of the line after its content, and of the line after all of it."""

    head: Head | None
    stop: int
    next: int


def open_containers(page: Page) -> Page:
    """Return the page with its boxes as alerts, and its tabs as the items of lists."""
    if ":::" not in page.text and "<TabItem" not in page.text:
        return page
    lines = [*zip(page.lines, page.numbers, strict=True)]
    return page.replace_lines(rewrite_lines(lines, find_boxes(page.lines), 0, len(lines)))


def match_head(text: str) -> Head | None:
    """Return the head that a line is, None for any other."""
    if tab := TAB.fullmatch(text):
        labels = {match["name"]: match["text"] for match in LABEL.finditer(tab["rest"])}
        return Head(0, tab["indent"], "tab", labels.get("label") or labels.get("value", ""))
    match = HEAD.match(text)
    if not match:
        return None
    rest = match["rest"]
    _, brace, after = rest.partition("}") if match["brace"] else ("", "", rest)
    if match["brace"] and not brace:
        return None
    name, words = match["name"], find_title(rest, after)
    if not match["brace"] and (not name.isascii() or NUMBER.match(words)):
        name, words = "note", f"{name} {words}".strip()
    return Head(len(match["colons"]), match["indent"], name.lower(), words)


def find_title(rest: str, after: str) -> str:
    """Return the title in the rest of a first line: its value, else its label, else the text after its kind."""
    if value := VALUE_TITLE.search(rest):
        return value["title"]
    if title := TITLE.fullmatch(after):
        return title["label"] or title["text"].strip()
    return ATTRIBUTES.sub("", after.strip()).rstrip()  # a title with a formula


def count_end(text: str) -> int:
    """Return how many colons a last line has; 0 for the end of a tab, -1 for any other line."""
    if TAB_END.fullmatch(text):
        return 0
    match = END.fullmatch(text)
    return len(match["colons"]) if match else -1


def find_boxes(lines: Sequence[str]) -> dict[int, Box]:
    """Return the box that starts on each line; a last line that ends none is a box without a head.

    A box that is not closed ends above the next heading.
    """
    boxes: dict[int, Box] = {}
    heads: list[tuple[int, Head]] = []  # of the boxes that are open
    open_counts: Counter[int] = Counter()  # of open boxes, by their colons
    is_code = find_code(lines)
    for number, text in enumerate(lines):
        if is_code[number]:
            continue
        if (colons := count_end(text)) >= 0:
            if open_counts[colons]:
                close_box(number, colons, heads, open_counts, boxes)
            else:
                boxes[number] = Box(None, number, number + 1)
        elif (head := match_head(text)) is not None:
            heads.append((number, head))
            open_counts[head.colons] += 1
    headings = [number for number, text in enumerate(lines) if text.startswith("#") and not is_code[number]]
    for start, head in heads:
        index = bisect_right(headings, start)
        end = headings[index] if index < len(headings) else len(lines)
        boxes[start] = Box(head, end, end)
    return boxes


def close_box(
    number: int, colons: int, heads: list[tuple[int, Head]], open_counts: Counter[int], boxes: dict[int, Box]
) -> None:
    """Close the innermost box with so many colons on a line, and with it all boxes in it that are still open."""
    is_own = False
    while not is_own:
        start, head = heads.pop()
        open_counts[head.colons] -= 1
        is_own = head.colons == colons
        boxes[start] = Box(head, number, number + 1 if is_own else number)


def rewrite_lines(
    lines: Sequence[Line], boxes: Mapping[int, Box], start: int, stop: int, depth: int = 0
) -> Iterator[Line]:
    """Yield the lines from `start` to before `stop` with the boxes among them rewritten."""
    number = start
    while number < stop:
        box = boxes.get(number)
        if box is None or depth == MAX_DEPTH:
            yield lines[number]
            number += 1
            continue
        if box.head is not None:
            body = [*rewrite_lines(lines, boxes, number + 1, min(box.stop, stop), depth + 1)]
            yield from write_box(box.head, body, lines[number][1])
        number = box.next


def write_box(head: Head, body: list[Line], number: int) -> Iterator[Line]:
    """Yield a box or a tab."""
    body = remove_indent(body, min(map(measure_text, body), default=0))
    if head.name in TABS:
        yield from make_tab(head.title, body, number, head.indent)
    elif any(MARKED_TAB.fullmatch(text) for text, _ in body):
        yield from write_marked_tabs(body, head.indent)
    elif head.name in GROUPS:
        yield from write_code_group(body, head.indent)
    elif head.name in LAYOUT:
        yield from ((head.indent + text, line) for text, line in [("", number), *body, ("", find_last(body, number))])
    else:
        is_folded = head.name in FOLDED
        kind = "note" if is_folded else head.name
        title = head.title or ("Details" if is_folded else "")
        yield from make_callout(kind, title, body, number, head.indent, is_folded=is_folded)


def measure_text(line: Line) -> int:
    """Return the indent of a line in columns; a large one for a blank line."""
    return measure_indent(line[0]) if line[0].strip() else 100


def write_marked_tabs(body: Sequence[Line], indent: str) -> Iterator[Line]:
    """Yield the tabs of VuePress, each below its label."""
    label, number, part = "", 0, list[Line]()
    for text, line in [*body, ("@tab end", 0)]:
        match = MARKED_TAB.fullmatch(text)
        if not match:
            part.append((text, line))
            continue
        yield from make_tab(label, part, number, indent) if label else part
        label, number, part = match["label"].strip(), line, []


def write_code_group(body: Sequence[Line], indent: str) -> Iterator[Line]:
    """Yield each code block of a group that has a label as a tab."""
    label, number, part = "", 0, list[Line]()
    is_code = [*find_code([text for text, _ in body]), False]
    for index, (text, line) in enumerate(body):
        opening = CODE_LABEL.fullmatch(text) if is_code[index] and not (index and is_code[index - 1]) else None
        if opening:
            yield from make_tab(label, part, number, indent) if label else part
            label, number = opening["label"], line
            part = [(f"{opening['fence'].rstrip()}{opening['rest']}", line)]
        else:
            part.append((text, line))
    yield from make_tab(label, part, number, indent) if label else part
