"""Parse YAML as text and lines: no value becomes a date, a number or an object, and aliases are refused."""

from __future__ import annotations

import yaml

from notedeck.messages import Message
from notedeck.source.entries import Entry, EntryValue, InvalidEntries

MAX_DEPTH = 20  # levels of lists and mappings


def parse_mapping(text: str) -> tuple[Entry, ...] | None:
    """Return the entries of a YAML mapping in order; none for blank text, None for YAML that is not a mapping.

    Raises InvalidEntries.
    """
    try:
        refuse_bombs(text)
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        message = ", ".join(filter(None, (error.context, error.problem)))
        raise InvalidEntries(Message("{text}", text=message), find_error_line(error, text.count("\n"))) from None
    except yaml.reader.ReaderError as error:
        raise InvalidEntries(
            Message("it has a character that is not allowed"), text.count("\n", 0, error.position) + 1
        ) from None
    if not isinstance(node, yaml.MappingNode):
        return None if text.strip() else ()
    return tuple(make_entry(key, value, text) for key, value in node.value)


def make_entry(key: yaml.Node, value: yaml.Node, text: str) -> Entry:
    """Return the entry of a key and a value of `text`."""
    first_line, *more_lines = text[value.start_mark.index : value.end_mark.index].strip().split("\n")
    written = f"{first_line} …" if more_lines else first_line
    return Entry(str(plain_value(key)), plain_value(value), key.start_mark.line + 1, written)


def find_error_line(error: yaml.MarkedYAMLError, last_line: int) -> int:
    """Return the line of an error; for something missing at the end of the text, the line where it began."""
    marks = [mark.line + 1 for mark in (error.problem_mark, error.context_mark) if mark]
    return next((line for line in marks if line <= last_line), last_line)


def refuse_bombs(text: str) -> None:
    """Raise InvalidEntries before the parser is in trouble.

    A few lines of aliases (`*name`) can stand for gigabytes, and deep nesting takes quadratic time.
    """
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise InvalidEntries(Message("aliases (*name) are not allowed"), line)
        if depth > MAX_DEPTH:
            raise InvalidEntries(Message("it is nested too deeply"), line)


def plain_value(node: yaml.Node) -> EntryValue:
    """Return a node as str, list or dict of such; None for nothing, `~` and `null`."""
    if isinstance(node, yaml.SequenceNode):
        return [value for value in map(plain_value, node.value) if value is not None]
    if isinstance(node, yaml.MappingNode):
        return {str(plain_value(key)): plain_value(value) for key, value in node.value}
    is_bare = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if is_bare and node.value in {"", "~", "null"} else str(node.value)
