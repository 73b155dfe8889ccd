"""Find and read the notes of a folder: path, text, front matter and time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from notedeck.config.settings import ReadingSettings
from notedeck.model import Source
from notedeck.problems import Problem
from notedeck.source.find import NoteFile, find_notes
from notedeck.source.left_out import Selection, select_notes
from notedeck.source.neighbours import find_hints, has_same_tools, judge_by_neighbours, list_possible_tools
from notedeck.source.read import ReadContext, read_text, rewrite_for_tools
from notedeck.source.shown import has_unmarked, mark_shown
from notedeck.source.times import list_times
from notedeck.source.tool_folders import ToolMap, find_tool_folders_above, map_tools
from notedeck.source.tools import AUTO
from notedeck.source.twins import Twin
from notedeck.util.files.read import is_folder
from notedeck.util.files.roots import find_roots
from notedeck.util.lookups import collect_asked

__all__ = ["Selection", "Twin", "read_again", "read_notes", "select_notes"]


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
        sources = judge_by_neighbours(sources, [dict(note.places) for note in sources])
    own_problems = (problem for result in results for problem in result.problems)
    rewritten, tool_problems = rewrite_notes(sources, context)
    return rewritten, (*listing.problems, *own_problems, *tool_problems)


def read_again(
    root: Path, changed: Sequence[Source], all_notes: Sequence[Source], settings: ReadingSettings
) -> tuple[tuple[Source, ...], tuple[Problem, ...]] | None:
    """Read the notes of the folder `root` that changed, as `read_notes` would; of the others no text is needed.

    Return None if that takes the other notes, too: a note cannot be read, may now be one of another tool, shows
    other files whole, or shows a part of a note that no note showed before.
    """
    times = list_times(root, tuple(note.file for note in changed))
    folders = {note.path[: note.path.rfind("/") + 1]: dict(note.places) for note in changed}
    context = ReadContext(root, find_roots(root), ToolMap(folders), settings)
    results = [read_text(NoteFile(note.path, note.file), context, times[note.file]) for note in changed]
    sources = [result.source for result in results if result.source]
    if len(sources) < len(changed):
        return None
    sources = [note.replace(judged=before.judged) for note, before in zip(sources, changed, strict=True)]
    if settings.source == AUTO:
        sources = [note.replace(hints=find_hints(note)) for note in sources]
        tools = list_possible_tools(all_notes)
        if not all(has_same_tools(note, before, tools) for note, before in zip(sources, changed, strict=True)):
            return None
    own_problems = (problem for result in results for problem in result.problems)
    with collect_asked() as asked:
        rewritten, tool_problems = rewrite_notes(tuple(sources), context)
    if has_unmarked(all_notes, asked) or any(
        note.inserted != before.inserted for note, before in zip(rewritten, changed, strict=True)
    ):
        return None
    return rewritten, (*own_problems, *tool_problems)


def rewrite_notes(notes: tuple[Source, ...], context: ReadContext) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Rewrite all notes for their tools, and mark those of which others show a part."""
    with collect_asked() as asked:
        rewritten = [rewrite_for_tools(note, context) for note in notes]
    problems = tuple(problem for _, of_note in rewritten for problem in of_note)
    return mark_shown(tuple(note for note, _ in rewritten), asked), problems
