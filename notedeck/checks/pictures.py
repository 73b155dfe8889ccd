"""Media that are heavy, on the web, or lie about."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from notedeck.checks._given import Given
from notedeck.media.address import is_remote
from notedeck.media.tags import references
from notedeck.model import Card, Place
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.MEDIA_HUGE, ProblemCode.MEDIA_UNUSED, ProblemCode.PICTURE_REMOTE)
HUGE = 5 * 1024 * 1024  # bytes; a phone on mobile data feels one such file
NAMED = 3  # files that a finding names
MANY = 10  # notes with pictures on the web that are told one by one
SHOWABLE = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".webm", ".ogg", ".wav"}


def find(given: Given) -> Iterable[Problem]:
    """Huge files once each, pictures on the web once a note or in all, unused files once a folder."""
    return [*huge(given), *remote(given), *unused(given)]


def huge(given: Given) -> Iterator[Problem]:
    sizes = {asset.name: asset.file.stat().st_size for asset in given.deck.assets if asset.file.is_file()}
    heavy = {name: size for name, size in sizes.items() if size > HUGE}
    for card in given.deck.cards if heavy else ():
        for place, address in media_of(card):
            if (size := heavy.pop(address, 0)) > 0:
                message = f"{address} has {size / 1024 / 1024:.1f} MB"
                yield Problem(ProblemCode.MEDIA_HUGE, place, message, "Make it smaller, or cut it.")


def remote(given: Given) -> Iterator[Problem]:
    """A finding for each note; one alone where they are many, as then they have one cause."""
    found: dict[str, list[Place]] = defaultdict(list)
    for card in given.deck.cards:
        if not card.ignores(ProblemCode.PICTURE_REMOTE.slug):
            found[card.place.path] += [place for place, address in media_of(card) if is_remote(address)]
    rows = [places for places in found.values() if places]
    where = f" in {len(rows)} notes" if len(rows) > MANY else ""
    for places in [[place for row in rows for place in row]] if where else rows:
        what = "a picture is" if len(places) == 1 else f"{len(places)} pictures{where} are"
        message = f"{what} on the web, and will not show without a network"
        yield Problem(
            ProblemCode.PICTURE_REMOTE, places[0], message, "Pack them with --fetch, or save them beside the note."
        )


def media_of(card: Card) -> Iterator[tuple[Place, str]]:
    """What both sides of a card show, with its place."""
    for one in (one for side in (card.front, card.back) for one in references(side)):
        yield Place(card.place.path, one.line or card.place.line), one.address


def unused(given: Given) -> Iterator[Problem]:
    """Files beside those that cards show, whose names no note mentions."""
    text = unicodedata.normalize("NFC", "\n".join(unquote(note.text) + note.text for note in given.notes)).casefold()
    used = {file.resolve() for file in given.used}
    root = given.folder.resolve()
    for folder in sorted({file.parent for file in used}):
        rows = [file for file in sorted(folder.iterdir()) if is_left(file, used, text)]
        if rows:
            names = ", ".join(file.name for file in rows[:NAMED]) + (", …" if len(rows) > NAMED else "")
            shown = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.name
            message = f"no note shows {len(rows)} of the files here: {names}"
            yield Problem(
                ProblemCode.MEDIA_UNUSED, Place(shown), message, "Nothing of them is packed; delete them if you like."
            )


def is_left(file: Path, used: set[Path], text: str) -> bool:
    """Whether a file could be shown, and is neither used nor named."""
    showable = file.suffix.lower() in SHOWABLE and file.is_file() and file.resolve() not in used
    return showable and unicodedata.normalize("NFC", file.name).casefold() not in text
