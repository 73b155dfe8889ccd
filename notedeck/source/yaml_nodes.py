"""YAML as text and lines: no value becomes a date, a number or an object, and no alias multiplies anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

DEEPEST = 20  # levels of lists and mappings


class BadYaml(Exception):
    """Not valid YAML, or more than front matter may be; `line` counts from 1 within the YAML."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the mapping, on `line` (from 1): its value as str, list, dict or None, and as it is `written`."""

    key: str
    value: Any
    line: int
    written: str


def entries(text: str) -> tuple[Entry, ...] | None:
    """The entries of a YAML mapping in order; none for blank text, None for YAML that is something else.

    Raises BadYaml.
    """
    try:
        refuse_bombs(text)
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        message = ", ".join(filter(None, (error.context, error.problem)))
        raise BadYaml(message, line_of(error, text.count("\n"))) from None
    except yaml.reader.ReaderError as error:
        raise BadYaml("it has a character that is not allowed", text.count("\n", 0, error.position) + 1) from None
    if not isinstance(node, yaml.MappingNode):
        return None if text.strip() else ()
    return tuple(entry(key, value, text) for key, value in node.value)


def entry(key: yaml.Node, value: yaml.Node, text: str) -> Entry:
    """The entry of two nodes of `text`."""
    first, *more = text[value.start_mark.index : value.end_mark.index].strip().split("\n")
    return Entry(str(plain(key)), plain(value), key.start_mark.line + 1, first + " …" * bool(more))


def line_of(error: yaml.MarkedYAMLError, last: int) -> int:
    """The line of an error; what is missing at the end of the text is missed where it began."""
    marks = [mark.line + 1 for mark in (error.problem_mark, error.context_mark) if mark]
    return next((line for line in marks if line <= last), last)


def refuse_bombs(text: str) -> None:
    """Stops before the parser is in trouble: aliases multiply, and deep nesting takes it quadratic time.

    A few lines of aliases (`*name`) can stand for gigabytes.
    """
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise BadYaml("aliases (*name) are not allowed", line)
        if depth > DEEPEST:
            raise BadYaml("it is nested too deeply", line)


def plain(node: yaml.Node) -> Any:
    """A node as str, list or dict of such; None for nothing, `~` and `null`."""
    if isinstance(node, yaml.SequenceNode):
        return [row for row in map(plain, node.value) if row is not None]
    if isinstance(node, yaml.MappingNode):
        return {str(plain(key)): plain(value) for key, value in node.value}
    bare = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if bare and node.value in {"", "~", "null"} else str(node.value)
