"""Signs that are no text: entities that stayed entities, and characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.util.text import HIDDEN_CHARACTERS

ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8});", re.IGNORECASE)
REPLACEMENT = "\ufffd"  # in the place of a character that could not be read


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for each kind of sign that the source does not have."""
    entity = ENTITY.search(text.translation)
    if entity and not ENTITY.search(text.source):
        yield Doubt(Severity.DOUBTFUL, Message("it contains {entity}", entity=entity[0]))
    if REPLACEMENT in text.translation and REPLACEMENT not in text.source:
        yield Doubt(Severity.DOUBTFUL, Message("it contains a broken character"))
    if hidden := {*HIDDEN_CHARACTERS.findall(text.translation)} - {*"\t\n\xad", *text.source}:
        yield Doubt(
            Severity.REMARK,
            Message(
                "it contains hidden characters: {signs}",
                signs=", ".join(f"U+{ord(sign):04X}" for sign in sorted(hidden)),
            ),
        )
