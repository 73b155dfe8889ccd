"""Code, links and pictures that a translation lost or gained."""

from __future__ import annotations

from collections.abc import Iterator

from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.translation.segments.tokens import find_damage


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for damaged tokens."""
    if damage := find_damage(text.msgid, text.msgstr):
        yield Doubt(Severity.DOUBTFUL, damage)
