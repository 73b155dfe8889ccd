"""Short texts for messages."""

from __future__ import annotations


def format_count(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 request`, `1,200 requests`.

    Pass `plural` where it is not the noun with an "s": `format_count(2, "entry", "entries")`.
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
