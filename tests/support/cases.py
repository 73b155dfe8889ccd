"""Fixtures as data: `title`, `input` and `expected`, each closed by a line with a single dot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.paths import DATA


@dataclass(frozen=True, slots=True)
class Case:
    """One behaviour: what goes in, and what must come out."""

    title: str
    given: str
    expected: str

    def __str__(self) -> str:
        return self.title


def cases(name: str) -> list[Case]:
    """The cases of `tests/data/<name>`, in order.

    Raises ValueError when the file does not consist of whole cases.
    """
    text = (DATA / name).read_text(encoding="utf-8")
    parts = [part.removesuffix("\n") for part in re.split(r"^\.\n", text, flags=re.M)]
    if len(parts) % 3 != 1 or parts[-1].strip():
        raise ValueError(f"{name}: a case is a title, an input and an expected text, each followed by a line '.'")
    rows = zip(parts[0:-1:3], parts[1::3], parts[2::3], strict=True)
    return [Case(title.strip(), given, expected) for title, given, expected in rows]


def rewrite(name: str, function: Callable[[str], str]) -> None:
    """Write what `function` gives now into the expected part of every case; the diff is then read by a person."""
    rows = (part for case in cases(name) for part in (case.title, case.given, function(case.given)))
    (DATA / name).write_text("".join(f"{row}\n.\n" if row else ".\n" for row in rows), encoding="utf-8")
