"""deck.toml and the command line, validated into one frozen Settings value."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from notedeck.config.parsers import (
    engine,
    flag,
    globs,
    language,
    languages,
    member,
    members,
    number,
    style,
    tags,
    text,
    texts,
)
from notedeck.config.tables import commands, template_folder, weights
from notedeck.config.toml_file import content, line_of, parse
from notedeck.model import FrontMatter, Split
from notedeck.problems import DeckError

FILE_NAME = "deck.toml"


class Subdecks(Enum):
    """How the notes' folders become subdecks."""

    FILE = "file"  # Deck::folder::note
    FOLDER = "folder"  # Deck::folder
    NONE = "none"  # Deck


class Images(Enum):
    """What happens to PNG and JPEG pictures on their way into the package."""

    SHRINK = "shrink"  # WebP where that is smaller, at most 1600 px wide
    KEEP = "keep"  # the file as it is


class KeyTerm(Enum):
    """What sets off a key term, which the style "cloze" hides."""

    CODE = "code"  # `inline code`
    BOLD = "bold"  # **bold**
    MARK = "mark"  # ==mark==


class Layout(Enum):
    """Where the translation stands on a card."""

    REVEAL = "reveal"  # below the answer, folded until it is tapped
    BELOW = "below"  # each block followed by its translation
    SIDE = "side"  # in a second column on wide screens
    OFF = "off"  # nowhere


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
    cloze: tuple[KeyTerm, ...] = tuple(KeyTerm)
    cloze_min_hangul: int = 1  # Korean letters that inline code needs to be a key term
    subdecks: Subdecks = Subdecks.FILE
    tags: tuple[str, ...] = ()
    images: Images = Images.SHRINK
    language: str = "ko"  # the language of the notes
    translate_to: tuple[str, ...] = ("en",)  # a memory for each; cards show the first
    layout: Layout = Layout.REVEAL
    reverse: bool = False  # a second card, from the translation to the notes
    tts: bool = False  # let Anki read the cards aloud
    engine: str = "google"
    forget_removed_after: int = 0  # builds that change something; 0 = never
    media_roots: tuple[Path, ...] = field(default=())
    card: Path | None = None  # the folder of the user's own templates
    check: Mapping[str, str] = field(default_factory=dict)  # the weight of a problem's code, or "off"
    diagrams: Mapping[str, str] = field(default_factory=dict)  # the command that draws a fence's language
    fetch: bool = False  # download remote pictures; the command line's alone

    def for_note(self, matter: FrontMatter) -> Settings:
        """These settings with what a note's front matter says in their place."""
        own = {name: getattr(matter, name) for name in ("split", "style", "lead_lines", "skip_headings")}
        return replace(self, **{name: value for name, value in own.items() if value is not None})


READERS: Mapping[str, Callable[[Any], Any]] = {
    "name": text,
    "exclude": globs,
    "split": member(Split),
    "lead_lines": flag,
    "skip_headings": texts,
    "style": style,
    "cloze": members(KeyTerm),
    "cloze_min_hangul": number,
    "subdecks": member(Subdecks),
    "tags": tags,
    "images": member(Images),
    "language": language,
    "translate_to": languages,
    "layout": member(Layout),
    "reverse": flag,
    "tts": flag,
    "engine": engine,
    "forget_removed_after": number,
    "media_roots": texts,
    "card": template_folder,
    "check": weights,
    "diagrams": commands,
}


def load(root: Path) -> Settings:
    """The settings for the notes folder `root`, or for the folder of the note `root`; without a deck.toml the defaults.

    Raises DeckError when deck.toml cannot be read, or says what it may not say.
    """
    folder = root.parent if root.is_file() else root
    file = folder / FILE_NAME
    if not file.exists():
        return Settings()
    toml = content(file)
    values = read_values(parse(toml, FILE_NAME), FILE_NAME, toml)
    roots, templates = values.pop("media_roots", ()), values.pop("card", "")
    return Settings(
        **values,
        media_roots=tuple(absolute(folder, row) for row in roots),
        card=absolute(folder, templates) if templates else None,
    )


def read_values(table: Mapping[str, Any], where: str, toml: str = "") -> dict[str, Any]:
    """deck.toml's keys as Settings' fields; `toml` is its text, in which lines are looked up for messages.

    Raises DeckError for an unknown key or a value that is not allowed.
    """
    values: dict[str, Any] = {}
    for key, raw in table.items():
        place = where + line_of(key, toml)
        if key not in READERS:
            raise DeckError(f'{place}: unknown setting "{key}"', unknown(key, raw))
        refuse_stray(key, raw, where, toml)
        try:
            values[key] = READERS[key](raw)
        except ValueError as error:
            shown = json.dumps(raw, ensure_ascii=False, default=str)
            raise DeckError(f'{place}: "{key}" is {shown}', f"Allowed: {error}.") from None
    return values


def refuse_stray(key: str, raw: Any, where: str, toml: str) -> None:
    """In TOML everything below a line in brackets belongs to it. Raises DeckError for a setting that slipped there."""
    tables = [raw, *raw.values()] if isinstance(raw, dict) else []
    rows = [row for table in tables if isinstance(table, dict) for row in table.items()]
    for name in (name for name, value in rows if name in READERS and not isinstance(value, dict)):
        message = f'{where}{line_of(name, toml)}: "{name}" stands below [{key}], and so is a part of it'
        raise DeckError(message, f'Put "{name}" above the first line in brackets.')


def unknown(key: str, raw: Any) -> str:
    """What may be meant by an unknown key."""
    inner = [name for name in raw if name in READERS] if isinstance(raw, dict) else []
    return f'Put "{inner[0]}" at the top, not below [{key}].' if inner else nearest(key, list(READERS))


def nearest(name: str, allowed: list[str]) -> str:
    """A hint that names the nearest allowed word, or all of them."""
    close = difflib.get_close_matches(name.lower(), allowed, n=1)
    return f'Did you mean "{close[0]}"?' if close else "Allowed: " + ", ".join(allowed) + "."


def absolute(folder: Path, row: str) -> Path:
    """A path of deck.toml, which is relative to its folder and may begin with `~`."""
    try:
        return (folder / Path(row).expanduser()).absolute()
    except RuntimeError:
        raise DeckError(f'{FILE_NAME}: there is no home folder for "{row}"', "Write the whole path.") from None
