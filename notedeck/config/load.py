"""Read deck.toml into validated settings, with messages for people who write it by hand."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from notedeck.config import parsers
from notedeck.config.settings import (
    SETTINGS_FILE,
    CodeLines,
    Extent,
    Images,
    KeyTerm,
    KnownNames,
    Layout,
    Settings,
    Subdecks,
)
from notedeck.config.toml_limits import find_excess
from notedeck.messages import Message
from notedeck.model import Split
from notedeck.problems import DeckError
from notedeck.util.files.deck_files import read_deck_text
from notedeck.util.files.read import is_folder
from notedeck.util.suggest import suggest_name
from notedeck.util.text import shorten_text

SAMPLE = Message('text as name = "AWS", lists as tags = ["aws", "ec2"], and true or false in lower case')
POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
MAX_SETTINGS_BYTES = 1_000_000  # a deck.toml with 10,000 exclude patterns has less
PATH_KEYS = ("media_roots", "card")
FIELD_OF_KEY = {"card": "templates", "check": "severities", "diagrams": "commands"}
Parser = Callable[[Any], Any]


def list_setting_parsers(names: KnownNames) -> Mapping[str, Parser]:
    """Return the parser of each key of deck.toml, in the order of the documentation."""
    return {
        "name": parsers.parse_line,
        "exclude": parsers.parse_globs,
        "include": parsers.parse_globs,
        "source": partial(parsers.parse_name, allowed=names.sources),
        "macros": parsers.parse_macros,
        "split": parsers.create_choice_parser(Split),
        "lead_lines": parsers.parse_flag,
        "skip_headings": parsers.parse_lines,
        "style": partial(parsers.parse_name, allowed=names.styles),
        "cloze": parsers.create_choices_parser(KeyTerm),
        "cloze_min_hangul": parsers.parse_number,
        "code": parsers.create_choice_parser(CodeLines),
        "subdecks": parsers.create_choice_parser(Subdecks),
        "tags": parsers.parse_tags,
        "images": parsers.create_choice_parser(Images),
        "language": parsers.parse_language,
        "translate_to": parsers.parse_languages,
        "translate": parsers.create_choice_parser(Extent),
        "layout": parsers.create_choice_parser(Layout),
        "reverse": parsers.parse_flag,
        "tts": parsers.parse_flag,
        "engine": partial(parsers.parse_name, allowed=names.engines),
        "forget_removed_after": parsers.parse_number,
        "download_url": parsers.parse_web_address,
        "media_roots": parsers.parse_folders,
        "card": parsers.parse_template_folder,
        "check": parsers.parse_severities,
        "diagrams": parsers.parse_commands,
    }


SETTING_KEYS = tuple(list_setting_parsers(KnownNames()))


def load_settings(root: Path, names: KnownNames) -> Settings:
    """Return the settings for the notes folder `root`, or for the folder of the note `root`.

    Without a deck.toml they are the defaults. Raises DeckError when deck.toml cannot be read, or a key or value is
    not allowed.
    """
    folder = root if is_folder(root) else root.parent
    values: dict[str, Any] = {}
    if (toml := read_deck_text(folder, SETTINGS_FILE, MAX_SETTINGS_BYTES)) is not None:
        values = parse_settings(parse_toml(toml, SETTINGS_FILE), names, toml=toml)
    values |= {key: resolve_paths(folder, values[key]) for key in PATH_KEYS if key in values}
    settings = create_settings(values)
    return settings.replace(reading=settings.reading.replace(styles=names.styles))


def create_settings(values: Mapping[str, Any]) -> Settings:
    """Return the settings for parsed values by their keys in deck.toml."""
    return Settings.from_values({FIELD_OF_KEY.get(key, key): value for key, value in values.items()})


def parse_settings(
    table: Mapping[str, Any], names: KnownNames, *, where: str = SETTINGS_FILE, toml: str = ""
) -> dict[str, Any]:
    """Return the parsed values of the keys of deck.toml; `toml` is its text, for the line numbers of messages.

    Raises DeckError for an unknown key or a value that is not allowed.
    """
    known = list_setting_parsers(names)
    values: dict[str, Any] = {}
    for key, raw in table.items():
        place = where + find_line(key, toml)
        if key not in known:
            raise DeckError(
                Message('{place}: unknown setting "{key}"', place=place, key=shorten_text(key)), suggest_key(key, raw)
            )
        refuse_misplaced_keys(key, raw, where, toml)
        try:
            values[key] = known[key](raw)
        except ValueError as error:
            written = json.dumps(raw, ensure_ascii=False, default=str)
            raise DeckError(
                Message('{place}: "{key}" is {written}', place=place, key=key, written=shorten_text(written)),
                Message("Allowed: {values}.", values=error),
            ) from None
    return values


def refuse_misplaced_keys(key: str, raw: Any, where: str, toml: str) -> None:
    """Raise DeckError for a setting below a table header: in TOML it belongs to that table."""
    tables = [raw, *raw.values()] if isinstance(raw, dict) else []
    items = [item for table in tables if isinstance(table, dict) for item in table.items()]
    for name in (name for name, value in items if name in SETTING_KEYS and not isinstance(value, dict)):
        message = Message(
            '{where}{line}: "{name}" is below [{key}], so TOML makes it part of that table',
            where=where,
            line=find_line(name, toml),
            name=name,
            key=key,
        )
        raise DeckError(message, Message('Move "{name}" above the first line in brackets.', name=name))


def suggest_key(key: str, raw: Any) -> Message:
    """Return what an unknown key may be meant to be."""
    inner = [name for name in raw if name in SETTING_KEYS] if isinstance(raw, dict) else []
    return (
        Message('Move "{inner}" to the top, above [{key}].', inner=inner[0], key=key)
        if inner
        else suggest_name(key.lower(), SETTING_KEYS)
    )


def resolve_paths(folder: Path, value: str | tuple[str, ...]) -> Path | tuple[Path, ...]:
    """Return absolute paths for paths of deck.toml."""
    return resolve_path(folder, value) if isinstance(value, str) else tuple(resolve_path(folder, p) for p in value)


def resolve_path(folder: Path, path: str) -> Path:
    """Return the absolute path for one that is relative to the folder of deck.toml and may begin with `~`."""
    try:
        return (folder / Path(path).expanduser()).absolute()
    except RuntimeError:
        raise DeckError(
            Message('{file}: there is no home folder for "{path}"', file=SETTINGS_FILE, path=path),
            Message("Write the whole path."),
        ) from None


def parse_toml(toml: str, name: str) -> dict[str, Any]:
    """Return the keys and values of a TOML text; `name` is the file's name. Raises DeckError with the line."""
    if excess := find_excess(toml):
        raise DeckError(
            Message("{name}:{line}: {excess}", name=name, line=excess[1], excess=excess[0]),
            Message("Write {sample}.", sample=SAMPLE),
        )
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        lines = toml.split("\n")
        reason, line = str(error), len(lines)
        if position := POSITION.search(reason):
            reason, line = reason[: position.start()], int(position["line"] or line)
        line = max((number for number, text in enumerate(lines[:line], 1) if text.strip()), default=1)
        message = Message(
            "{name}:{line}: {reason}: {text}",
            name=name,
            line=line,
            reason=shorten_text(reason),
            text=shorten_text(lines[line - 1].strip()),
        )
        raise DeckError(message, Message("Write {sample}; write / instead of a backslash.", sample=SAMPLE)) from None


def find_line(key: str, toml: str) -> str:
    """Return `:N` for the line N of a key or table, or an empty text if it cannot be found."""
    match = re.search(rf"^[ \t]*+\[*+[ \t]*+[\"']?{re.escape(key)}[\"']?[ \t]*+[=.\]]", toml, re.MULTILINE)
    return f":{toml.count(chr(10), 0, match.start()) + 1}" if match else ""
