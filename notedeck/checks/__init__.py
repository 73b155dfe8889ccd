"""What a careful deck maker looks at before giving a deck away: one file a kind of finding, found by its file name.

A check is a module with `CODES`, the codes that it may tell, and `find(given) -> Iterable[Problem]`; a file whose name
starts with "_" is none. No check changes a deck, and a deck with findings is built all the same.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from notedeck.checks._given import Given
from notedeck.problems import Problem, ProblemCode


class Check(Protocol):
    """What a module of a check offers."""

    CODES: tuple[ProblemCode, ...]

    def find(self, given: Given) -> Iterable[Problem]:
        """What this check finds, in any order."""


@cache
def checks() -> dict[str, Check]:
    """Every check found in this folder, by the name of its file."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


def found(given: Given) -> tuple[Problem, ...]:
    """All findings, in the order of their places."""
    rows = (problem for check in checks().values() for problem in check.find(given))
    return tuple(sorted(rows, key=lambda problem: (problem.place, problem.code.slug)))


__all__ = ["Check", "Given", "checks", "found"]
