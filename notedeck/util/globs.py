"""Patterns as in .gitignore, matched in linear time.

pathspec writes a pattern as a regular expression; many `*` in one take it hours. A `*` that another one follows need
not be tried at more than its first fitting place, which is what an atomic group says.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STAR = "[^/]*"
INNER_FOLDERS = "(?:/.+)?"
LEADING_FOLDERS = "^(?:.+/)?"


def build_spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    """Return what matches the patterns. Raises ValueError for one that is invalid."""
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):  # of `[[a]`, which means what it did
            return GitIgnoreSpec([make_linear(pattern) for pattern in GitIgnoreSpec.from_lines(patterns).patterns])
    except re.error as error:
        raise ValueError(str(error)) from None


def make_linear(pattern: Any) -> Any:
    """Return a pattern of pathspec that matches the same paths."""
    if pattern.include is None:
        return pattern
    return type(pattern)(re.compile(rewrite_expression(pattern.regex.pattern)), pattern.include)


def rewrite_expression(expression: str) -> str:
    """Return the regular expression of a pattern with atomic groups."""
    first, *others = expression.split(INNER_FOLDERS)
    if not others:
        return rewrite_stars(first)
    *inner, last = others
    start = rewrite_stars(first)
    if start.startswith(LEADING_FOLDERS):
        start = f"^(?>(?:[^/]+/)*?{start.removeprefix(LEADING_FOLDERS)}(?=/))"
    parts = [f"(?>(?:/[^/]+)*?{rewrite_stars(part)}(?=/))" for part in inner]
    return "".join((start, *parts, INNER_FOLDERS, rewrite_stars(last)))


def rewrite_stars(expression: str) -> str:
    """Return a part of an expression in which a `*` that another one follows in the same name is atomic."""
    pieces = expression.split(STAR)
    rewritten = pieces[0]
    for index, piece in enumerate(pieces[1:], 1):
        is_followed = index + 1 < len(pieces) and "/" not in piece.replace("[^/]", "")
        rewritten += f"(?>[^/]*?{piece})" if is_followed else STAR + piece
    return rewritten
