"""Front matter: the YAML between `---` lines at the very start of a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from notedeck.config.settings import DEFAULT_STYLE
from notedeck.model import Directive, FrontMatter, Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.values import parse_values
from notedeck.source.yaml_nodes import BadYaml, Entry, entries

BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LONGEST = 16_384  # characters; a rule at the start and another one far below enclose text, not settings
# What can be told without YAML, for a block that is none: whether it begins with a key, and which lines may be its.
KEY = r"[\"']?\w[\w .-]{0,40}[\"']?[ \t]*:(?:[ \t]|$)"
FIRST = re.compile(rf"(?:[ \t]*(?:#.*)?\n)*{KEY}", re.MULTILINE)
LINE = re.compile(rf"[ \t]|#|$|-(?:[ \t]|$)|{KEY}")
LEAVE_OUT = re.compile(r"^notedeck[ \t]*:[ \t]*[\"']?(?:false|no|off)\b", re.IGNORECASE | re.MULTILINE)
COMMENT = re.compile(r"[ \t]*#[ \t]*notedeck[ \t]*:[ \t]*(?P<what>\S.*)", re.IGNORECASE)
# Two rules around a question and its answer make valid YAML too.
CARD = {"q", "a", "question", "answer", "질문", "답", "답변", "정답", "문", "문제"}
QUOTE = 'Put a text that has ": ", "#", a bracket or a quotation mark between quotes, as in title: "AWS: EC2".'


@dataclass(frozen=True, slots=True)
class Head:
    """A note's text after its front matter, and what that said. `wanted` is false for `notedeck: false`."""

    text: str
    first_line: int = 1
    values: FrontMatter = field(default_factory=FrontMatter)
    wanted: bool = True
    problems: tuple[Problem, ...] = ()


def read(text: str, path: str, styles: tuple[str, ...] = (DEFAULT_STYLE,)) -> Head:
    """Takes the front matter off a note whose newlines are "\\n"; `path` is for the problems' places.

    What is no mapping between two rules is ordinary text. So is a block that is no valid YAML, if any of its lines
    may be prose: nothing a person wrote for the cards gets lost.
    """
    block = BLOCK.match(text)
    if block is None or len(block["yaml"]) > LONGEST:
        return Head(text)
    rest = Head(text[block.end() :], block[0].count("\n") + 1)
    try:
        found = entries(block["yaml"])
    except BadYaml as error:
        return broken(text, block["yaml"], rest, error, path)
    if found is None or any(entry.key.lower() in CARD for entry in found):
        return Head(text)
    return told(rest, found, wishes(block["yaml"]), path, styles)


def told(
    rest: Head, found: tuple[Entry, ...], directives: tuple[Directive, ...], path: str, styles: tuple[str, ...]
) -> Head:
    """The note with what its front matter says."""
    values, problems = parse_values(found, path, styles)
    wanted = values.pop("notedeck", True)
    return replace(rest, values=FrontMatter(**values, directives=directives), wanted=wanted, problems=problems)


def wishes(yaml: str) -> tuple[Directive, ...]:
    """What comments such as `# notedeck: ignore` ask for, with their lines in the file."""
    found = ((COMMENT.fullmatch(line), at) for at, line in enumerate(yaml.split("\n"), 2))
    return tuple(Directive("".join(comment["what"].split()), at) for comment, at in found if comment)


def broken(text: str, yaml: str, rest: Head, error: BadYaml, path: str) -> Head:
    """The note without what its front matter says; a wish to be left out is heard all the same."""
    if not FIRST.match(yaml):
        return Head(text)
    problem = Problem(
        ProblemCode.FRONT_MATTER, Place(path, error.line + 1), f"the front matter is no YAML: {error}", QUOTE
    )
    body = rest if all(LINE.match(line) for line in yaml.splitlines()) else Head(text)
    return replace(body, wanted=not LEAVE_OUT.search(yaml), problems=(problem,))
