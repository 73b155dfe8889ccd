"""Inputs for the tests of Markdown."""

from __future__ import annotations

import re

from notedeck.markup.blocks.constructs.footnotes import Footnote
from notedeck.markup.definitions import Definitions
from tests.support.cases import Case

VISIBLE = {"→": "\t", "·": " "}


def restore_whitespace(text: str) -> str:
    """Return an input, in which `→` stands for a tab and `·` for a space that an editor might remove."""
    return re.sub("[→·]", lambda match: VISIBLE[match[0]], text)


def read_input(case: Case) -> str:
    """Return the input of a case."""
    return restore_whitespace(case.given)


def define_test_references() -> Definitions:
    """Return what the cases of inline constructs refer to: the link `ref`, and three footnotes."""
    references: dict[str, tuple[str, str | None]] = {"ref": ("r.md", "제목")}
    return Definitions(references, {label: Footnote(1) for label in ("a", "b", "주석")})
