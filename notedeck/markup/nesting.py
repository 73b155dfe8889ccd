"""Limits of how tags nest, before and after sanitising: HTML readers recurse, and some need quadratic time.

Only hostile notes reach them; ordinary lists nest about 20 levels. What the dropped tags contain stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

MAX_NESTED_TAGS = 100
MAX_OPEN_TAGS = 200  # before sanitising, where some are never closed
# A browser opens `<b>` again in each block after it until `</b>`: without a limit, a page of thousands of both has
# millions of elements.
MAX_REOPENED_TAGS = 4_000
VOID_TAGS = frozenset({"br", "col", "hr", "img", "source"})
FORMATTING_TAGS = frozenset({"b", "big", "code", "em", "i", "s", "small", "strike", "strong", "tt", "u"})
INNER_TAGS = frozenset({"span"})  # highlighted code has thousands; none of them closes formatting
CELLS = frozenset({"td", "th"})
# A browser closes these by itself. `<a>` closes the `<a>` before it.
CLOSED_BY_OTHERS = frozenset({"a", "p", "li", "dd", "dt", "tr", "thead", "tbody", "tfoot", "colgroup", "rt", *CELLS})
CLEAN_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
# What of a tag in clean HTML changes the depth: its slash, and a name only if it is void.
DEPTH_MARK = re.compile(rf"<(/?(?:(?:{'|'.join(sorted(VOID_TAGS))})(?![a-z0-9])|(?=[a-z])))[^>]*>")
DEPTH_CHANGES = {"": 1, "/": -1, **{slash + name: 0 for name in VOID_TAGS for slash in ("", "/")}}
AUTHORS_TAG = re.compile(r"""<(/?[A-Za-z][A-Za-z0-9]*+)(?=[\s/>])(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>""")


def limit_nesting(html: str) -> str:
    """Return sanitised HTML without the tags below `MAX_NESTED_TAGS` levels."""
    if measure_depth(html) <= MAX_NESTED_TAGS:
        return html
    pieces: list[str] = []
    depth = position = 0
    for match in CLEAN_TAG.finditer(html):
        if match[2] in VOID_TAGS:
            continue
        depth -= bool(match[1])
        if depth >= MAX_NESTED_TAGS:
            pieces.append(html[position : match.start()])
            position = match.end()
        depth += not match[1]
    return "".join(pieces) + html[position:]


def measure_depth(html: str) -> int:
    """Return how many levels of tags sanitised HTML has."""
    changes = map(DEPTH_CHANGES.__getitem__, DEPTH_MARK.findall(html))
    return max(accumulate(changes), default=0)


def find_tags(html: str) -> list[str]:
    """Return the tags of HTML before sanitising, each by its name as written, with its slash."""
    return AUTHORS_TAG.findall(html)


def limit_open_tags(html: str, tags: Sequence[str]) -> str:
    """Return HTML before sanitising without the tags that open while `MAX_OPEN_TAGS` are open.

    `tags` are those that `find_tags` returns for it.
    """
    if not may_break_limits(tags):
        return html
    pieces: list[str] = []
    position = 0
    open_tags = OpenTags()
    for match in AUTHORS_TAG.finditer(html):
        name = match[1].lower()
        replacement = open_tags.read_tag(name.removeprefix("/"), is_end=name[0] == "/")
        if replacement is not None:
            pieces += (html[position : match.start()], replacement)
            position = match.end() if not replacement else match.start()
    return "".join(pieces) + html[position:]


def may_break_limits(tags: Sequence[str]) -> bool:
    """Return whether `OpenTags` may find too many: a quick count in which only its own end closes a tag.

    In `OpenTags` the next cell does too, and void tags reopen nothing, so it never counts more than this.
    """
    names = {tag: tag.lower().removeprefix("/") for tag in set(tags)}
    counts = {name: 0 for name in names.values() if name not in CLOSED_BY_OTHERS and name not in VOID_TAGS}
    open_count = formatting_count = reopened_count = 0
    for tag in tags:
        name = names[tag]
        is_formatting = name in FORMATTING_TAGS
        if not is_formatting and name not in INNER_TAGS:
            reopened_count += formatting_count
        if name not in counts or (tag[0] == "/" and not counts[name]):
            continue
        change = -1 if tag[0] == "/" else 1
        counts[name] += change
        open_count += change
        formatting_count += change * is_formatting
        if open_count > MAX_OPEN_TAGS:
            return True
    return reopened_count > MAX_REOPENED_TAGS


@dataclass(slots=True)
class OpenTags:
    """The tags that are open while HTML is read from left to right."""

    names: list[str] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)  # name -> how many dropped tags are open
    cell_starts: list[int] = field(default_factory=list)  # how many tags were open at the cell of each open table
    formatting_count: int = 0
    reopened_count: int = 0

    def read_tag(self, name: str, *, is_end: bool) -> str | None:
        """Return what stands in the place of a tag, "" for nothing; None if it stays.

        A text that is not empty stands before the tag.
        """
        if name in CELLS and self.cell_starts:
            self.start_cell()
        if name not in FORMATTING_TAGS and name not in VOID_TAGS and name not in INNER_TAGS:
            self.reopened_count += self.formatting_count
        if name in CLOSED_BY_OTHERS or name in VOID_TAGS:
            return self.close_formatting() if self.reopened_count > MAX_REOPENED_TAGS else None
        return self.close_tag(name) if is_end else self.open_tag(name)

    def open_tag(self, name: str) -> str | None:
        """Count an opening tag."""
        is_reopened_too_often = name in FORMATTING_TAGS and self.reopened_count > MAX_REOPENED_TAGS
        if len(self.names) >= MAX_OPEN_TAGS or is_reopened_too_often:
            self.dropped[name] = self.dropped.get(name, 0) + 1
            return ""
        self.names.append(name)
        self.formatting_count += name in FORMATTING_TAGS
        if name == "table":
            self.cell_starts.append(len(self.names))
        return None

    def close_tag(self, name: str) -> str | None:
        """Count a closing tag."""
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return ""
        if name == "table" and self.cell_starts:
            self.cut(self.cell_starts.pop())
        if name in self.names:
            del self.names[len(self.names) - 1 - self.names[::-1].index(name)]
            self.formatting_count -= name in FORMATTING_TAGS
        return None

    def start_cell(self) -> None:
        """Forget what is open in the cell before: it ends there."""
        self.cut(self.cell_starts[-1])

    def cut(self, count: int) -> None:
        """Forget all open tags but the first `count`."""
        del self.names[count:]
        self.formatting_count = sum(name in FORMATTING_TAGS for name in self.names)

    def close_formatting(self) -> str | None:
        """Return the closing tags of all open formatting, and forget it; None if none is open."""
        names = [name for name in self.names if name in FORMATTING_TAGS]
        self.names = [name for name in self.names if name not in FORMATTING_TAGS]
        self.cell_starts = [min(start, len(self.names)) for start in self.cell_starts]
        self.formatting_count = 0
        return "".join(f"</{name}>" for name in reversed(names)) or None
