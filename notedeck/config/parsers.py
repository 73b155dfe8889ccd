"""What a value of deck.toml or of a note's front matter may be.

A reader takes what TOML or YAML gave and returns the setting's value; it raises ValueError with the words for what is
allowed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from pathspec import GitIgnoreSpec

from notedeck.config.languages import LANGUAGES

E = TypeVar("E", bound=Enum)
COMMAS = re.compile(r"[,，、]")


def text(value: Any) -> str:
    """A text on one line: blanks and line ends become one blank."""
    if not isinstance(value, str) or not (line := " ".join(value.split())):
        raise ValueError("a text that is not empty")
    if any(unicodedata.category(char) == "Cc" for char in line):
        raise ValueError("a text without control characters")
    return line


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def number(value: Any) -> int:
    """A whole number from 0 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a whole number from 0 on")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts, without the empty ones; one text alone stands for a list of one."""
    rows = [value] if isinstance(value, str) else value
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValueError('a list of texts, such as ["a", "b"]')
    return tuple(text(row) for row in rows if row.strip())


def globs(value: Any) -> tuple[str, ...]:
    """Patterns as in .gitignore."""
    rows = texts(value)
    try:
        GitIgnoreSpec.from_lines(rows)
    except ValueError:
        raise ValueError('patterns as in .gitignore, such as ["drafts/", "*.en.md"]') from None
    return rows


def tags(value: Any) -> tuple[str, ...]:
    """A list of tags, or one text of tags between commas, else blanks, as Obsidian and Jekyll have it."""
    if isinstance(value, str):
        value = COMMAS.split(value) if COMMAS.search(value) else value.split()
    if not isinstance(value, list) or not all(isinstance(row, str) for row in value):
        raise ValueError('tags, such as ["aws", "ec2"]')
    return tuple(dict.fromkeys(filter(None, map(tag, value))))


def tag(name: str) -> str:
    """A tag in Anki's form: `#a/b c` becomes `a::b_c`; any blank, U+3000 too, would part it in two."""
    levels = ("_".join(level.split()) for level in re.split(r"::|/", name.strip().lstrip("#")))
    return "::".join(filter(None, levels))


def member(kind: type[E]) -> Callable[[Any], E]:
    """A reader for one value of a closed set, in any letter case."""

    def read(value: Any) -> E:
        for one in kind:
            if isinstance(value, str) and one.value == value.strip().lower():
                return one
        raise ValueError("one of " + ", ".join(f'"{one.value}"' for one in kind))

    return read


def members(kind: type[E]) -> Callable[[Any], tuple[E, ...]]:
    """A reader for a list of values of a closed set, each once; one value stands for a list of one."""

    def read(value: Any) -> tuple[E, ...]:
        rows = value if isinstance(value, list) and value else [value]
        return tuple(dict.fromkeys(map(member(kind), rows)))

    return read


def language(value: Any) -> str:
    """The code of a language that we know."""
    found = {code.lower(): code for code in LANGUAGES}
    if not isinstance(value, str) or value.strip().lower() not in found:
        raise ValueError("one of " + ", ".join(f'"{code}"' for code in LANGUAGES))
    return found[value.strip().lower()]


def languages(value: Any) -> tuple[str, ...]:
    """One code of a language, or a list of them."""
    rows = [value] if isinstance(value, str) else value
    if not isinstance(rows, list) or not rows:
        raise ValueError('codes of languages, such as ["en", "ja"]')
    return tuple(dict.fromkeys(map(language, rows)))


def engine(value: Any) -> str:
    """The name of a translation engine that there is."""
    from notedeck.translation.engines import engines

    if not isinstance(value, str) or value.strip() not in engines():
        raise ValueError("one of " + ", ".join(f'"{name}"' for name in sorted(engines())))
    return value.strip()


def style(value: Any) -> str:
    """The name of a card style that there is."""
    from notedeck.cards.styles import styles  # styles are asked with Settings, which need this module

    if not isinstance(value, str) or value.strip() not in styles():
        raise ValueError("one of " + ", ".join(f'"{name}"' for name in sorted(styles())))
    return value.strip()
