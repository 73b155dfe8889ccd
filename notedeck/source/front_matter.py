"""Front matter: the settings at the very start of a note, in YAML, TOML or JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from notedeck.config import parsers
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.messages import Message
from notedeck.model import Directive, FrontMatter, Place, Split, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.source.matter_block import MatterBlock, find_block, read_entries

if TYPE_CHECKING:
    from notedeck.source.entries import Entry, InvalidEntries

OPT_OUT = re.compile(r"^notedeck[ \t]*[:=][ \t]*[\"']?(?:false|no|off)\b", re.IGNORECASE | re.MULTILINE)
DIRECTIVE = re.compile(r"[ \t]*#[ \t]*notedeck[ \t]*:[ \t]*(?P<what>\S.*)", re.IGNORECASE)
# Two rules around a question and its answer are valid YAML too.
QUESTION_KEYS = {"q", "a", "question", "answer", "질문", "답", "답변", "정답", "문", "문제"}
QUOTE_HINT = Message('Put a text that has ": ", "#", a bracket or a quotation mark in quotes, as in title: "AWS: EC2".')
TAB, TAB_HINT = r"'\t'", Message("Indent with spaces instead of tabs.")
HINTS = {
    "YAML": QUOTE_HINT,
    "JSON": QUOTE_HINT,
    "TOML": Message('Put a text in quotes, as in title = "AWS: EC2", and a list in brackets.'),
}
# What other programs call tags; a value of these keys that is none is not our business.
TAG_KEYS = ("tag", "categories", "category")
WHOLE_TEXT_KEYS = ("tag", "category")  # Jekyll takes their text for one tag, with its spaces
MEDIA_PATH_KEYS = ("media_subpath", "img_path")  # of the theme Chirpy; the second is the older name
SHORT_TITLE_KEY = "sidebar_label"
NUMBER = re.compile(r"\d{1,4}")
HEADING = re.compile(r"^(?:#{1,6}[ \t]|=+[ \t]*$|-+[ \t]*$|<h[1-6]\b)", re.MULTILINE)
QUESTION_KEY = "question"
KEY_BESIDE_QUESTION = re.compile(
    r"title|tags?|category|categories|topic|subject|chapter|type|id|number|difficulty|level|sources?|url|links?|references?"
    r"|documentation|docs|author|date|created|updated|draft|layout|slug|lang|weight|order|status|points"
)
TOP_HEADING = re.compile(r"^(?:#[ \t]|=+[ \t]*$|<h1\b)", re.MULTILINE)
BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class NoteText(Value, frozen=True):
    """A note's text after its front matter, and the values of that.

    `first_line` is the line of the file (from 1) on which `text` starts; `line_numbers` are those of all lines where
    they do not follow one another. `is_included` is false for `notedeck: false`.
    """

    text: str
    first_line: int = 1
    values: FrontMatter = FrontMatter()
    is_included: bool = True
    problems: tuple[Problem, ...] = ()
    line_numbers: tuple[int, ...] = ()


def split_front_matter(text: str, path: str, styles: tuple[str, ...] = (DEFAULT_STYLE,)) -> NoteText:
    r"""Separate the front matter from a note whose newlines are "\n".

    `path` is for the places of problems, `styles` are the allowed style names. A block that is not a mapping is text.
    So is a block that is not valid, if any of its lines may be prose: nothing that a person wrote for the cards is
    lost. A question with a link or tags is the title of the note. Of any other block that is not valid, each key counts
    that can be read.
    """
    block = find_block(text)
    if block is None:
        return NoteText(text)
    read = read_entries(block)
    question = find_question(read.entries, text[block.end :])
    if question is None and any(entry.key.lower() in QUESTION_KEYS for entry in read.entries):
        return NoteText(text)
    problems = tuple(report_error(error, block, path) for error in read.errors)
    if read.is_prose:
        return NoteText(text, is_included=not (problems and OPT_OUT.search(block.text)), problems=problems)
    rest = NoteText(text[block.end :], text.count("\n", 0, block.end) + 1)
    values, value_problems = parse_values(read.entries, block, path, styles)
    is_included = values.pop("notedeck", True) and not (problems and OPT_OUT.search(block.text))
    if question:
        values["title"] = question
    if "title" not in values and (short_title := find_short_title(read.entries, rest.text)):
        values["title"] = short_title
    matter = FrontMatter(**values, directives=find_directives(block), media_path=find_media_path(read.entries))
    return rest.replace(values=matter, is_included=is_included, problems=problems + value_problems)


def find_question(entries: Sequence[Entry], text: str) -> str | None:
    """Return the question that a note without headings answers, "" for a mere number among other values.

    None if there is none, if any other value can be a part of it, or if it stands above its answer between two rules.
    """
    values = {entry.key.lower(): entry.value for entry in entries}
    value = values.pop(QUESTION_KEY, None)
    if not values or not QUESTION_KEYS.isdisjoint(values):
        return None
    if NUMBER.fullmatch(str(value)):
        return "" if all(map(str.isascii, values)) else None
    if not isinstance(value, str) or not all(map(KEY_BESIDE_QUESTION.fullmatch, values)):
        return None
    try:
        return None if HEADING.search(text) or not text.strip() else parsers.parse_line(value)
    except ValueError:
        return None


def find_directives(block: MatterBlock) -> tuple[Directive, ...]:
    """Return the directives in comments such as `# notedeck: ignore`, with their lines in the file."""
    matches = ((DIRECTIVE.fullmatch(line), number) for number, line in enumerate(block.text.split("\n"), 1))
    return tuple(Directive("".join(match["what"].split()), block.find_line(nth)) for match, nth in matches if match)


def report_error(error: InvalidEntries, block: MatterBlock, path: str) -> Problem:
    """Return the problem of a part of the front matter that is not valid."""
    message = Message("the front matter is not valid {format}: {error}", format=block.format.name, error=error)
    place = Place(path, block.find_line(error.line))
    hint = TAB_HINT if TAB in str(error) else HINTS[block.format.name]
    return Problem(ProblemCode.FRONT_MATTER, place, message, hint)


def find_media_path(entries: Iterable[Entry]) -> str:
    """Return the folder or address at which the pictures of a post of Jekyll are, "" if it names none."""
    values = (entry.value for entry in entries if entry.key.lower() in MEDIA_PATH_KEYS)
    return next((value.strip() for value in values if isinstance(value, str)), "")


def find_short_title(entries: Iterable[Entry], text: str) -> str | None:
    """Return the title that Docusaurus shows in its menu, for a note that has no other one."""
    label = next((entry.value for entry in entries if entry.key == SHORT_TITLE_KEY), None)
    if not isinstance(label, str) or TOP_HEADING.search(text):
        return None
    try:
        return parsers.parse_line(label)
    except ValueError:
        return None


def list_value_parsers(styles: tuple[str, ...]) -> Mapping[str, Callable[[Any], Any]]:
    """Return the parser of each key of front matter that notedeck reads; `styles` are the allowed style names."""
    return {
        "title": parsers.parse_line,
        "tags": parsers.parse_tags,
        "deck": parsers.parse_line,
        "notedeck": parse_boolean,
        "split": parsers.create_choice_parser(Split),
        "style": partial(parsers.parse_name, allowed=styles),
        "lead_lines": parse_boolean,
        "translate": parse_boolean,
        "skip_headings": parsers.parse_lines,
    }


def parse_values(
    entries: tuple[Entry, ...], block: MatterBlock, path: str, styles: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the values of the known keys, and a problem for each value that is not allowed.

    Other keys are ignored: notes carry those of Jekyll, Hugo, Obsidian and others.
    """
    known = list_value_parsers(styles)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in entries:
        key, place = entry.key.lower(), Place(path, block.find_line(entry.line))
        if key not in known or entry.value is None:
            continue
        if key in values:
            message, hint = (
                Message('"{key}" is set a second time', key=key),
                Message("Keep one of the two; this one counts."),
            )
            problems.append(Problem(ProblemCode.FRONT_MATTER_VALUE, place, message, hint))
        try:
            values[key] = known[key](entry.value)
        except ValueError as error:
            code = ProblemCode.STYLE_UNKNOWN if key == "style" else ProblemCode.FRONT_MATTER_VALUE
            problems.append(
                Problem(
                    code,
                    place,
                    Message('"{key}" is {written}', key=key, written=entry.written),
                    Message("Allowed: {values}.", values=error),
                )
            )
    if tags := tuple(dict.fromkeys((*values.get("tags", ()), *find_other_tags(entries)))):
        values["tags"] = tags
    return values, tuple(problems)


def find_other_tags(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the tags that stand under the keys of other programs."""
    for entry in entries:
        key, value = entry.key.lower(), entry.value
        if key not in TAG_KEYS or value is None:
            continue
        if key in WHOLE_TEXT_KEYS and isinstance(value, str) and not parsers.COMMAS.search(value):
            value = [value]
        with suppress(ValueError):
            yield from parsers.parse_tags(value)


def parse_boolean(value: Any) -> bool:
    """Return the value of one of YAML's words for yes and no."""
    return parsers.parse_flag(BOOLEANS.get(value.lower(), value) if isinstance(value, str) else value)
