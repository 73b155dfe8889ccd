"""Checks: what a careful author looks at before sharing a deck. One module for each kind of finding.

A check is found by its file name; a module whose name starts with "_" is no check. To add one, add a module here, its
codes in `problems.py`, and a fixture `tests/data/checks/<name>.md`. No check changes a deck, and a deck with findings
is built all the same.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from notedeck.checks._context import CheckContext
from notedeck.checks._suppressions import apply_suppressions
from notedeck.problems import Problem, ProblemCode


class Check(Protocol):
    """What the module of a check has: the codes that it can report, and a function that finds problems."""

    CODES: tuple[ProblemCode, ...]

    def find_problems(self, context: CheckContext) -> Iterable[Problem]:
        """Return the findings in any order."""


@cache
def load_checks() -> dict[str, Check]:
    """Return the check modules of this package by their file names."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


def run_checks(context: CheckContext) -> tuple[Problem, ...]:
    """Return the findings of all checks in the order of their places."""
    problems = (problem for check in load_checks().values() for problem in check.find_problems(context))
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code.slug)))


__all__ = ["Check", "CheckContext", "apply_suppressions", "load_checks", "run_checks"]
