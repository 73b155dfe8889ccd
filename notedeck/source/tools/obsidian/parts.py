"""The parts of a note that another note can embed: all of it, the section of a heading, a block with an id."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from notedeck.model import Value
from notedeck.source.page import Page, find_code
from notedeck.source.tools.obsidian.block_ids import find_block_id
from notedeck.source.tools.obsidian.comments import remove_comments
from notedeck.source.tools.obsidian.head import drop_head
from notedeck.source.tools.obsidian.queries import drop_queries

HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})(?:[ \t]++(?P<text>.*))?$")
LIST_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]")
NOT_IN_LINKS = re.compile(r"[#^\[\]|:*_`=~\\]")
MAX_BLOCK_LINES = 2_000  # above the id of a block
DEFINITION = re.compile(r" {0,3}\[\^(?P<label>[^\[\]\s]{1,200})\]:")


class Heading(Value, frozen=True):
    """A heading: its text as links name it, its level, and the lines of its section, from 0; the last excluded."""

    name: str
    level: int
    number: int
    end: int


class Note(Value, frozen=True):
    """A note as Obsidian shows it, but with its block ids.

    `is_code` says which lines are in code. `places` are the numbers of the headings by their names, `blocks` those of
    the lines with block ids, by the ids in lower case, `definitions` the lines of footnotes by their labels.
    """

    lines: tuple[str, ...]
    is_code: tuple[bool, ...]
    headings: tuple[Heading, ...]
    places: Mapping[str, list[int]]
    blocks: Mapping[str, int]
    definitions: Mapping[str, tuple[str, ...]]

    def find_part(self, part: str) -> tuple[str, ...] | None:
        """Return the lines that an embed means: of all for "", of a section for `#a#b`, of a block for `#^id`.

        None means that there is no such part.
        """
        if not part:
            return trim_lines(self.lines)
        if "^" in part:
            return self.find_block(part.rpartition("^")[2].strip().lower())
        return self.find_section([fold_heading(name) for name in part.split("#") if name.strip()])

    def find_section(self, names: Sequence[str]) -> tuple[str, ...] | None:
        """Return the lines of a section, from its heading to the next of the same or a higher level."""
        if not names:
            return None
        place, last = -1, len(self.lines)
        for name in names:
            places = self.places.get(name, [])
            nth = bisect_right(places, place)
            if nth == len(places) or self.headings[places[nth]].number >= last:
                return None
            place = places[nth]
            last = self.headings[place].end
        return trim_lines(self.lines[self.headings[place].number : last])

    def find_block(self, name: str) -> tuple[str, ...] | None:
        """Return the lines of the block with an id, without the id."""
        number = self.blocks.get(name)
        if number is None:
            return None
        match = find_block_id(self.lines[number])
        text = self.lines[number][: match.start()].rstrip() if match else self.lines[number]
        if not text.strip(" \t>"):  # the id has a line of its own, below the block
            end = number
            while end and not self.lines[end - 1].strip():
                end -= 1
            return trim_lines(self.lines[self.find_start(end - 1) : end]) if end else ()
        if HEADING.match(text):
            place = bisect_left(self.headings, number, key=lambda heading: heading.number)
            return trim_lines((text, *self.lines[number + 1 : self.headings[place].end]))
        if item := LIST_ITEM.match(text):
            return self.find_item(number, text, len(item["indent"].expandtabs(4)))
        return trim_lines((*self.lines[self.find_start(number) : number], text))

    def find_start(self, number: int) -> int:
        """Return the first line of the block that a line is in: below a blank line, a heading, or another block."""
        lowest = max(0, number - MAX_BLOCK_LINES)
        while number > lowest:
            above, line = self.lines[number - 1], self.lines[number]
            if self.is_code[number - 1] and self.is_code[number]:
                number -= 1
            elif not above.strip() or HEADING.match(above) or self.is_code[number - 1] or LIST_ITEM.match(line):
                break
            else:
                number -= 1
        return number

    def find_item(self, number: int, text: str, indent: int) -> tuple[str, ...]:
        """Return the lines of a list item and of all below it, without the indentation of the item."""
        end = number + 1
        while end < len(self.lines) and (not self.lines[end].strip() or count_indent_columns(self.lines[end]) > indent):
            end += 1
        lines = (text, *self.lines[number + 1 : end])
        return trim_lines(tuple(line.expandtabs(4)[indent:] if line[:1] in " \t" else line for line in lines))


def create_note(page: Page) -> Note:
    """Return a note of the vault, from its text without front matter."""
    page = drop_queries(drop_head(remove_comments(page)))
    is_code = find_code(page.lines)
    definitions = dict(split_off_definitions(page.lines, is_code))
    own = {number for numbers in definitions.values() for number in numbers}
    rest = [
        (line, code) for number, (line, code) in enumerate(zip(page.lines, is_code, strict=True)) if number not in own
    ]
    lines, codes = tuple(line for line, _ in rest), tuple(code for _, code in rest)
    headings = tuple(list_headings(lines, codes))
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(heading.name, []).append(place)
    ids = ((number, find_block_id(line)) for number, line in enumerate(lines))
    return Note(
        lines,
        codes,
        headings,
        places,
        {match["name"].lower(): number for number, match in ids if match},
        {label: tuple(page.lines[number] for number in numbers) for label, numbers in definitions.items()},
    )


def list_headings(lines: Sequence[str], is_code: Sequence[bool]) -> list[Heading]:
    """Return the headings of a note, those with `#` signs."""
    headings: list[Heading] = []
    ends = [len(lines)] * 7  # where a section of each level would end
    for number in range(len(lines) - 1, -1, -1):
        match = None if is_code[number] else HEADING.match(lines[number])
        if match:
            level = len(match["signs"])
            name = fold_heading((match["text"] or "").rstrip("# \t"))
            headings.append(Heading(name, level, number, ends[level]))
            ends[level:] = [number] * (7 - level)
    return headings[::-1]


def split_off_definitions(lines: Sequence[str], is_code: Sequence[bool]) -> list[tuple[str, list[int]]]:
    """Return the labels of footnotes with the numbers of their lines, the indented ones below included."""
    definitions: list[tuple[str, list[int]]] = []
    is_inside = False
    for number, line in enumerate(lines):
        match = None if is_code[number] else DEFINITION.match(line)
        if match:
            definitions.append((match["label"], []))
        is_inside = match is not None or (is_inside and (line[:1] in " \t" or bool(lines[number - 1].strip())))
        is_inside = is_inside and bool(line.strip())
        if is_inside:
            definitions[-1][1].append(number)
    return definitions


def fold_heading(text: str) -> str:
    """Return the text of a heading for comparing, without what a link cannot contain."""
    match = find_block_id(text)
    plain = text[: match.start()] if match else text
    return " ".join(unicodedata.normalize("NFC", NOT_IN_LINKS.sub(" ", plain)).casefold().split())


def count_indent_columns(line: str) -> int:
    """Return by how many columns a line is indented."""
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))


def trim_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines without the blank ones at both ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return lines[first:last]
