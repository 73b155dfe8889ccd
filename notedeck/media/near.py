"""Names that may have been meant, for a file that is not there."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.media.kinds import Kind

ALIKE = 0.65  # of difflib's ratio
CANDIDATES = 60  # names with the most pairs of letters in common; difflib alone takes 4 µs for each file of a folder
SUFFIXES = {f".{kind.value}" for kind in Kind} | {".jpeg", ".m4a", ".mov", ".opus"}


@dataclass(frozen=True, slots=True)
class Names:
    """Media files by the letters of their names, and these by each pair of neighbouring letters in them."""

    files: dict[str, list[Path]] = field(default_factory=dict)
    pairs: dict[str, list[str]] = field(default_factory=dict)

    def near(self, name: str) -> list[Path]:
        """Files whose names look like `name`, the nearest first."""
        wanted = letters(name)
        common = Counter(one for pair in pairs(wanted) for one in self.pairs.get(pair, ()))
        likely = [one for one, _ in common.most_common(CANDIDATES)]
        close = difflib.get_close_matches(wanted, likely, n=3, cutoff=ALIKE)
        return [file for one in close for file in self.files[one]]


def names(files: Iterable[Path]) -> Names:
    """Those of `files` that may be suggested."""
    made = Names()
    for file in filter(is_media, files):
        made.files.setdefault(letters(file.name), []).append(file)
    for one in made.files:
        for pair in pairs(one):
            made.pairs.setdefault(pair, []).append(one)
    return made


def letters(name: str) -> str:
    """A name without suffix for guessing: Hangul by its single letters, so that 역활 is near 역할."""
    return unicodedata.normalize("NFD", name.rsplit(".", 1)[0].casefold())


def pairs(text: str) -> list[str]:
    """Each pair of neighbouring letters once; the ends count, so that one letter makes pairs, too."""
    whole = f" {text} "
    return list(dict.fromkeys(whole[place : place + 2] for place in range(len(whole) - 1)))


def is_media(file: Path) -> bool:
    """Whether a name may be suggested: that of a picture, sound or film, and in letters that can be printed."""
    return file.suffix.lower() in SUFFIXES and file.name.encode("utf-8", "ignore").decode() == file.name
