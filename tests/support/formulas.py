"""Formulas for tests and benchmarks: honest ones, hostile ones, and those that are too large to be written out."""

from __future__ import annotations

from notedeck.markup.formulas.tex import MAX_CHARACTERS
from tests.support.paths import DATA

LINE_END = "␤"  # in the files, a line end within a formula
LARGE_FORMULAS = (
    "x" * (MAX_CHARACTERS + 1),
    "{" * 100 + "}" * 100,
    r"\left(" * 100 + r"\right)" * 100,
    r"\displaystyle" * 100,
    r"\color{red}" * 100,
    r"\rm" * 500,
    "&" * 100 + r"\\" * 100,
    r"\sqrt{" * 40 + "x" + "}" * 40,
    r"\text{$" * 60 + "$}" * 60,
    r"\pmb{" * 9 + "x" + "}" * 9,
    r"\underbracket{" * 9 + "x" + "}" * 9,
    r"\frac{1}{" * 9_999 + "}" * 9_999,
)


def read_formulas(name: str) -> tuple[str, ...]:
    """Return the formulas of a file, one on each line."""
    lines = (DATA / "formulas" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.replace(LINE_END, "\n") for line in lines)
