"""Hints for names with a typo."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from notedeck.messages import Message

MIN_SIMILARITY = 0.6  # of difflib's ratio; its default


def find_closest_name(name: str, allowed: Iterable[str], min_similarity: float = MIN_SIMILARITY) -> str:
    """Return the most similar of the allowed names, an empty text if none is similar."""
    return next(iter(get_close_matches(name, list(allowed), n=1, cutoff=min_similarity)), "")


def suggest_name(name: str, allowed: Iterable[str]) -> Message:
    """Return the hint `Did you mean "x"?`, or the list of the allowed names if none is similar."""
    names = tuple(allowed)
    closest = find_closest_name(name, names)
    return (
        Message('Did you mean "{closest}"?', closest=closest)
        if closest
        else Message("Allowed: {names}.", names=", ".join(names))
    )
