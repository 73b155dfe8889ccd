"""Merge conflicts in deck.lock: the lines of both sides are kept, as the build decides about each card anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from notedeck.identity.lock.damage import LockDamageError
from notedeck.identity.lock.format import FILE_NAME, HEADER
from notedeck.messages import Message

MARK = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?")


class Part(Enum):
    """A part of a file with conflicts, and the mark that begins it."""

    OURS = b"<<<<<<<"
    BASE = b"|||||||"  # the lines before both changes, with `merge.conflictStyle = diff3`
    THEIRS = b"======="
    MERGED = b">>>>>>>"


FOLLOWERS = {
    Part.MERGED: (Part.OURS,),
    Part.OURS: (Part.BASE, Part.THEIRS),
    Part.BASE: (Part.THEIRS,),
    Part.THEIRS: (Part.MERGED,),
}


def has_conflicts(lines: Sequence[bytes]) -> bool:
    """Return whether git left a conflict in these lines."""
    return any(line[:1] == b"<" and MARK.fullmatch(line) for line in lines)


def keep_both_sides(lines: Sequence[bytes]) -> list[bytes]:
    """Return the lines with those of both sides of each conflict, and without its marks.

    Raises LockDamageError if a mark is missing, or the two sides have other formats.
    """
    parts = list(assign_parts(lines))
    if any(part is not Part.MERGED for part, _ in parts[: len(HEADER)]):
        raise LockDamageError(
            Message("{file}: a merge left two versions of the format", file=FILE_NAME),
            Message("Build with one of the versions."),
        )
    return [line for part, line in parts if line and part is not Part.BASE]


def assign_parts(lines: Sequence[bytes]) -> Iterator[tuple[Part, bytes]]:
    """Yield each line with the part that it is in; a mark is an empty line."""
    part = Part.MERGED
    for number, line in enumerate(lines, start=1):
        mark = MARK.fullmatch(line)
        if mark is None:
            yield part, line
            continue
        following = Part(mark[1])
        if following not in FOLLOWERS[part]:
            raise LockDamageError(
                Message(
                    "{file}:{number}: this mark of a merge conflict has no counterpart", file=FILE_NAME, number=number
                )
            )
        part = following
        yield Part.MERGED, b""
    if part is not Part.MERGED:
        raise LockDamageError(Message("{file}: the last merge conflict has no end", file=FILE_NAME))
