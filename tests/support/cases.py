"""Fixtures as data: `title`, `input` and `expected`, each closed by a line with a single dot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import DATA, ROOT


@dataclass(frozen=True, slots=True)
class Case:
    """One behaviour: what goes in, and what must come out."""

    title: str
    given: str
    expected: str
    file: Path
    line: int  # of the title

    def __str__(self) -> str:
        """Return the title as one word, which `pytest -k` can select."""
        return re.sub(r"\W+", "-", self.title).strip("-")

    @property
    def place(self) -> str:
        """Where the case stands: `tests/data/styles/basic.md:1`."""
        return f"{self.file.relative_to(ROOT).as_posix()}:{self.line}"


def load_cases(name: str) -> list[Case]:
    """Return the cases of `tests/data/<name>`, in order.

    Raises ValueError when the file does not consist of whole cases.
    """
    result, line = [], 1
    for title, given, expected in split_cases(name):
        start = line + title[: len(title) - len(title.lstrip())].count("\n")
        result.append(Case(title.strip(), given.removesuffix("\n"), expected.removesuffix("\n"), DATA / name, start))
        line += f"{title}{given}{expected}".count("\n") + 3
    return result


def split_cases(name: str) -> list[tuple[str, str, str]]:
    """Return the three parts of each case as they stand in the file, without the lines of a single dot."""
    parts = re.split(r"^\.\n", (DATA / name).read_text(encoding="utf-8"), flags=re.M)
    if len(parts) % 3 != 1 or parts[-1].strip():
        raise ValueError(f"{name}: a case is a title, an input and an expected text, each followed by a line '.'")
    return list(zip(parts[0:-1:3], parts[1::3], parts[2::3], strict=True))


def render_cases(name: str, render: Callable[[str], str]) -> str:
    """Return the text of a file of cases in which each expected part is what `render` returns now."""
    text = ""
    for title, given, expected in split_cases(name):
        now = render(given.removesuffix("\n"))
        if now != expected.removesuffix("\n"):
            expected = f"{now}\n" if now else ""
        text += f"{title}.\n{given}.\n{expected}.\n"
    return text
