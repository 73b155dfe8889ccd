"""Problems as annotations of a pull request: the workflow commands that GitHub Actions reads from the output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from notedeck.problems import Problem, Severity

KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def lines(problems: Iterable[Problem], folder: Path, root: Path) -> Iterator[str]:
    """A line for each problem; `folder` is that of the notes, and paths are told from `root`, that of the work tree.

    GitHub's documentation of workflow commands: values escape %, line ends, ":" and ",", the message the first two.
    """
    for problem in problems:
        file = folder.resolve() / problem.place.path
        path = (
            file.relative_to(root.resolve()).as_posix() if file.is_relative_to(root.resolve()) else problem.place.path
        )
        values = {"file": path, "title": problem.code.slug} | (
            {"line": problem.place.line} if problem.place.line else {}
        )
        told = ",".join(f"{name}={value(str(text))}" for name, text in values.items())
        text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        yield f"::{KINDS[problem.severity]} {told}::{message(text)}"


def message(text: str) -> str:
    """A text on one line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """A value between commas."""
    return message(text).replace(":", "%3A").replace(",", "%2C")
