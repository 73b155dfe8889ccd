"""Read one note."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from notedeck.config.settings import ReadingSettings
from notedeck.messages import Message
from notedeck.model import Place, Source, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.source.decode import decode_note
from notedeck.source.find import NoteFile
from notedeck.source.front_matter import NoteText, split_front_matter
from notedeck.source.names import is_notebook
from notedeck.source.page import Page, create_page, find_code
from notedeck.source.tool_folders import ToolMap
from notedeck.source.tools import Site, choose_tools, list_borrowed, load_rewriting
from notedeck.util.files.read import FileRefusedError, Refusal, read_file
from notedeck.util.files.trees import Trees

CONFLICT_START = b"<<<<<<< "
CONFLICT_MARKS = (re.compile("<{7} .*"), re.compile("={7}"), re.compile(">{7} .*"))  # in their order
MAX_NOTE_BYTES = 10_000_000  # the largest of 1,772 public notes has 1.9 MB


class ReadResult(Value, frozen=True):
    """The source of one file, None if it cannot be read or is opted out, and its problems."""

    source: Source | None = None
    problems: tuple[Problem, ...] = ()


class ReadContext(Value, frozen=True):
    """What all notes of a folder are read with: `roots` are the resolved folders that a note may be in.

    `trees` and `kept` are as in Site.
    """

    folder: Path
    roots: tuple[Path, ...]
    tools: ToolMap = ToolMap({})
    settings: ReadingSettings = ReadingSettings()
    trees: Trees = {}  # noqa: RUF012 - each instance gets its own
    kept: dict[Path, object] = {}  # noqa: RUF012

    def locate_site(self, file: Path, folder: Path) -> Site:
        """Return where a note of a tool is whose folder this is."""
        return Site(file, folder, (*self.roots, folder.resolve()), self.trees, self.kept)


def read_note(note: NoteFile, context: ReadContext, modified: int = 0, max_bytes: int = MAX_NOTE_BYTES) -> ReadResult:
    """Read a note, and rewrite it for the tools that it is written for, without a look at other notes.

    `modified` is its time in Unix seconds, `max_bytes` its largest size.
    """
    result = read_text(note, context, modified, max_bytes)
    if result.source is None:
        return result
    rewritten, tool_problems = rewrite_for_tools(result.source, context)
    return ReadResult(rewritten, result.problems + tool_problems)


def read_text(note: NoteFile, context: ReadContext, modified: int = 0, max_bytes: int = MAX_NOTE_BYTES) -> ReadResult:
    """Read a note's text and front matter, and find the tools that it is written for; the rest is as in `read_note`."""
    data = read_bytes(note, context.roots, max_bytes)
    if isinstance(data, Problem):
        return ReadResult(problems=(data,))
    decoded = decode_note(data, note.path)
    if decoded.text is None:
        return ReadResult(problems=decoded.problems)
    if CONFLICT_START in data and (line := find_conflict(decoded.text)):
        return ReadResult(problems=(*decoded.problems, create_conflict_problem(note.path, line)))
    body = split_off_settings(decoded.text, note.path, context.settings.styles)
    problems = decoded.problems + body.problems
    if not body.is_included:
        return ReadResult(problems=problems)
    source = Source(note.path, note.file, body.text, body.first_line, body.values, modified, body.line_numbers)
    places = context.tools.find_nearest(note.path)
    tools = choose_tools(context.settings.source, places, note.path, source.text)
    borrowed = list_borrowed(tools, places)
    return ReadResult(source.replace(tools=tools, borrowed=borrowed, places=tuple(places.items())), problems)


def find_conflict(text: str) -> int:
    """Return the number of the line where a merge conflict begins that git left, 0 without one; code may show some."""
    lines = text.split("\n")
    start, middle, end = CONFLICT_MARKS
    starts = (index for index, line in enumerate(lines) if start.fullmatch(line))
    for index in starts:
        rest = iter(lines[index + 1 :])
        is_whole = any(map(middle.fullmatch, rest)) and any(map(end.fullmatch, rest))
        if not is_whole:
            return 0
        if not find_code(lines[: index + 1])[-1]:
            return index + 1
    return 0


def create_conflict_problem(path: str, line: int) -> Problem:
    """Return the problem of a note in which git left a merge conflict; its cards stay as they are."""
    hint = Message("Keep what is right, delete the lines with <<<<<<<, ======= and >>>>>>>, and build again.")
    return Problem(ProblemCode.NOTE_UNREADABLE, Place(path, line), Message("the note has a merge conflict"), hint)


def split_off_settings(text: str, path: str, styles: tuple[str, ...]) -> NoteText:
    """Return a note's Markdown and its front matter, from the JSON of a notebook too."""
    if not is_notebook(path):
        return split_front_matter(text, path, styles)
    from notedeck.source.notebook import read_notebook

    return read_notebook(text, path, styles)


def rewrite_for_tools(source: Source, context: ReadContext) -> tuple[Source, tuple[Problem, ...]]:
    """Return a note in GitHub's Markdown, as each tool that it is written for says, and what they reported.

    The note has the macros that these tools know.
    """
    nearest = dict(source.places)
    tools = tuple(sorted({*source.tools, *source.judged}))
    sites = [(tool, context.locate_site(source.file, nearest.get(tool, context.folder))) for tool in tools]
    if "\\" in source.text:
        from notedeck.source.site_macros import add_macros

        source = add_macros(source, sites, context.settings.macros)
    if not tools:
        return source, ()
    page = create_page(source.path, source.text, source.first_line, source.matter)
    page = page.replace(numbers=source.line_numbers or page.numbers)
    for tool, site in sites:
        page = load_rewriting(tool).rewrite_page(page, site)
    return apply_page(source, page).replace(tools=tools), page.problems


def apply_page(source: Source, page: Page) -> Source:
    """Return a note with the lines and the front matter of a page."""
    first = page.numbers[0] if page.numbers else source.first_line
    in_order = page.numbers == tuple(range(first, first + len(page.numbers)))
    return source.replace(
        text=page.text,
        first_line=first,
        line_numbers=() if in_order else page.numbers,
        matter=page.matter,
        inserted=page.inserted,
    )


def read_bytes(note: NoteFile, roots: Collection[Path], max_bytes: int) -> bytes | Problem:
    """Return a note's bytes, or the problem of one that is not read."""
    try:
        return read_file(note.file, roots=roots, max_bytes=max_bytes)
    except FileRefusedError as error:
        if error.refusal is Refusal.TOO_LARGE:
            hint = Message("Split the note, store embedded pictures (data:) as files, or exclude it in deck.toml.")
            return Problem(
                ProblemCode.NOTE_TOO_LARGE, Place(note.path), Message("the file {detail}", detail=error.detail), hint
            )
        return Problem(
            ProblemCode.NOTE_UNREADABLE, Place(note.path), Message("the file {detail}", detail=error.detail), error.hint
        )
