"""Lines of a note in its source, for what its HTML does not show: the numbers of a list as they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from notedeck.model import Source
from notedeck.util.tree import Element, line_of

WRITTEN_NUMBER = re.compile(r"[\s>*+-]*(?P<number>\d{1,9})[.)]")


def index_lines(source: Source) -> dict[int, str]:
    """Return the lines of a note by their numbers in the file; of several with one number, the first."""
    lines = source.text.split("\n")
    numbers = source.line_numbers or range(source.first_line, source.first_line + len(lines))
    return dict(zip(reversed(numbers), reversed(lines), strict=True))


def list_written_numbers(element: Element, lines: Mapping[int, str]) -> list[int]:
    """Return the numbers of the items of an ordered list as their author wrote them; HTML counts one by one."""
    start = element.get("start", "1")
    first = int(start) if start.isdecimal() else 1
    numbers: list[int] = []
    for counted, item in enumerate(element.iterchildren("li"), start=first):
        match = WRITTEN_NUMBER.match(lines.get(line_of(item), ""))
        numbers.append(int(match["number"]) if match else counted)
    # Many write `1.` before each item and leave the count to the program.
    return numbers if len({*numbers}) > 1 else [*range(first, first + len(numbers))]
