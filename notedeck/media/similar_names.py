"""Suggest files with similar names for a file that is missing."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.korean.labels import EMPTY_DESCRIPTION
from notedeck.media.kinds import Kind

MIN_SIMILARITY = 0.65  # of difflib's ratio
MAX_CANDIDATES = 60  # those with the most pairs of letters in common; difflib alone takes 4 µs per file of a folder
MAX_SUGGESTIONS = 3
NUMBER = re.compile(r"\d+")
SUFFIXES = {f".{kind.value}" for kind in Kind} | {".jpeg", ".m4a", ".mov", ".opus"}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Media files by their keys (see `name_key`), and the keys by each pair of neighbouring letters in them."""

    files: dict[str, list[Path]] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)

    def find_similar(self, name: str) -> list[Path]:
        """Return the files whose names are similar to `name`, the most similar first.

        If some have the same name, only those.
        """
        key = name_key(name)
        if key in self.files:
            return self.files[key]
        common = Counter(candidate for pair in pair_letters(key) for candidate in self.keys.get(pair, ()))
        frequent = (candidate for candidate, _ in common.most_common(MAX_CANDIDATES))
        candidates = [candidate for candidate in frequent if may_be_misspelt(key, candidate)]
        matches = difflib.get_close_matches(key, candidates, n=MAX_SUGGESTIONS, cutoff=MIN_SIMILARITY)
        return [file for match in matches for file in self.files[match]]


def index_names(files: Iterable[Path]) -> NameIndex:
    """Return an index of those files that may be suggested."""
    index = NameIndex()
    for file in filter(is_media, files):
        index.files.setdefault(name_key(file.name), []).append(file)
    for key in index.files:
        for pair in pair_letters(key):
            index.keys.setdefault(pair, []).append(key)
    return index


def name_key(name: str) -> str:
    """Return a name without suffix and case, and with Hangul as single letters, so that 역활 is similar to 역할."""
    return unicodedata.normalize("NFD", name.rsplit(".", 1)[0].casefold())


def may_be_misspelt(key: str, other: str) -> bool:
    """Return whether a name can be another one misspelt: `image-2` is not `image-1`, but another picture."""
    return not is_numbered(key) or list_numbers(key) == list_numbers(other)


def is_numbered(name: str) -> bool:
    """Return whether a name only counts pictures, so that many folders can have it: `image-1`, `12`."""
    return EMPTY_DESCRIPTION.fullmatch(unicodedata.normalize("NFC", name.rsplit(".", 1)[0].casefold())) is not None


def list_numbers(text: str) -> list[str]:
    """Return the numbers in a text, without zeros in front."""
    return [number.lstrip("0") for number in NUMBER.findall(text)]


def pair_letters(text: str) -> list[str]:
    """Return each pair of neighbouring letters once; the ends count, so that a single letter has pairs, too."""
    padded = f" {text} "
    return list(dict.fromkeys(padded[index : index + 2] for index in range(len(padded) - 1)))


def is_media(file: Path) -> bool:
    """Return whether a file may be suggested: a picture, sound or film, with a name that can be printed."""
    return file.suffix.lower() in SUFFIXES and file.name.encode("utf-8", "ignore").decode() == file.name
