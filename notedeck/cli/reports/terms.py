"""What a person reads about translations that break the glossary, and the same as values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from notedeck.cli.console import Console
from notedeck.messages import Message, format_count
from notedeck.model import Place
from notedeck.translation.memory import name_memory
from notedeck.translation.wording.breaks import GlossaryBreak
from notedeck.util.text import shorten_text


def report_breaks(
    console: Console, breaks: Sequence[GlossaryBreak], target: str, *, lists_all: bool = False
) -> dict[str, Any]:
    """Print what breaks the glossary: the texts of people, and with `lists_all` also those of engines.

    Return all of them for JSON.
    """
    of_people = [item for item in breaks if not item.entry.is_from_engine]
    of_engines = [item for item in breaks if item.entry.is_from_engine]
    for item in (*of_people, *(of_engines if lists_all else ())):
        console.print_line(format_break(item, target))
    counts = [len({item.entry.key for item in group}) for group in (of_people, of_engines)]
    by_people = Message("{texts} by people, which stay", texts=format_count(counts[0], "text"))
    summary = Message(
        "{by_people}, and {count:,} by an engine break the glossary", by_people=by_people, count=counts[1]
    )
    shown = summary if breaks else Message("nothing breaks the glossary")
    console.print_line(Message("{language}: {summary}", language=target, summary=shown))
    return {"language": target, "breaks": [list_values(item) for item in breaks]}


def format_break(item: GlossaryBreak, target: str) -> Message:
    """Return one line for a text that breaks the glossary."""
    return Message(
        "{place}: {author}: {reason}: {text}",
        place=Place(name_memory(target), item.entry.line),
        author=Message("engine") if item.entry.is_from_engine else Message("person"),
        reason=item.reason,
        text=shorten_text(item.entry.shown_text),
    )


def list_values(item: GlossaryBreak) -> dict[str, Any]:
    """Return a text that breaks the glossary for JSON."""
    entry = item.entry
    values = {"term": item.term, "translation": item.translation, "msgid": entry.msgid, "msgstr": entry.msgstr}
    return {"line": entry.line, "human": not entry.is_from_engine, **values}
