"""What a person reads about translations that stood beside the notes, and the same as values for JSON."""

from __future__ import annotations

from typing import Any

from notedeck.cli.console import Console
from notedeck.translation.parallel.offer import Offer
from notedeck.translation.parallel.pairs import ParallelText
from notedeck.util.text import format_count, shorten_text

NOTHING = (
    "no translation stands beside the notes: put README.en.md beside README.md, or en/tcp.md beside ko/tcp.md, with "
    "about the same headings"
)


def report_offer(console: Console, offer: Offer, target: str, *, dry_run: bool = False) -> dict[str, Any]:
    """Print what the memory took and what nobody could align, and return it for JSON."""
    known = (*offer.added, *offer.present, *offer.kept)
    files = {text.other.path for text in known}
    for text in offer.unclear:
        console.print_line(f'{text.place}: "{shorten_text(text.msgid)}": {describe_unclear(text)}')
    for text in offer.kept:
        console.print_line(
            f'{text.other}: "{shorten_text(text.msgid)}": the memory has another translation, which stays'
        )
    if not (known or offer.unclear):
        console.print_line(f"{target}: {NOTHING}")
    else:
        verb = "would be taken" if dry_run else "taken"
        counts = [f"{format_count(len(offer.added), 'translation')} {verb} from {format_count(len(files), 'note')}"]
        counts += [f"{len(offer.present):,} already there"] if offer.present else []
        counts += [f"{len(offer.kept):,} differ from yours, which stay"] if offer.kept else []
        counts += [f"{len(offer.unclear):,} not aligned"] if offer.unclear else []
        console.print_line(f"{target}: {', '.join(counts)}")
    return {
        "language": target,
        "added": [list_values(text) for text in offer.added],
        "present": len(offer.present),
        "kept": [list_values(text) for text in offer.kept],
        "unaligned": [list_values(text) for text in offer.unclear],
    }


def describe_unclear(text: ParallelText) -> str:
    """Return why a text has no translation, with the place where it would be."""
    return f"{text.reason} ({text.other})"


def list_values(text: ParallelText) -> dict[str, Any]:
    """Return a text for JSON."""
    places = {"path": text.place.path, "line": text.place.line}
    others = {"translation_path": text.other.path, "translation_line": text.other.line}
    return {**places, **others, "msgid": text.msgid, "msgstr": text.msgstr, "reason": text.reason}
