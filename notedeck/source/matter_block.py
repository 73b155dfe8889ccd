"""Where front matter is in a note, and its entries: YAML between `---`, TOML between `+++`, or a JSON object."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.model import Value
from notedeck.source.entries import Entry, InvalidEntries
from notedeck.source.matter_lines import Parser, parse_parts

MAX_CHARACTERS = 16_384  # a rule at the start and another one far below enclose text, not settings
YAML = re.compile(r"\A---[ \t]*\n(?P<text>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<text>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
JSON = re.compile(r"\A(?P<text>\{[ \t]*\n.*?^\}[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
YAML_KEY = re.compile(r"[\"']?(?P<key>\w[\w .-]{0,40})[\"']?[ \t]*:(?:[ \t]+(?P<value>.*)|(?![^\n]))")
TOML_KEY = re.compile(r"[\"']?(?P<key>\w[\w-]{0,40})[\"']?[ \t]*=(?P<value>.*)")
# What a block that is not valid shows: whether it begins with a key, and which of its lines may be front matter.
SKIPPED_LINES = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ \t]*")
YAML_LINE = re.compile(rf"[ \t]|#|$|-(?:[ \t]|$)|{YAML_KEY.pattern}")
TOML_LINE = re.compile(rf"[ \t]|#|$|[\]\[}}]|{TOML_KEY.pattern}")
# Keys that every program gives a meaning: two of them are no prose between two rules.
USUAL_KEYS = frozenset(
    """
    author authors categories category comments created date deck description draft excerpt image img keywords lastmod
    layout math mermaid notedeck permalink published sidebar_label sidebar_position slug subtitle tag tags title toc
    type updated weight
    """.split()  # noqa: SIM905
)
MIN_USUAL_KEYS = 2


class MatterFormat(Value, frozen=True):
    """A format of front matter: how its block, its keys and its lines look, and its first line below the note's."""

    name: str
    block: re.Pattern[str]
    key: re.Pattern[str]
    line: re.Pattern[str]
    lines_above: int = 1


class MatterBlock(Value, frozen=True):
    """The front matter of a note: its `text`, and the index in the note at which it ends."""

    format: MatterFormat
    text: str
    end: int

    def find_line(self, line: int) -> int:
        """Return the line of the file of a line of the block, both from 1."""
        return line + self.format.lines_above


class MatterEntries(Value, frozen=True):
    """What was read of a block; `is_prose` if it may be text that a person wrote for the cards."""

    entries: tuple[Entry, ...] = ()
    errors: tuple[InvalidEntries, ...] = ()
    is_prose: bool = False


FORMATS = {
    "-": MatterFormat("YAML", YAML, YAML_KEY, YAML_LINE),
    "+": MatterFormat("TOML", TOML, TOML_KEY, TOML_LINE),
    "{": MatterFormat("JSON", JSON, YAML_KEY, YAML_LINE, 0),
}


def find_block(text: str) -> MatterBlock | None:
    """Return the block at the very start of a note that may be front matter."""
    kind = FORMATS.get(text[:1])
    match = kind.block.match(text) if kind else None
    if kind is None or match is None or len(match["text"]) > MAX_CHARACTERS:
        return None
    return MatterBlock(kind, match["text"], match.end())


def read_entries(block: MatterBlock) -> MatterEntries:
    """Return the entries of a block; of one that is not valid, those of the keys that are."""
    parse = choose_parser(block.format)
    try:
        entries = parse(block.text)
    except InvalidEntries as error:
        return read_invalid(block, error, parse)
    is_prose = entries is None or (block.format.name == "JSON" and not has_usual_keys(entries))
    return MatterEntries(entries or (), is_prose=is_prose)


def choose_parser(kind: MatterFormat) -> Parser:
    """Return what parses a format."""
    if kind.name == "TOML":
        from notedeck.source.toml_nodes import parse_table

        return parse_table
    from notedeck.source.yaml_nodes import parse_mapping

    if kind.name == "YAML":
        return parse_mapping
    return lambda text: parse_mapping(text.replace("\t", " "))  # JSON is YAML, apart from tabs


def read_invalid(block: MatterBlock, error: InvalidEntries, parse: Parser) -> MatterEntries:
    """Return what can be read of a block that is not valid, key by key; prose if it may be that."""
    kind = block.format
    start = SKIPPED_LINES.match(block.text)
    if kind.name == "JSON" or not kind.key.match(block.text, start.end() if start else 0):
        return MatterEntries(is_prose=True)
    entries, errors = parse_parts(block.text, kind.key, parse)
    is_prose = not all(map(kind.line.match, block.text.splitlines())) and not has_usual_keys(entries)
    return MatterEntries(entries, tuple(errors or [error]), is_prose)


def has_usual_keys(entries: Iterable[Entry]) -> bool:
    """Return whether there are keys that front matter usually has."""
    return len({entry.key.lower() for entry in entries} & USUAL_KEYS) >= MIN_USUAL_KEYS
