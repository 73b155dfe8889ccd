"""Front matter: the YAML between `---` lines at the very start of a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from notedeck.config import parsers
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Directive, FrontMatter, Place, Split, Value
from notedeck.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from notedeck.source.yaml_nodes import Entry, InvalidYaml

BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
MAX_CHARACTERS = 16_384  # a rule at the start and another one far below enclose text, not settings
# What a block that is not YAML shows: whether it begins with a key, and which of its lines may be front matter.
KEY = r"[\"']?\w[\w .-]{0,40}[\"']?[ \t]*:(?:[ \t]|$)"
FIRST_KEY = re.compile(rf"(?:[ \t]*(?:#.*)?\n)*{KEY}", re.MULTILINE)
YAML_LINE = re.compile(rf"[ \t]|#|$|-(?:[ \t]|$)|{KEY}")
OPT_OUT = re.compile(r"^notedeck[ \t]*:[ \t]*[\"']?(?:false|no|off)\b", re.IGNORECASE | re.MULTILINE)
DIRECTIVE = re.compile(r"[ \t]*#[ \t]*notedeck[ \t]*:[ \t]*(?P<what>\S.*)", re.IGNORECASE)
# Two rules around a question and its answer are valid YAML too.
QUESTION_KEYS = {"q", "a", "question", "answer", "질문", "답", "답변", "정답", "문", "문제"}
QUOTE_HINT = 'Put a text that has ": ", "#", a bracket or a quotation mark in quotes, as in title: "AWS: EC2".'
BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class NoteText(Value, frozen=True):
    """A note's text after its front matter, and the values of that.

    `first_line` is the line of the file (from 1) on which `text` starts. `is_included` is false for `notedeck: false`.
    """

    text: str
    first_line: int = 1
    values: FrontMatter = FrontMatter()
    is_included: bool = True
    problems: tuple[Problem, ...] = ()


def split_front_matter(text: str, path: str, styles: tuple[str, ...] = (DEFAULT_STYLE,)) -> NoteText:
    r"""Separate the front matter from a note whose newlines are "\n".

    `path` is for the places of problems, `styles` are the allowed style names. A block that is not a mapping is text.
    So is a block that is not valid YAML, if any of its lines may be prose: nothing that a person wrote for the cards is
    lost.
    """
    block = BLOCK.match(text)
    if block is None or len(block["yaml"]) > MAX_CHARACTERS:
        return NoteText(text)
    from notedeck.source.yaml_nodes import InvalidYaml, parse_mapping

    rest = NoteText(text[block.end() :], block[0].count("\n") + 1)
    try:
        entries = parse_mapping(block["yaml"])
    except InvalidYaml as error:
        return keep_invalid_block(text, block["yaml"], rest, error, path)
    if entries is None or any(entry.key.lower() in QUESTION_KEYS for entry in entries):
        return NoteText(text)
    values, problems = parse_values(entries, path, styles)
    is_included = values.pop("notedeck", True)
    matter = FrontMatter(**values, directives=find_directives(block["yaml"]))
    return rest.replace(values=matter, is_included=is_included, problems=problems)


def find_directives(yaml: str) -> tuple[Directive, ...]:
    """Return the directives in comments such as `# notedeck: ignore`, with their lines in the file."""
    matches = ((DIRECTIVE.fullmatch(line), number) for number, line in enumerate(yaml.split("\n"), 2))
    return tuple(Directive("".join(match["what"].split()), number) for match, number in matches if match)


def keep_invalid_block(text: str, yaml: str, rest: NoteText, error: InvalidYaml, path: str) -> NoteText:
    """Return a note whose block is not YAML: with the block as text where that may be prose, else without it."""
    if not FIRST_KEY.match(yaml):
        return NoteText(text)
    place = Place(path, error.line + 1)
    problem = Problem(ProblemCode.FRONT_MATTER, place, f"the front matter is not valid YAML: {error}", QUOTE_HINT)
    body = rest if all(YAML_LINE.match(line) for line in yaml.splitlines()) else NoteText(text)
    return body.replace(is_included=not OPT_OUT.search(yaml), problems=(problem,))


def value_parsers(styles: tuple[str, ...]) -> Mapping[str, Callable[[Any], Any]]:
    """Return the parser of each key of front matter that notedeck reads; `styles` are the allowed style names."""
    return {
        "title": parsers.parse_line,
        "tags": parsers.parse_tags,
        "deck": parsers.parse_line,
        "notedeck": parse_boolean,
        "split": parsers.choice_parser(Split),
        "style": partial(parsers.parse_name, allowed=styles),
        "lead_lines": parse_boolean,
        "translate": parse_boolean,
        "skip_headings": parsers.parse_lines,
    }


def parse_values(
    entries: tuple[Entry, ...], path: str, styles: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the values of the known keys, and a problem for each value that is not allowed.

    Other keys are ignored: notes carry those of Jekyll, Hugo, Obsidian and others.
    """
    known = value_parsers(styles)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in entries:
        key, place = entry.key.lower(), Place(path, entry.line + 1)
        if key not in known or entry.value is None:
            continue
        if key in values:
            message, hint = f'"{key}" is set a second time', "Keep one of the two; this one counts."
            problems.append(Problem(ProblemCode.FRONT_MATTER_VALUE, place, message, hint))
        try:
            values[key] = known[key](entry.value)
        except ValueError as error:
            code = ProblemCode.STYLE_UNKNOWN if key == "style" else ProblemCode.FRONT_MATTER_VALUE
            problems.append(Problem(code, place, f'"{key}" is {entry.written}', f"Allowed: {error}."))
    return values, tuple(problems)


def parse_boolean(value: Any) -> bool:
    """Return the value of one of YAML's words for yes and no."""
    return parsers.parse_flag(BOOLEANS.get(value.lower(), value) if isinstance(value, str) else value)
