"""Nothing in the place of a translation: no text, dots, or what a program writes for "no value"."""

from __future__ import annotations

from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity
from notedeck.translation.segments.tokens import list_tokens

NO_VALUES = frozenset({"null", "none", "nil", "nan", "undefined", "n/a", "[object object]", "translation", "string"})


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation without words whose source has some; between codes, signs may do."""
    translation = text.translation
    is_only_signs = bool(translation) and not any(map(str.isalnum, translation)) and not list_tokens(text.msgstr)
    if not text.msgstr.strip():
        yield Doubt(Severity.REFUSED, Message("it is empty"))
    elif is_only_signs and any(map(str.isalnum, text.source)):
        yield Doubt(Severity.REFUSED, Message("it has no words"))
    elif translation.casefold() in NO_VALUES and translation.casefold() not in text.source.casefold():
        yield Doubt(Severity.REFUSED, Message('it is only "{translation}"', translation=translation))
