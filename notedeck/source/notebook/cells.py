"""The cells of a notebook, in both formats that Jupyter has written: nbformat 4, and 3 from before 2015."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from notedeck.model import Value
from notedeck.source.notebook.located_json import Lines, get_object, get_objects, get_texts, read_lines, read_text

DEFAULT_LANGUAGE = "python"
LANGUAGE = re.compile(r"(?P<name>[A-Za-z][\w+#.-]{0,30}?)\d{0,3}")  # `scala211` is Scala 2.11
OUTPUT_TYPES = {"pyout": "execute_result", "pyerr": "error"}  # of nbformat 3
MEDIA_TYPES = {  # of nbformat 3
    "text": "text/plain",
    "html": "text/html",
    "latex": "text/latex",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
HEADING_LEVEL = re.compile(r"[1-6]")


class Output(Value, frozen=True):
    """What a code cell printed: its kind as in nbformat 4, and its forms by media type (`text/plain`, `image/png`)."""

    kind: str
    forms: Mapping[str, str]


class Cell(Value, frozen=True):
    """One cell: its kind (`markdown`, `code` or `raw`), its lines, and what belongs to it.

    `attachments` are Base64 by name and media type.
    """

    kind: str
    lines: Lines
    tags: Sequence[str] = ()
    language: str = DEFAULT_LANGUAGE
    outputs: Sequence[Output] = ()
    attachments: Mapping[str, Mapping[str, str]] = {}


def list_cells(notebook: Any) -> list[Cell] | None:
    """Return the cells of a notebook that have any text, in order; None for what is no notebook."""
    if not isinstance(notebook, dict) or not ({"cells", "worksheets"} & {*notebook}):
        return None
    sheets = [notebook, *get_objects(notebook, "worksheets")]
    language = find_language(notebook)
    cells = [read_cell(cell, language) for sheet in sheets for cell in get_objects(sheet, "cells")]
    return [cell for cell in cells if cell.lines]


def find_language(notebook: Any) -> str:
    """Return the language of a notebook's kernel."""
    metadata = get_object(notebook, "metadata")
    names = (get_object(metadata, "language_info").get("name"), get_object(metadata, "kernelspec").get("language"))
    return next(filter(None, map(clean_language, names)), DEFAULT_LANGUAGE)


def clean_language(name: Any) -> str:
    """Return the name of a language as a code block can have it, "" for none."""
    match = LANGUAGE.fullmatch(read_text(name))
    return match["name"].lower() if match else ""


def read_cell(cell: Mapping[str, Any], language: str) -> Cell:
    """Return a cell; `language` is that of the kernel."""
    kind = read_text(cell.get("cell_type"))
    lines = read_lines(cell.get("source", cell.get("input")))
    if kind == "heading":
        kind, lines = "markdown", make_heading(lines, read_text(cell.get("level")))
    attachments = get_object(cell, "attachments")
    return Cell(
        kind,
        lines,
        tuple(get_texts(get_object(cell, "metadata"), "tags")),
        clean_language(cell.get("language")) or language,
        tuple(map(read_output, get_objects(cell, "outputs"))),
        {name: read_texts(get_object(attachments, name)) for name in attachments},
    )


def make_heading(lines: Lines, level: str) -> Lines:
    """Return the line of a heading cell of nbformat 3."""
    hashes = "#" * (int(level) if HEADING_LEVEL.fullmatch(level) else 1)
    return [(f"{hashes} {' '.join(line for line, _ in lines)}", lines[0][1])] if lines else []


def read_output(output: Mapping[str, Any]) -> Output:
    """Return one output of a code cell."""
    written = read_text(output.get("output_type"))
    kind = OUTPUT_TYPES.get(written, written)
    if kind == "stream":
        name = read_text(output.get("name", output.get("stream"))) or "stdout"
        return Output(kind, {name: read_text(output.get("text"))})
    if kind == "error":
        return Output(kind, {key: read_text(output.get(key)) for key in ("ename", "evalue")})
    forms = output.get("data", {MEDIA_TYPES[key]: output[key] for key in output if key in MEDIA_TYPES})
    return Output(kind, read_texts(forms))


def read_texts(forms: Any) -> dict[str, str]:
    """Return the forms of an output or attachment by media type; one that is no text is there, but empty."""
    return {name: read_text(form) for name, form in forms.items()} if isinstance(forms, dict) else {}
