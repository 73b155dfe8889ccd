"""What every value is, and the place in the notes that many of them have."""

from __future__ import annotations

from typing import Self

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen value. It is defined, read, compared and copied much faster than a dataclass; it may be in no cycle."""

    def replace(self, **changes: object) -> Self:
        """Return this value with other values for some of its fields."""
        return msgspec.structs.replace(self, **changes)


class Place(Value, frozen=True, order=True):
    """A place in the notes: `path` relative to the notes root with `/`, `line` from 1 (0 = the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        """Return `path:line`, or the path alone."""
        return f"{self.path}:{self.line}" if self.line else self.path
