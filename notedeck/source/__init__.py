"""Find and read the notes of a folder: their place, text, front matter and time."""

from __future__ import annotations

from pathlib import Path

from notedeck.config.settings import ReadingSettings
from notedeck.model import Source
from notedeck.problems import Problem
from notedeck.source.find import find
from notedeck.source.read import read
from notedeck.source.root import check
from notedeck.source.times import times

__all__ = ["check", "read_all"]


def read_all(root: Path, settings: ReadingSettings, part: str = "") -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every note under the folder `root`, or the one note that `root` is, in the order in which a person would sort.

    `part` is a note or folder in `root`, to which the reading is limited, as a path with `/`. What cannot be read is
    left out and named as a problem; so is a note that was read, but not as it may be meant.
    Raises DeckError when `root` is neither a readable folder nor a Markdown file.
    """
    found, problems = find(root, settings.exclude, part)
    seconds = times(root, tuple(one.file for one in found))
    results = [read(one, seconds.get(one.file, 0), styles=settings.styles) for one in found]
    sources = tuple(result.source for result in results if result.source)
    return sources, problems + tuple(problem for result in results for problem in result.problems)
