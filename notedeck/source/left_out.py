"""The notes that make no cards: files of the repository, indexes, and translations, old versions and parts of notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from notedeck.config.settings import ReadingSettings
from notedeck.model import LeftOut, LeftOutReason, Source, Value
from notedeck.source.index_notes import has_index_name, is_index
from notedeck.source.names import decode_name
from notedeck.source.repository_files import find_skipped_folder, is_repository_file
from notedeck.source.twins import Twin, find_twins
from notedeck.source.versions import find_old_versions
from notedeck.util.globs import build_spec


class Selection(Value, frozen=True):
    """The notes for the deck, those that are left out, and each pair of a note and its translation.

    `variants` are the paths of all notes that may be translations of one another, as their names tell.
    """

    notes: tuple[Source, ...]
    left_out: tuple[LeftOut, ...] = ()
    twins: tuple[Twin, ...] = ()
    variants: frozenset[str] = frozenset()


def select_notes(notes: Sequence[Source], settings: ReadingSettings, language: str, named: str = "") -> Selection:
    """Return which notes make cards in a deck in `language`.

    Never left out are what the setting `include` matches, and the note or folder that the user `named`.
    """
    kept = find_included([note.path for note in notes], settings.include) | {named}
    parts = find_parts(notes, kept)
    reasons = {note.path: reason for note in notes if note.path not in kept and (reason := find_reason(note, named))}
    reasons = {path: reason for path, reason in reasons.items() if path not in parts}
    newest = find_old_versions(note.path for note in notes if note.path not in reasons and note.path not in parts)
    newest = {path: other for path, other in newest.items() if path not in kept}
    candidates = [note for note in notes if not any(note.path in others for others in (reasons, newest, parts))]
    all_twins, variants = find_twins(candidates, language)
    twins = tuple(twin for twin in all_twins if twin.translation not in kept)
    originals = {twin.translation: twin.original for twin in twins}
    left_out = [
        *(LeftOut(path, reason) for path, reason in reasons.items()),
        *(LeftOut(path, LeftOutReason.VERSION, other) for path, other in newest.items()),
        *(LeftOut(path, LeftOutReason.PART, other) for path, other in parts.items()),
        *(LeftOut(path, LeftOutReason.TRANSLATION, original) for path, original in originals.items()),
    ]
    return Selection(tuple(note for note in candidates if note.path not in originals), tuple(left_out), twins, variants)


def find_reason(note: Source, named: str) -> LeftOutReason | None:
    """Return why a note by itself makes no cards, None if it makes some."""
    folder = find_skipped_folder(note.path)
    if folder and not f"{named}/".startswith(folder):
        return LeftOutReason.FOLDER
    if is_repository_file(note):
        return LeftOutReason.REPOSITORY
    return LeftOutReason.INDEX if has_index_name(note.path) and is_index(note.text) else None


def find_parts(notes: Sequence[Source], kept: Collection[str]) -> dict[str, str]:
    """Return the notes that others show whole and that are no pages of their own, each with the first of these.

    Docusaurus makes no page of a file whose name begins with `_`.
    """
    showing: dict[Path, str] = {}
    for note in notes:
        for file in note.inserted:
            showing.setdefault(file.resolve(), note.path)
    parts = [note for note in notes if showing and note.file.name.startswith("_") and note.path not in kept]
    return {note.path: showing[file] for note in parts if (file := note.file.resolve()) in showing}


def find_included(paths: Iterable[str], include: Sequence[str]) -> set[str]:
    """Return the paths that the patterns of `include` match."""
    if not include:
        return set()
    spec = build_spec([decode_name(pattern) for pattern in include])
    return {path for path in paths if spec.match_file(path)}
