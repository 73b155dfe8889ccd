"""Tables (GitHub Flavored Markdown, 4.10)."""

from __future__ import annotations

import re

DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
PIPE = re.compile(r"((?:[^\\|]|\\.|\\$)*)(\||$)", re.S)


def aligns(line: str) -> list[str] | None:
    """The alignments that a delimiter row gives, "" for none each; None if this is no such row."""
    stripped = line.strip()
    if not stripped or stripped[0] not in "|:-" or not DELIMITER.fullmatch(stripped):
        return None
    if "|" not in stripped and ":" not in stripped:
        return None
    return [align(cell) for cell in cells(stripped)]


def align(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


def cells(line: str) -> list[str]:
    """The cells of a row, trimmed; `\\|` is a pipe inside a cell."""
    text = line.strip()
    text = text.removeprefix("|")
    rows = []
    place = 0
    while place <= len(text):
        match = PIPE.match(text, place)
        assert match is not None
        rows.append(match[1].strip().replace("\\|", "|"))
        if not match[2]:
            break
        place = match.end()
    return rows[:-1] if len(rows) > 1 and not rows[-1] and text.endswith("|") else rows


def fitted(row: list[str], width: int) -> list[str]:
    """A row with exactly as many cells as the table has columns."""
    return (row + [""] * width)[:width]
