"""Texts in the cache: `database.py` for those who store text instead of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from notedeck.util.cache import database


def get_many(file: Path, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts stored under these keys, without the keys that have none; each counts as needed from now on."""
    return {key: decode_text(content) for key, content in database.iterate_entries(file, keys)}


def put_many(file: Path, texts: Mapping[str, str]) -> None:
    """Store texts under their keys, as `database.put_many` does."""
    database.put_many(file, {key: encode_text(text) for key, text in texts.items()})


def encode_text(text: str) -> bytes:
    """Return the bytes of a text, whatever letters it has."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(content: bytes) -> str:
    """Return the text of bytes from `encode_text`."""
    return content.decode("utf-8", "surrogatepass")
