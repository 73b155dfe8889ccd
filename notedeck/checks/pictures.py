"""Media files that are huge, on the web, or unused."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from notedeck.checks._context import CheckContext
from notedeck.media.address import is_remote
from notedeck.media.tags import find_references
from notedeck.messages import Message
from notedeck.model import Asset, Card, Place, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.util.files.read import FileRefusedError, file_size, is_file, list_folder

CODES = (ProblemCode.MEDIA_HUGE, ProblemCode.MEDIA_UNUSED, ProblemCode.PICTURE_REMOTE)
MAX_FILE_BYTES = 5 * 1024 * 1024  # a larger file is slow on a phone with mobile data
MAX_NAMED_FILES = 3  # in one finding
MAX_REPORTED_NOTES = 10  # with remote pictures; more become one finding
SHOWABLE = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".webm", ".ogg", ".wav"}


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Return a finding for each huge file, each note with remote pictures, and each folder with unused files."""
    return [*find_huge_files(context), *find_remote_pictures(context), *find_unused_files(context)]


def find_huge_files(context: CheckContext) -> Iterator[Problem]:
    """Yield a finding for each huge file, at the first card that shows it."""
    sizes = {asset.name: file_size(asset.file) for asset in context.deck.assets}
    huge_files = {name: size for name, size in sizes.items() if size > MAX_FILE_BYTES}
    for card in context.deck.cards if huge_files else ():
        for place, address in find_media(card):
            if (size := huge_files.pop(address, 0)) > 0:
                message = Message("{address} is {size:.1f} MB", address=address, size=size / 1024 / 1024)
                yield Problem(ProblemCode.MEDIA_HUGE, place, message, Message("Make it smaller or shorter."))


def find_remote_pictures(context: CheckContext) -> Iterator[Problem]:
    """Yield a finding for each note; if they are many, they have one cause, and there is one finding for all."""
    places_by_note: dict[str, list[Place]] = defaultdict(list)
    for card in context.deck.cards:
        remote = [place for place, address in find_media(card) if is_remote(address)]
        if remote and not card.has_suppressed(ProblemCode.PICTURE_REMOTE.slug):
            places_by_note[card.place.path] += remote
    groups = [*places_by_note.values()]
    where = ""
    if len(groups) > MAX_REPORTED_NOTES:
        where = Message(" in {count} notes", count=len(groups))
        groups = [[place for places in groups for place in places]]
    for places in groups:
        message = Message(
            "a remote picture is not visible without a network",
            "{count} remote pictures{where} are not visible without a network",
            count=len(places),
            where=where,
        )
        hint = Message("Use --fetch, or save them next to the note.")
        yield Problem(ProblemCode.PICTURE_REMOTE, places[0], message, hint)


def find_media(card: Card) -> list[tuple[Place, str]]:
    """Return the addresses of all media on both sides of a card, with their places."""
    references = (*find_references(card.front), *find_references(card.back))
    return [(Place(card.place.path, item.line or card.place.line), item.address) for item in references]


def find_unused_files(context: CheckContext) -> Iterator[Problem]:
    """Yield a finding for each folder of used files that has others, which no note mentions."""
    used_files = {file.resolve() for file in context.used_files if is_file(file)}
    root = context.root.resolve()
    spare_files = {folder: find_spare_files(folder, used_files) for folder in {file.parent for file in used_files}}
    text = join_texts(context.notes) if any(spare_files.values()) else ""
    for folder, files in sorted(spare_files.items()):
        if unused := [file for file in files if fold_name(file) not in text]:
            names = [
                *(file.name for file in unused[:MAX_NAMED_FILES]),
                *(["…"] if len(unused) > MAX_NAMED_FILES else []),
            ]
            path = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.name
            message = Message(
                "no note shows {count} of the files here: {names}", count=len(unused), names=", ".join(names)
            )
            hint = Message("They are not packed. Delete them if you do not need them.")
            yield Problem(ProblemCode.MEDIA_UNUSED, Place(path), message, hint)


def find_mentions(notes: Iterable[Source], used_files: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """Return which unused files beside the used ones the text of each note mentions, by the notes' paths."""
    used = {file.resolve() for file in used_files if is_file(file)}
    spare = chain.from_iterable(find_spare_files(folder, used) for folder in {file.parent for file in used})
    names = sorted({fold_name(file) for file in spare})
    texts = {note.path: join_texts([note]) for note in notes} if names else {}
    return {path: tuple(name for name in names if name in text) for path, text in texts.items()}


def has_shared_findings(addresses: Iterable[str], assets: Iterable[Asset]) -> bool:
    """Return whether findings about these media may stand at other notes, or depend on them."""
    sizes = {asset.name: asset.file for asset in assets}
    return any(
        is_remote(address) or (address in sizes and file_size(sizes[address]) > MAX_FILE_BYTES) for address in addresses
    )


def list_files(folder: Path) -> list[Path]:
    """Return everything in a folder, sorted by name; nothing if it is gone."""
    try:
        return [folder / name for name in list_folder(folder)]
    except FileRefusedError:
        return []


def find_spare_files(folder: Path, used: Container[Path]) -> list[Path]:
    """Return the files of a folder that a card could show, and that no card uses, sorted by name."""
    showable = (file for file in list_files(folder) if file.suffix.lower() in SHOWABLE and file not in used)
    return [file for file in showable if is_file(file) and file.resolve() not in used]


def fold_name(file: Path) -> str:
    """Return the name of a file as it is looked for in texts."""
    return unicodedata.normalize("NFC", file.name).casefold()


def join_texts(notes: Iterable[Source]) -> str:
    """Return the texts of all notes, as written and with decoded addresses, in one letter case."""
    texts = (unquote(note.text) + note.text for note in notes)
    return unicodedata.normalize("NFC", "\n".join(texts)).casefold()
