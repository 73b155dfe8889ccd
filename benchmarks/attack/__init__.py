"""Attacks on a build by what a stranger wrote: `python -m benchmarks.attack [CLASS ...] [--tries N] [--seed S]`.

Each file here whose name does not start with "_" is a class of attacks, found by its name. It has `TRIES`, the number
of tries without `--tries`, and `attack(tries, seed)`, which returns a `Result`. Whatever a try does beyond what the
program promises has got through: it read or wrote outside the notes, started a program, put something active on a card,
printed a control character, crashed, hung, or ended with another exit status than 0, 1 and 2.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

MAX_EXAMPLES = 400  # of what got through, kept for the report


class AttackClass(Protocol):
    """The module of a class of attacks."""

    TRIES: int
    attack: Callable[[int, int], Result]


@dataclass(frozen=True, slots=True)
class Result:
    """How many tries were made, and a line for each that got through; `skipped` says why none was made."""

    tries: int
    through: tuple[str, ...] = ()
    skipped: str = ""


def find_classes() -> dict[str, AttackClass]:
    """Return the classes by name, in alphabetical order."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return {name: cast(AttackClass, importlib.import_module(f"{__name__}.{name}")) for name in names}
