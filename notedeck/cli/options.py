"""The options that several commands share, and how arguments become typed options."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

DEFAULT_NOTES = Path("notes")
DEFAULT_OUTPUT = Path("output")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonOptions:
    """What every command accepts: the folder or note, and whether to print JSON."""

    notes: Path = DEFAULT_NOTES
    json: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckOptions(CommonOptions):
    """What every command accepts that reads a deck: whether to trust all that its deck.toml asks for."""

    trust: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions(DeckOptions):
    """What every command accepts that builds a deck in memory."""

    deck: str | None = None
    fetch: bool = False
    verbose: bool = False


Options = TypeVar("Options", bound=CommonOptions)


def make_options(kind: type[Options], arguments: argparse.Namespace) -> Options:
    """Return parsed arguments as typed options: every field of `kind` is the `dest` of an argument."""
    return kind(**{field.name: getattr(arguments, field.name) for field in fields(kind)})
