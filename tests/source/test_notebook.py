"""Jupyter notebooks: their cells as Markdown, each line with its line in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notedeck.config.settings import ReadingSettings
from notedeck.source import read_notes
from notedeck.source.notebook import read_notebook
from notedeck.source.notebook.outputs import cut_hidden_parts
from tests.support.cases import Case, load_cases

SMALL_PNG = "iVBORw0KGgo="

PATH = "노트.ipynb"
CASES = load_cases("source/notebook.md")


def format_notebook(text: str) -> str:
    """The lines of a notebook after their lines in the file, its title and tags, and the problems."""
    body = read_notebook(text, PATH)
    numbered = zip(body.line_numbers, body.text.split("\n"), strict=False) if body.is_included else ()
    lines = [f"{number}: {line}".rstrip() for number, line in numbered]
    while lines and lines[-1].endswith(":"):
        lines.pop()
    title = [f"title: {body.values.title}"] if body.values.title else []
    return "\n".join([*title, *lines, *map(str, body.problems)])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_reading(case: Case) -> None:
    assert format_notebook(case.given) == case.expected


def test_a_notebook_that_is_nested_too_deeply_is_reported() -> None:
    deep = '{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert format_notebook(deep) == f"{PATH}: note-unreadable: the notebook cannot be read: it is nested too deeply"


def test_a_number_without_end_is_read() -> None:
    text = '{"nbformat": ' + "9" * 100_000 + ', "cells": [{"cell_type": "markdown", "source": "글"}]}'
    assert format_notebook(text) == "1: 글"


def test_running_a_notebook_again_changes_nothing() -> None:
    runs = [make_run(count, address) for count, address in ((1, "0x7f01"), (27, "0x7fff"))]
    assert len({*runs}) == 2
    assert len({*map(format_notebook, runs)}) == 1


def make_run(count: int, address: str) -> str:
    """A notebook whose code has run as the cell of this number, with objects at this address."""
    data = {"text/plain": f"<Plot at {address}>", "image/png": SMALL_PNG}
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": f"[<Thing object at {address}>]\n"},
        {"output_type": "stream", "name": "stderr", "text": f"100%|###| {count}/9 [00:0{count % 7}<00:00]"},
        {"output_type": "display_data", "data": data},
        {"output_type": "execute_result", "execution_count": count, "data": {"text/plain": f"[<Line2D at {address}>]"}},
    ]
    cells = [
        {"cell_type": "markdown", "source": "# 그래프"},
        {"cell_type": "code", "execution_count": count, "source": "plt.plot(x)", "outputs": outputs},
    ]
    return json.dumps({"cells": cells})


def test_checkpoints_are_no_notes(tmp_path: Path) -> None:
    text = '{"cells": [{"cell_type": "markdown", "source": "# 글"}]}'
    for name in ("노트.ipynb", ".ipynb_checkpoints/노트-checkpoint.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    notes, problems = read_notes(tmp_path, ReadingSettings())
    assert [(note.path, note.text.strip(), note.tools) for note in notes] == [("노트.ipynb", "# 글", ("jupyter",))]
    assert problems == ()


def test_a_picture_that_is_attached_once_is_not_copied_a_thousand_times() -> None:
    cell = {
        "cell_type": "markdown",
        "source": "![](attachment:a.png) " * 1000,
        "attachments": {"a.png": {"image/png": "A" * 10_000}},
    }
    assert len(read_notebook(json.dumps({"cells": [cell]}), "a.ipynb").text) < 100_000


def test_letters_that_grow_in_lower_case_hide_nothing_and_show_nothing() -> None:
    assert cut_hidden_parts("İİİİ<p>글</p><!-- 비밀 --><SCRIPT>a()</SCRIPT>끝") == "İİİİ<p>글</p>끝"
