"""The cards of a deck for people who do not use Anki, as a file: one format is one file in `formats/`.

A format has `SUFFIX`, `NAME_END`, `ENCODING`, `PICTURES`, `START`, with which each of its files begins, and
`format_cards`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import BinaryIO, Protocol

from notedeck.export import formats
from notedeck.export.cards import ExportedDeck, Pictures


class Format(Protocol):
    """A format of files, which are named after their deck with `NAME_END` after that.

    `START` has no name of a deck: by it, a file of ours is told from others.
    """

    SUFFIX: str
    NAME_END: str
    ENCODING: str
    PICTURES: Pictures
    START: str

    def format_cards(self, deck: ExportedDeck) -> str:
        """Return the text of a file, which begins with `START`."""


@cache
def list_formats() -> Sequence[str]:
    """Return the names of all formats."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(formats.__path__)))


def load_format(name: str) -> Format:
    """Return a format by its name."""
    module: Format = importlib.import_module(f"{__name__}.formats.{name}")
    return module


def encode_deck(deck: ExportedDeck, name: str) -> bytes:
    """Return the bytes of a file in the format `name`."""
    file_format = load_format(name)
    return file_format.format_cards(deck).encode(file_format.ENCODING, "replace")


def is_our_file(stream: BinaryIO, name: str) -> bool:
    """Return whether an open file begins as one of the format `name` that notedeck wrote."""
    file_format = load_format(name)
    start = file_format.START.encode(file_format.ENCODING)
    return stream.read(len(start)) == start
