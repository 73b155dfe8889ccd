"""Edits of notes as data, and what they did to the cards.

A story's edits are builds with a line `---` between them. Each names a file and, below it, hunks: lines with `-` that
stand in the file as they are, and lines with `+` that take their place. `mv OLD NEW` renames a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from notedeck.identity import Change, Kind
from tests.support.paths import DATA

NOTES = DATA / "identity" / "notes"
STYLED = NOTES.with_name("styled")


def split_builds(given: str) -> list[str]:
    """Return the edits before each build."""
    return re.split(r"^---\n", given, flags=re.M)


def apply_edits(root: Path, edits: str) -> None:
    """Apply the edits of one build to the notes in `root`."""
    file = root
    for block in re.split(r"\n\n|\n(?=[^-+\n])", edits.strip("\n")):
        lines = block.split("\n")
        if lines[0].startswith("mv "):
            _, old, new = lines[0].split(" ")
            (root / new).parent.mkdir(exist_ok=True)
            (root / old).rename(root / new)
            continue
        if lines[0][:1] not in "-+":
            file = root / lines.pop(0)
        apply_hunk(file, lines)


def apply_hunk(file: Path, lines: list[str]) -> None:
    """Replace lines; the old ones must occur once."""
    old, new = ([line[1:] for line in lines if line[:1] == sign] for sign in "-+")
    text = file.read_text(encoding="utf-8")
    if not lines:
        return
    assert f"\n{text}".count("\n" + "\n".join(old) + "\n") == 1, f"{file.name}: {old}"
    replaced = f"\n{text}".replace("\n" + "\n".join(old) + "\n", "\n" + "\n".join(new) + "\n" if new else "\n")
    file.write_text(replaced[1:], encoding="utf-8")


def describe_changes(changes: tuple[Change, ...], before: int) -> str:
    """`19 kept, renamed A -> B`: how many cards stay as they are, and what happened to the others."""
    touched = sum(change.kind not in (Kind.NEW, Kind.RETURNED) for change in changes)
    return ", ".join([f"{before - touched} kept", *sorted(list_change_names(changes))])


def list_change_names(changes: tuple[Change, ...]) -> Iterator[str]:
    """Yield each change by its titles."""
    for change in changes:
        renamed = change.old is not None and change.kind is Kind.RENAMED
        yield f"{change.kind.value} " + (f"{change.old.title} -> " if renamed and change.old else "") + change.title
