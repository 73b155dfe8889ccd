"""Jupyter notebooks as Markdown: the text of their cells, their code, and what it printed.

What changes when the same code runs again, such as the numbers of the cells, is on no card.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from json import JSONDecodeError
from urllib.parse import unquote

from notedeck.config.settings import DEFAULT_STYLE
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.source.front_matter import NoteText, split_front_matter
from notedeck.source.matter_block import find_block
from notedeck.source.notebook.cells import Cell, Output, list_cells
from notedeck.source.notebook.code import write_code
from notedeck.source.notebook.located_json import Lines, parse_located
from notedeck.source.notebook.outputs import HTML_TAG, find_picture, is_interactive, write_outputs
from notedeck.source.page import FENCE, compile_closing, find_code, replace_outside_code

ATTACHMENT = re.compile(r"attachment:([^\s()<>\"']+)")
CONFLICT = re.compile(r"^<{7} ", re.M)
LFS_POINTER = "version https://git-lfs.github.com/spec/"
HINT = Message("Open it in Jupyter and save it again, or exclude it.")
LAUNCHER = re.compile(
    r"//(?:colab\.research\.google\.com|mybinder\.org|nbviewer\.|kaggle\.com/kernels|console\.paperspace)"
)
LINK_MARKS = re.compile(r"!?\[|\]\([^()\s]*\)")
MAX_LAUNCHER_CHARACTERS = 3_000
MAX_EMBEDS = 3  # of one attached picture in a cell; each is a copy of it
MAX_LAUNCHER_WORDS_CHARACTERS = 80
# Jupyter Book's tags, and nbconvert's: https://jupyterbook.org/en/stable/interactive/hiding.html
REMOVED_CELL = frozenset({"remove-cell", "remove_cell"})
REMOVED_INPUT = frozenset({"remove-input", "remove_input"})
HIDDEN_INPUT = frozenset({"hide-input", "hide_input"})
REMOVED_OUTPUT = frozenset({"remove-output", "remove_output"})


def read_notebook(text: str, path: str, styles: tuple[str, ...] = (DEFAULT_STYLE,)) -> NoteText:
    """Return a notebook as Markdown, after its front matter; one that is damaged or has no text is not included.

    `path` is for the places of problems, `styles` are the allowed style names.
    """
    try:
        cells = list_cells(parse_located(text))
    except JSONDecodeError as error:
        return report_damage(path, *describe_damage(text, error))
    except RecursionError:
        return report_damage(path, 0, Message("it is nested too deeply"))
    if cells is None:
        return report_damage(path, 0, Message("it has no cells"))
    if not any(cell.kind == "markdown" for cell in cells):
        message = Message("the notebook makes no cards: it has only code")
        hint = Message("Add a Markdown cell with a title above the code.")
        problem = Problem(ProblemCode.NOTEBOOK_CODE_ONLY, Place(path), message, hint)
        return NoteText("", is_included=False, problems=(problem,))
    lines = [pair for cell in cells if (block := write_cell(cell)) for pair in (*block, ("", block[-1][1]))]
    body = split_front_matter("\n".join(line for line, _ in lines), path, styles)
    return locate_body(body, [number for _, number in lines], report_interactive(cells, path))


def locate_body(body: NoteText, numbers: Sequence[int], problems: Iterable[Problem]) -> NoteText:
    """Return the text of a notebook with lines of the file instead of lines of the text, and with more problems."""

    def find_line(line: int) -> int:
        return numbers[line - 1] if line else 0

    located = (
        problem.replace(place=problem.place.replace(line=find_line(problem.place.line))) for problem in body.problems
    )
    directives = (item.replace(line=find_line(item.line)) for item in body.values.directives)
    own_numbers = tuple(numbers[body.first_line - 1 :])
    return body.replace(
        first_line=own_numbers[0] if own_numbers else 1,
        values=body.values.replace(directives=tuple(directives)),
        problems=(*located, *problems),
        line_numbers=own_numbers,
    )


def describe_damage(text: str, error: JSONDecodeError) -> tuple[int, Message, Message]:
    """Return on which line a notebook is damaged, how, and what to do."""
    if text.startswith(LFS_POINTER):
        return 1, Message("it is only a pointer to a file in Git LFS"), Message("Get the file itself: git lfs pull.")
    if conflict := CONFLICT.search(text):
        return (
            text.count("\n", 0, conflict.start()) + 1,
            Message("it has a merge conflict"),
            Message("Resolve the conflict."),
        )
    if not text.strip():
        return 0, Message("it is empty"), HINT
    return error.lineno, Message("it is not valid JSON: {msg}", msg=error.msg.removesuffix(" at")), HINT


def report_damage(path: str, line: int, message: Message, hint: Message = HINT) -> NoteText:
    """Return a notebook without text, and why."""
    problem = Problem(
        ProblemCode.NOTE_UNREADABLE,
        Place(path, line),
        Message("the notebook cannot be read: {message}", message=message),
        hint,
    )
    return NoteText("", is_included=False, problems=(problem,))


def report_interactive(cells: list[Cell], path: str) -> tuple[Problem, ...]:
    """Return a problem at the first cell whose output is a program and not text or a picture."""
    for cell in cells:
        if write_code_cell(cell, set()) and any(map(is_lost, cell.outputs)):
            message = Message("interactive outputs are left out")
            hint = Message("A card can show them as pictures: let the code save or show one.")
            return (Problem(ProblemCode.SYNTAX_DROPPED, Place(path, cell.lines[0][1]), message, hint),)
    return ()


def is_lost(output: Output) -> bool:
    """Return whether a card shows nothing of an interactive output."""
    return is_interactive(output) and not [*write_outputs([output])]


def write_cell(cell: Cell) -> Lines:
    """Return a cell in Markdown: no lines for one that only programs read."""
    tags = {tag.lower() for tag in cell.tags}
    if tags & REMOVED_CELL:
        return []
    if cell.kind == "markdown":
        return [] if is_launcher(cell) else close_code(embed_attachments(cell))
    if cell.kind == "raw":
        return write_raw(cell)
    return write_code_cell(cell, tags) if cell.kind == "code" else []


def is_launcher(cell: Cell) -> bool:
    """Return whether a cell only offers to open the notebook in a service such as Colab."""
    text = "\n".join(line for line, _ in cell.lines)[:MAX_LAUNCHER_CHARACTERS]
    words = LINK_MARKS.sub("", HTML_TAG.sub("", text)).split()
    is_title = any(line.startswith("#") for line, _ in cell.lines)
    return LAUNCHER.search(text) is not None and not is_title and len("".join(words)) <= MAX_LAUNCHER_WORDS_CHARACTERS


def write_raw(cell: Cell) -> Lines:
    """Return the front matter in a raw cell; all else in it is for other programs."""
    text = "\n".join(line for line, _ in cell.lines)
    block = find_block(text)
    return cell.lines if block is not None and not text[block.end :].strip() else []


def write_code_cell(cell: Cell, tags: set[str]) -> Lines:
    """Return a code cell with its outputs below it, or only the outputs of code that is hidden."""
    code = write_code(cell)
    number = cell.lines[-1][1]
    outputs = [] if tags & REMOVED_OUTPUT or not code else [*write_outputs(cell.outputs)]
    is_hidden = tags & REMOVED_INPUT or (tags & HIDDEN_INPUT and outputs)
    shown = [] if is_hidden else [*code]
    for output in outputs:
        shown += [(line, number) for line in (["", *output] if shown else output)]
    return shown


def close_code(lines: Lines) -> Lines:
    """Return the lines of a cell with the end of a code block that it left open: the next cell is none of it."""
    sign = ""
    for line, _ in lines:
        if sign:
            sign = "" if compile_closing(sign).match(line) else sign
        elif match := FENCE.match(line):
            sign = match["sign"]
    return [*lines, (sign, lines[-1][1])] if sign else lines


def embed_attachments(cell: Cell) -> Lines:
    """Return the lines of a cell with the pictures that are attached to it."""
    counts: Counter[str] = Counter()

    def embed_picture(match: re.Match[str]) -> str:
        name = unquote(match[1])
        counts[name] += 1
        return (counts[name] <= MAX_EMBEDS and find_picture(cell.attachments.get(name, {}))) or name

    lines = [line for line, _ in cell.lines]
    return [
        (
            line if is_code or "attachment:" not in line else replace_outside_code(line, ATTACHMENT, embed_picture),
            number,
        )
        for (line, number), is_code in zip(cell.lines, find_code(lines), strict=True)
    ]
