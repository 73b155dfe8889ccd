"""Format problems as annotations of a pull request: workflow commands that GitHub Actions reads from the output.

Source: GitHub's documentation of workflow commands, and its runner's ActionCommand.cs. Values encode `%`, line ends,
`:` and `,`; messages the first two. Hidden characters are shown as escapes before that, so the only line ends are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from notedeck.errors import DeckError
from notedeck.language import translate
from notedeck.problems import Problem, Severity
from notedeck.util.text import escape_hidden

ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def format_annotations(problems: Iterable[Problem], folder: Path, top: Path) -> Iterator[str]:
    """Return a line for each problem; `folder` is that of the notes, and paths are relative to `top`, the work tree."""
    notes, root = folder.resolve(), top.resolve()
    for problem in problems:
        properties = {"file": find_relative_path(problem.place.path, notes, root), "title": problem.code.slug}
        if problem.place.line:
            properties["line"] = str(problem.place.line)
        values = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
        lines = filter(None, (problem.message, *problem.quoted, problem.hint))
        yield f"::{ANNOTATIONS[problem.severity]} {values}::{'%0A'.join(map(escape_message, lines))}"


def format_error(error: DeckError) -> str:
    """Return a line for what ends the job."""
    lines = filter(None, (error.message, *error.quoted, error.hint))
    return f"::error title=notedeck::{'%0A'.join(map(escape_message, lines))}"


def format_notice(title: str, text: str) -> str:
    """Return a line for what people should know."""
    return f"::notice title={escape_property(title)}::{escape_message(text)}"


@lru_cache  # the problems of a note come one after the other
def find_relative_path(path: str, notes: Path, root: Path) -> str:
    """Return the path of a problem's file relative to the work tree, or as it is if the file is outside."""
    file = notes / path
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else path


def escape_message(text: str) -> str:
    """Return a line of a message."""
    return escape_hidden(translate(text)).replace("%", "%25")


def escape_property(text: str) -> str:
    """Return the value of a property."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")
