"""Read the files beside the notes, which a deck has once: settings, deck.lock, theme, translations, glossary."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from pathlib import Path

from notedeck.errors import DeckError
from notedeck.messages import Message, explain_error
from notedeck.util.files.read import FileRefusedError, is_present, read_file
from notedeck.util.files.roots import find_roots

ENCODING_HINT = Message("Save the file in UTF-8.")


def read_deck_file(folder: Path, name: str, max_bytes: int) -> bytes | None:
    """Return the bytes of the file `name` in the folder of a deck, None without one.

    Raises DeckError unless it is a regular file of at most `max_bytes` in the notes or their work tree.
    """
    file = folder / name
    return read_checked(file, find_roots(folder), max_bytes) if is_present(file) else None


def read_checked(file: Path, roots: Collection[Path], max_bytes: int) -> bytes:
    """Return the bytes of a file as `read_file` does. Raises DeckError when it is refused."""
    try:
        return read_file(file, roots=roots, max_bytes=max_bytes)
    except FileRefusedError as error:
        raise DeckError(explain_error(error), error.hint) from None


def read_deck_text(folder: Path, name: str, max_bytes: int) -> str | None:
    r"""Return the text of a file as `read_deck_file` does, with "\n" as the only newline. Raises DeckError."""
    data = read_deck_file(folder, name, max_bytes)
    return None if data is None else decode_text(data, name)


def decode_text(data: bytes, name: str, hint: Message = ENCODING_HINT) -> str:
    r"""Return UTF-8 as text, with "\n" as the only newline and without a byte order mark.

    Raises DeckError with the line of the first byte that is not UTF-8; `name` is the file's name.
    """
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DeckError(Message("{name}:{line}: the text is not UTF-8", name=name, line=line), hint) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
