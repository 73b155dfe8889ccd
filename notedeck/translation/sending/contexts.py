"""What goes to an engine with the texts of a request, so that it knows what they are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from notedeck.translation.engines import Contexts
from notedeck.translation.segments.tokens import read_words
from notedeck.translation.sending.protect import ProtectedText
from notedeck.translation.text_context import NO_CONTEXT, TextContext

MAX_SHORT_CHARACTERS = 30  # a longer text says itself what it is about
MAX_NEIGHBOUR_CHARACTERS = 200


def select_contexts(batch: Sequence[ProtectedText], contexts: Mapping[str, TextContext]) -> Contexts:
    """Return the contexts of a request's texts; `contexts` are by source, with neighbours as the memory writes them.

    Only short texts keep their column, and those neighbours that are not sent with them. None at all if none is known.
    """
    sent = {text.msgid for text in batch}
    selected = tuple(select_context(text.msgid, contexts.get(text.msgid, NO_CONTEXT), sent) for text in batch)
    return selected if any(context != NO_CONTEXT for context in selected) else ()


def select_context(msgid: str, context: TextContext, sent: Collection[str]) -> TextContext:
    """Return what goes with a text of a request in which the texts `sent` are."""
    if len(msgid) > MAX_SHORT_CHARACTERS:
        return TextContext(context.headings)
    before, after = ("" if neighbour in sent else neighbour for neighbour in (context.before, context.after))
    return context.replace(before=read_end(before), after=read_start(after))


def read_end(neighbour: str) -> str:
    """Return the end of the words before a text."""
    return " ".join(read_words(neighbour).split())[-MAX_NEIGHBOUR_CHARACTERS:]


def read_start(neighbour: str) -> str:
    """Return the start of the words after a text."""
    return " ".join(read_words(neighbour).split())[:MAX_NEIGHBOUR_CHARACTERS]
