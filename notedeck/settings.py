"""deck.toml and the command line, validated into one frozen Settings value."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from notedeck.model import FrontMatter, Split
from notedeck.problems import DeckError

FILE_NAME = "deck.toml"
E = TypeVar("E", bound=Enum)


class Subdecks(Enum):
    """How the notes' folders become subdecks."""

    FILE = "file"  # Deck::folder::note
    FOLDER = "folder"  # Deck::folder
    NONE = "none"  # Deck


class Images(Enum):
    """What happens to PNG and JPEG pictures on their way into the package."""

    SHRINK = "shrink"  # WebP where that is smaller, at most 1600 px wide
    KEEP = "keep"  # the file as it is


DEFAULT_SKIP = (
    "목차",
    "차례",
    "TOC",
    "Table of Contents",
    "Contents",
    "참고",
    "참고 자료",
    "참고 문헌",
    "참고 링크",
    "참고 사이트",
    "Reference",
    "References",
    "출처",
    "참조",
    "参考",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can decide. Field names are deck.toml's keys.

    `media_roots` are absolute folders from which pictures may be packed, besides the notes root, `media/` beside it
    and the enclosing git work tree.
    """

    name: str = ""  # the top deck; empty = the name of the notes folder
    exclude: tuple[str, ...] = ()  # globs as in .gitignore
    split: Split = Split.AUTO
    lead_lines: bool = True
    skip_headings: tuple[str, ...] = DEFAULT_SKIP
    style: str = "basic"
    subdecks: Subdecks = Subdecks.FILE
    tags: tuple[str, ...] = ()
    images: Images = Images.SHRINK
    media_roots: tuple[Path, ...] = field(default=())
    fetch: bool = False  # download remote pictures; the command line's alone

    def for_note(self, matter: FrontMatter) -> Settings:
        """These settings with what a note's front matter says in their place."""
        own = {name: getattr(matter, name) for name in ("split", "style", "lead_lines", "skip_headings")}
        return replace(self, **{name: value for name, value in own.items() if value is not None})


def text(value: Any) -> str:
    """A TOML or YAML string, as it is."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("text")
    return value.strip()


def flag(value: Any) -> bool:
    """A TOML or YAML boolean."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of strings; a single string stands for a list of one."""
    rows = [value] if isinstance(value, str) else value
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValueError('a list of texts, such as ["a", "b"]')
    return tuple(row.strip() for row in rows if row.strip())


def member(kind: type[E]) -> Callable[[Any], E]:
    """A reader for one value of a closed set."""

    def read(value: Any) -> E:
        for one in kind:
            if one.value == value:
                return one
        raise ValueError("one of " + ", ".join(f'"{one.value}"' for one in kind))

    return read


READERS: Mapping[str, Callable[[Any], Any]] = {
    "name": text,
    "exclude": texts,
    "split": member(Split),
    "lead_lines": flag,
    "skip_headings": texts,
    "style": text,
    "subdecks": member(Subdecks),
    "tags": texts,
    "images": member(Images),
    "media_roots": texts,
}


def nearest(name: str, allowed: list[str]) -> str:
    """A hint that names the nearest allowed word, or all of them."""
    close = difflib.get_close_matches(name, allowed, n=1)
    return f'Did you mean "{close[0]}"?' if close else "Allowed: " + ", ".join(allowed) + "."


def read_values(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    """deck.toml's keys as Settings' fields.

    Raises DeckError for an unknown key or a value that is not allowed.
    """
    values: dict[str, Any] = {}
    for key, raw in table.items():
        if key not in READERS:
            raise DeckError(f'{where}: unknown setting "{key}"', nearest(key, list(READERS)))
        try:
            values[key] = READERS[key](raw)
        except ValueError as error:
            raise DeckError(f'{where}: "{key}" is {raw!r}', f"Allowed: {error}.") from None
    return values


def load(root: Path) -> Settings:
    """The settings for the notes folder `root`; without a deck.toml the defaults.

    Raises DeckError when deck.toml cannot be read, or says what it may not say.
    """
    file = root / FILE_NAME
    if not file.exists():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DeckError(f"{FILE_NAME}: {error}", "Mend the file, or remove it to build with the defaults.") from None
    values = read_values(table, FILE_NAME)
    roots = (root / Path(row).expanduser() for row in values.pop("media_roots", ()))
    return Settings(**values, media_roots=tuple(path.absolute() for path in roots))
