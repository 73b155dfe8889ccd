"""YAML as text and lines: no value becomes a date, a number or an object, and no alias multiplies anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml


class BadYaml(Exception):
    """Not valid YAML, or more than front matter may be; `line` counts from 1 within the YAML."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the mapping: its value as str, list, dict or None, and the line (from 1) on which that starts."""

    key: str
    value: Any
    line: int


def entries(text: str) -> tuple[Entry, ...] | None:
    """The entries of a YAML mapping in order; none for blank text, None for YAML that is something else.

    Raises BadYaml.
    """
    try:
        refuse_aliases(text)
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(error.problem or "it cannot be parsed", mark.line + 1 if mark else 1) from None
    except yaml.reader.ReaderError as error:
        raise BadYaml("it has a character that is not allowed", text.count("\n", 0, error.position) + 1) from None
    except RecursionError:
        raise BadYaml("it is nested too deeply", 1) from None
    if not isinstance(node, yaml.MappingNode):
        return None if text.strip() else ()
    return tuple(Entry(str(plain(key)), plain(value), key.start_mark.line + 1) for key, value in node.value)


def refuse_aliases(text: str) -> None:
    """A few lines of aliases (`*name`) can stand for gigabytes."""
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            raise BadYaml("aliases (*name) are not allowed", mark.line + 1 if mark else 1)


def plain(node: yaml.Node) -> Any:
    """A node as str, list or dict of such; None for nothing, `~` and `null`."""
    if isinstance(node, yaml.SequenceNode):
        return [row for row in map(plain, node.value) if row is not None]
    if isinstance(node, yaml.MappingNode):
        return {str(plain(key)): plain(value) for key, value in node.value}
    bare = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if bare and node.value in {"", "~", "null"} else str(node.value)
