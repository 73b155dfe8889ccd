"""Checks: what a careful author looks at before sharing a deck. One module for each kind of finding.

A check is found by its file name; a module whose name starts with "_" is no check. To add one, add a module here, its
codes in `problems.py`, and a fixture `tests/data/checks/<name>.md`. No check changes a deck, and a deck with findings
is built all the same.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol, runtime_checkable

from notedeck.checks._context import CheckContext, CheckedCard
from notedeck.checks._suppressions import apply_suppressions
from notedeck.problems import Problem, ProblemCode


class Check(Protocol):
    """What the module of a check has: the codes that it can report; it is a `DeckCheck`, a `CardCheck` or both."""

    CODES: tuple[ProblemCode, ...]


@runtime_checkable
class DeckCheck(Protocol):
    """What a check has that looks at the deck as a whole."""

    def find_problems(self, context: CheckContext) -> Iterable[Problem]:
        """Return the findings in any order."""


@runtime_checkable
class CardCheck(Protocol):
    """What a check has that looks at each card by itself."""

    def find_card_problems(self, checked: CheckedCard) -> Iterable[Problem]:
        """Return the findings about one card."""


@cache
def load_checks() -> dict[str, Check]:
    """Return the check modules of this package by their file names."""
    names = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


def run_checks(context: CheckContext, checks: Iterable[Check] | None = None) -> tuple[Problem, ...]:
    """Return the findings of some checks, of all by default, in the order of their places."""
    problems = find_problems(context, [*(load_checks().values() if checks is None else checks)])
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code.slug)))


def find_problems(context: CheckContext, checks: Iterable[object]) -> Iterator[Problem]:
    """Yield the findings of the checks; the words of a card are found once, and forgotten before the next card."""
    card_checks = [check.find_card_problems for check in checks if isinstance(check, CardCheck)]
    for check in checks:
        if isinstance(check, DeckCheck):
            yield from check.find_problems(context)
    for card in context.deck.cards if card_checks else ():
        checked = CheckedCard(card)
        for find_card_problems in card_checks:
            yield from find_card_problems(checked)


__all__ = ["Check", "CheckContext", "apply_suppressions", "load_checks", "run_checks"]
