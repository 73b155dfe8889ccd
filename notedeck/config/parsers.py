"""Parse single values of deck.toml and of front matter.

A parser takes what TOML or YAML gave and returns the value of the setting; it raises ValueError with the words for what
is allowed.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

from notedeck.config.languages import LANGUAGES
from notedeck.messages import Message
from notedeck.model import Macro
from notedeck.problems import ProblemCode, Severity
from notedeck.util.globs import build_spec
from notedeck.util.suggest import find_closest_name

E = TypeVar("E", bound=Enum)
COMMAS = re.compile(r"[,，、]")
OFF = "off"
WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"'<>\\]*)?")
MAX_ADDRESS_CHARACTERS = 500  # a QR code of more cannot be read from a screen
MAX_GLOBS = 500  # each file is compared with each
MAX_GLOB_CHARACTERS = 500
MAX_FOLDERS = 100
MAX_COMMANDS = 50
MAX_COMMAND_CHARACTERS = 1_000
SEVERITY_NAMES = (*(severity.value for severity in Severity), OFF)
FENCE_LANGUAGE = re.compile(r"[a-z0-9][a-z0-9_+#.-]*")


def parse_line(value: Any) -> str:
    """Return a text on one line, with runs of white space as one space."""
    if not isinstance(value, str) or not (line := " ".join(value.split())):
        raise ValueError(Message("a text that is not empty"))
    if any(unicodedata.category(char) == "Cc" for char in line):
        raise ValueError(Message("a text without control characters"))
    return line


def parse_web_address(value: Any) -> str:
    """Return a link to a page or file on the web, of at most MAX_ADDRESS_CHARACTERS; "" for none."""
    if value == "":
        return ""
    if not (isinstance(value, str) and WEB_ADDRESS.fullmatch(value) and len(value) <= MAX_ADDRESS_CHARACTERS):
        raise ValueError(Message("a link that begins with https:// and has no spaces"))
    return value


def parse_flag(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(Message("true or false"))
    return value


def parse_number(value: Any) -> int:
    """Return a whole number of at least 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(Message("a whole number of at least 0"))
    return value


def parse_lines(value: Any) -> tuple[str, ...]:
    """Return a list of texts without the empty ones; a single text is a list of one."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(Message('a list of texts, such as ["a", "b"]'))
    return tuple(parse_line(text) for text in texts if text.strip())


def parse_globs(value: Any) -> tuple[str, ...]:
    """Return patterns as in .gitignore."""
    patterns = parse_lines(value)
    if len(patterns) > MAX_GLOBS or any(len(pattern) > MAX_GLOB_CHARACTERS for pattern in patterns):
        raise ValueError(
            Message(
                "at most {limit} patterns of at most {limit2} characters", limit=MAX_GLOBS, limit2=MAX_GLOB_CHARACTERS
            )
        )
    try:
        build_spec(patterns)
    except ValueError:
        raise ValueError(Message('patterns as in .gitignore, such as ["drafts/", "*.en.md"]')) from None
    return patterns


def parse_folders(value: Any) -> tuple[str, ...]:
    """Return folders as written, each once; each costs look-ups for every picture."""
    folders = tuple(dict.fromkeys(parse_lines(value)))
    if len(folders) > MAX_FOLDERS:
        raise ValueError(Message("at most {limit} folders", limit=MAX_FOLDERS))
    return folders


def parse_tags(value: Any) -> tuple[str, ...]:
    """Return tags from a list, or from one text with commas, else spaces, between them (as Obsidian and Jekyll)."""
    if isinstance(value, str):
        value = COMMAS.split(value) if COMMAS.search(value) else value.split()
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError(Message('tags, such as ["aws", "ec2"]'))
    return tuple(dict.fromkeys(filter(None, map(normalize_tag, value))))


def normalize_tag(name: str) -> str:
    """Return a tag in Anki's form: `#a/b c` becomes `a::b_c`; white space would split it in two."""
    levels = ("_".join(level.split()) for level in re.split(r"::|/", name.strip().lstrip("#")))
    return "::".join(filter(None, levels))


def create_choice_parser(kind: type[E]) -> Callable[[Any], E]:
    """Return a parser for one value of an enum, in any letter case."""

    def parse_choice(value: Any) -> E:
        for member in kind:
            if isinstance(value, str) and member.value == value.strip().lower():
                return member
        raise ValueError(Message("one of {names}", names=quote_all(member.value for member in kind)))

    return parse_choice


def create_choices_parser(kind: type[E]) -> Callable[[Any], tuple[E, ...]]:
    """Return a parser for a list of values of an enum, each once; a single value is a list of one."""

    def parse_choices(value: Any) -> tuple[E, ...]:
        values = value if isinstance(value, list) and value else [value]
        return tuple(dict.fromkeys(map(create_choice_parser(kind), values)))

    return parse_choices


def parse_name(value: Any, *, allowed: tuple[str, ...]) -> str:
    """Return one of the allowed names."""
    if not isinstance(value, str) or value.strip() not in allowed:
        raise ValueError(Message("one of {names}", names=quote_all(sorted(allowed))))
    return value.strip()


def parse_language(value: Any) -> str:
    """Return the code of a language that notedeck knows."""
    codes = {code.lower(): code for code in LANGUAGES}
    if not isinstance(value, str) or value.strip().lower() not in codes:
        raise ValueError(Message("one of {names}", names=quote_all(LANGUAGES)))
    return codes[value.strip().lower()]


def parse_languages(value: Any) -> tuple[str, ...]:
    """Return the code of a language, or a list of codes."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values:
        raise ValueError(Message('codes of languages, such as ["en", "ja"]'))
    return tuple(dict.fromkeys(map(parse_language, values)))


def parse_template_folder(value: Any) -> str:
    """Return the folder of `[card] template = "…"`, as written."""
    if not isinstance(value, dict) or list(value) != ["template"]:
        raise ValueError(Message('a table with template = "a folder", such as [card] template = "templates"'))
    return parse_line(value["template"])


def parse_severities(value: Any) -> Mapping[str, Severity | None]:
    """Return the severities of `[check] code = "warning"`, None for a code that is off."""
    if not isinstance(value, dict):
        raise ValueError(Message('a table of problem codes, such as [check] media-missing = "error"'))
    for code, severity in value.items():
        codes = [known.slug for known in ProblemCode]
        if code not in codes:
            similar = find_closest_name(code, codes)
            example = Message(' such as "{similar}"', similar=similar) if similar else ""
            raise ValueError(Message('problem codes{example}; "{code}" is unknown', example=example, code=code))
        if severity not in SEVERITY_NAMES:
            raise ValueError(Message("for {code} one of {names}", code=code, names=quote_all(SEVERITY_NAMES)))
    return {code: None if severity == OFF else Severity(severity) for code, severity in value.items()}


def parse_macros(value: Any) -> Mapping[str, Macro]:
    r"""Return the macros of `[macros] id = '\operatorname{id}'`, whose names may begin with a backslash."""
    from notedeck.util.tex_macros import MAX_BODY_CHARACTERS, MAX_MACROS, create_macro

    if not isinstance(value, dict) or len(value) > MAX_MACROS:
        raise ValueError(
            Message("a table of at most {limit:,} macros, such as [macros] abs = '\\left|#1\\right|'", limit=MAX_MACROS)
        )
    macros: dict[str, Macro] = {}
    for name, body in value.items():
        macro = create_macro(name, body) if isinstance(body, str) else None
        if macro is None:
            raise ValueError(
                Message(
                    "for {name} a name of letters, and a text of at most {limit:,} characters",
                    name=name,
                    limit=MAX_BODY_CHARACTERS,
                )
            )
        macros[macro.name] = macro
    return macros


def parse_commands(value: Any) -> Mapping[str, str]:
    """Return the commands of `[diagrams.plantuml] command = "…"` by the language of the code block."""
    tables = value.items() if isinstance(value, dict) else [("", None)]
    commands = {}
    if len(tables) > MAX_COMMANDS:
        raise ValueError(Message("commands for at most {limit} languages", limit=MAX_COMMANDS))
    for language, table in tables:
        if not FENCE_LANGUAGE.fullmatch(language) or not isinstance(table, dict) or list(table) != ["command"]:
            raise ValueError(Message('tables such as [diagrams.plantuml] command = "plantuml -tsvg -pipe"'))
        commands[language] = parse_command(language, parse_line(table["command"]))
    return commands


def parse_command(language: str, line: str) -> str:
    """Return the command of a language, whose words can be told apart."""
    if len(line) > MAX_COMMAND_CHARACTERS:
        raise ValueError(Message("commands of at most {limit:,} characters", limit=MAX_COMMAND_CHARACTERS))
    try:
        shlex.split(line)
    except ValueError:
        raise ValueError(Message("for {language} a command whose quotation marks close", language=language)) from None
    return line


def quote_all(names: Iterable[str]) -> str:
    """Return names in quotation marks, with commas between them."""
    return ", ".join(f'"{name}"' for name in names)
