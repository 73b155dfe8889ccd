"""The source in the place of its translation."""

from __future__ import annotations

from collections.abc import Iterator

from notedeck.translation.doubts._values import CheckedText, Doubt, Severity


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation with the same letters and digits as its source."""
    letters = keep_letters(text.source)
    if letters and letters == keep_letters(text.translation):
        yield Doubt(Severity.REFUSED, "it repeats the source")


def keep_letters(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return "".join(filter(str.isalnum, text)).casefold()
