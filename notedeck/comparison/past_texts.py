"""The texts that earlier packages had of some cards: from the cache, else from the notes of earlier commits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from notedeck import pipeline, translation
from notedeck.anki.fields import build_fields
from notedeck.identity import Entry
from notedeck.identity.cloze_numbers import apply_numbers
from notedeck.identity.digests import compute_digests
from notedeck.identity.removed.git_history import MAX_VERSIONS
from notedeck.identity.removed.store import load_packed_fields
from notedeck.identity.shipped.versions import list_versions
from notedeck.model import Card
from notedeck.project import Project
from notedeck.translation.memory.entries import Memory
from notedeck.util import git

MAX_SEARCHED_NOTES = 50  # whose earlier commits are converted

Fields = Mapping[str, str]


class PastTexts:
    """The versions of some cards that packages may have had, and their texts as far as they are still known."""

    def __init__(self, project: Project, cache: Path) -> None:
        """Begin without cards; only `cache` is written to."""
        self._project, self._cache = project, cache
        self._versions: dict[str, tuple[Entry, ...]] = {}
        self._packed: dict[str, list[Fields | None]] = {}
        self._notes: dict[str, list[Card]] = {}
        self._memory: Memory | None = None

    def prepare(self, guids: Collection[str]) -> None:
        """Look for the versions of the cards with these guids."""
        if guids:
            self._versions = list_versions(self._project.lock_file, self._cache, guids)
        for guid, versions in self._versions.items():
            self._packed[guid] = [*load_packed_fields(self._cache, versions)]

    def list_versions(self, guid: str) -> tuple[Entry, ...]:
        """Return the versions of a card, the newest first."""
        return self._versions.get(guid, ())

    def list_known_fields(self, guid: str) -> list[Fields]:
        """Return the fields of those versions of a card that the cache knows."""
        return [fields for fields in self._packed.get(guid, ()) if fields]

    def find_text(self, version: Entry, field: str) -> str | None:
        """Return the text of a field in a version of a card, None if neither the cache nor git has it."""
        for known, fields in zip(self.list_versions(version.guid), self._packed.get(version.guid, ()), strict=True):
            if fields and known.digests == version.digests:
                return fields.get(field, "")
        if field not in version.digests:
            return ""
        cards = (card for card in self._list_past_cards(version.key.path) if card.key == version.key)
        card = next((card for card in cards if compute_digests(card).get(field) == version.digests[field]), None)
        return build_fields(apply_numbers(card, version.clozes))[field] if card else None

    def _list_past_cards(self, path: str) -> list[Card]:
        """Return the cards of all earlier versions of a note in git."""
        if path not in self._notes:
            self._notes[path] = [*self._convert_note(path)] if len(self._notes) < MAX_SEARCHED_NOTES else []
        return self._notes[path]

    def _convert_note(self, path: str) -> Iterator[Card]:
        """Yield the cards of all earlier versions of a note in git, the newest first."""
        if self._memory is None:
            self._memory, _ = translation.load_memory(self._project.root.folder, self._project.settings.translation)
        for data in git.read_versions(self._project.root.folder / path, MAX_VERSIONS):
            yield from pipeline.render_past_note(self._project, self._memory, self._cache, path, data).cards
