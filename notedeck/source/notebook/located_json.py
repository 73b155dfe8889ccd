"""Parse JSON, and tell on which line of the file each of its strings stands.

`json` gives no places. So each string of a valid document gets the number of its line in front (`"12:text"`) before
it is parsed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any, TypeAlias

from notedeck.source.decode import normalize_text

Lines: TypeAlias = "list[tuple[str, int]]"  # each line of a text with its line in the file, from 1

STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
SURROGATE = re.compile(r"[\ud800-\udfff]")  # half of a character, which "\ud800" is


def parse_located(text: str) -> Any:
    """Return the value of a JSON document: each string as `line:text`, each number as such a string with line 0.

    Raises JSONDecodeError for a text that is not JSON, and RecursionError for one that is nested too deeply.
    """
    json.loads(text, parse_int=locate_number, parse_float=locate_number)
    line, position = 1, 0

    def add_line(match: re.Match[str]) -> str:
        nonlocal line, position
        line += text.count("\n", position, match.start())
        position = match.start()
        return f'"{line}:{match[0][1:]}'

    marked = STRING.sub(add_line, text)
    return json.loads(marked, parse_int=locate_number, parse_float=locate_number, object_pairs_hook=read_object)


def locate_number(digits: str) -> str:
    """Return a number as text: one with thousands of digits takes quadratic time to read."""
    return f"0:{digits}"


def read_object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose keys are texts without their lines."""
    return {key.partition(":")[2]: value for key, value in pairs}


def get_object(value: Any, key: str) -> dict[str, Any]:
    """Return the object below a key, an empty one if there is none."""
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def get_objects(value: Any, key: str) -> list[dict[str, Any]]:
    """Return the objects in the list below a key."""
    inner = value.get(key) if isinstance(value, dict) else None
    return [item for item in inner if isinstance(item, dict)] if isinstance(inner, list) else []


def get_texts(value: Any, key: str) -> list[str]:
    """Return the strings in the list below a key."""
    inner = value.get(key) if isinstance(value, dict) else None
    return [read_text(item) for item in inner if isinstance(item, str)] if isinstance(inner, list) else []


def read_text(value: Any) -> str:
    """Return the text of a string, or of a list of strings that are its lines; "" for anything else."""
    return "".join(text for text, _ in read_parts(value))


def read_lines(value: Any) -> Lines:
    """Return the lines of a string, or of a list of strings that are its lines; without blank ones at the end."""
    parts = [(normalize_text(text), number) for text, number in read_parts(value) if number]
    ends = list(accumulate(len(text) for text, _ in parts))
    lines: Lines = []
    start = 0
    for line in "".join(text for text, _ in parts).split("\n"):
        index = min(bisect_right(ends, start), len(parts) - 1)
        lines.append((line, parts[index][1] if parts else 0))
        start += len(line) + 1
    while lines and not lines[-1][0].strip():
        lines.pop()
    return lines


def read_parts(value: Any) -> Lines:
    """Return each string of a value with its line."""
    parts = (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str))
    return [(SURROGATE.sub("\ufffd", text), int(number)) for number, _, text in (part.partition(":") for part in parts)]
