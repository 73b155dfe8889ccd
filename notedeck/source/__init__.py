"""Find and read the notes of a folder: path, text, front matter and time."""

from __future__ import annotations

from pathlib import Path

from notedeck.config.settings import ReadingSettings
from notedeck.model import Source
from notedeck.problems import Problem
from notedeck.source.find import find_notes
from notedeck.source.left_out import Selection, select_notes
from notedeck.source.neighbours import judge_by_neighbours
from notedeck.source.read import ReadContext, read_text, rewrite_for_tools
from notedeck.source.times import list_times
from notedeck.source.tool_folders import find_tool_folders_above, map_tools
from notedeck.source.tools import AUTO
from notedeck.source.twins import Twin
from notedeck.util.files.read import is_folder
from notedeck.util.files.roots import find_roots

__all__ = ["Selection", "Twin", "read_notes", "select_notes"]


def read_notes(
    root: Path, settings: ReadingSettings, part: str = "", as_in: Path | None = None
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Read every note under the folder `root`, or the one note that `root` is, in natural order.

    `part` limits the reading to a note or folder in `root`, as a path with `/`. `as_in` is the folder of which the
    notes are copies: what they are written for shows there. A note that cannot be read is left out and reported.
    Raises DeckError when `root` is neither a readable folder nor a Markdown file.
    """
    listing = find_notes(root, settings.exclude, part)
    times = list_times(root, tuple(note.file for note in listing.notes))
    roots = (*find_roots(root), *([root.resolve() / part] if part else []))  # a note may be hidden if it is named
    folder = root if is_folder(root) else root.parent
    tool_folders = (*listing.tool_folders, *(find_tool_folders_above(as_in) if as_in else ()))
    context = ReadContext(folder, roots, map_tools(tool_folders), settings)
    results = [read_text(note, context, times.get(note.file, 0)) for note in listing.notes]
    sources = tuple(result.source for result in results if result.source)
    if settings.source == AUTO:
        sources = judge_by_neighbours(sources, [context.tools.find_nearest(note.path) for note in sources])
    rewritten = [rewrite_for_tools(note, context) for note in sources]
    own_problems = (problem for result in results for problem in result.problems)
    tool_problems = (problem for _, problems in rewritten for problem in problems)
    return tuple(note for note, _ in rewritten), (*listing.problems, *own_problems, *tool_problems)
