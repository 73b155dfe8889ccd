"""What a person reads about translations that stood beside the notes, and the same as values for JSON."""

from __future__ import annotations

from typing import Any

from notedeck.cli.console import Console
from notedeck.messages import Message, format_count, join_messages
from notedeck.translation.parallel.offer import Offer
from notedeck.translation.parallel.pairs import ParallelText
from notedeck.util.text import shorten_text

NOTHING = Message(
    "no translation stands beside the notes: put README.en.md beside README.md, or en/tcp.md beside ko/tcp.md, with "
    "about the same headings"
)

TAKEN = Message("{translations} taken from {notes}")
WOULD_TAKE = Message("{translations} would be taken from {notes}")


def report_offer(console: Console, offer: Offer, target: str, *, dry_run: bool = False) -> dict[str, Any]:
    """Print what the memory took and what nobody could align, and return it for JSON."""
    known = (*offer.added, *offer.present, *offer.kept)
    files = {text.other.path for text in known}
    for text in offer.unclear:
        console.print_line(f'{text.place}: "{shorten_text(text.msgid)}": ' + describe_unclear(text))
    for text in offer.kept:
        console.print_line(
            Message(
                '{other}: "{msgid}": the memory has another translation, which stays',
                other=text.other,
                msgid=shorten_text(text.msgid),
            )
        )
    if not (known or offer.unclear):
        console.print_line(Message("{language}: {summary}", language=target, summary=NOTHING))
    else:
        counts = [
            (WOULD_TAKE if dry_run else TAKEN).fill(
                translations=format_count(len(offer.added), "translation"),
                notes=format_count(len(files), "note"),
            )
        ]
        counts += [Message("{count:,} already there", count=len(offer.present))] if offer.present else []
        counts += [Message("{count:,} differ from yours, which stay", count=len(offer.kept))] if offer.kept else []
        counts += [Message("{count:,} not aligned", count=len(offer.unclear))] if offer.unclear else []
        console.print_line(Message("{language}: {counts}", language=target, counts=join_messages(", ", counts)))
    return {
        "language": target,
        "added": [list_values(text) for text in offer.added],
        "present": len(offer.present),
        "kept": [list_values(text) for text in offer.kept],
        "unaligned": [list_values(text) for text in offer.unclear],
    }


def describe_unclear(text: ParallelText) -> Message:
    """Return why a text has no translation, with the place where it would be."""
    return Message("{reason} ({place})", reason=text.reason, place=text.other)


def list_values(text: ParallelText) -> dict[str, Any]:
    """Return a text for JSON."""
    places = {"path": text.place.path, "line": text.place.line}
    others = {"translation_path": text.other.path, "translation_line": text.other.line}
    return {**places, **others, "msgid": text.msgid, "msgstr": text.msgstr, "reason": text.reason}
