"""The real Anki: a fresh collection to import packages into, as a person does with the dialog's defaults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

if TYPE_CHECKING:  # anki.cards cannot be imported before anki.collection
    from anki.cards import Card
    from anki.notes import Note


@dataclass(frozen=True, slots=True)
class Imported:
    """How many notes of a package fell into each class of Anki's import log."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0
    others: int = 0  # matched by first field, without note type, deck or first field


@dataclass(frozen=True, slots=True)
class Media:
    """What Check Media says: names that cards use and that are missing, and files that no card uses."""

    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anki:
    """An open collection; `col` is Anki's own object."""

    col: Collection

    def load(self, file: Path) -> Imported:
        """Import a package with the presets that a fresh Anki offers."""
        options = ImportAnkiPackageOptions()
        options.CopyFrom(self.col._backend.get_import_anki_package_presets())
        request = ImportAnkiPackageRequest(package_path=str(file), options=options)
        log = self.col.import_anki_package(request).log
        self.col.models._clear_cache()  # pylib keeps note types as they were before
        others = (log.first_field_match, log.missing_notetype, log.missing_deck, log.empty_first_field)
        return Imported(
            len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting), sum(len(rows) for rows in others)
        )

    def cards(self) -> list[Card]:
        """Return all cards, in the order in which Anki will show them first."""
        assert self.col.db is not None
        card_ids = self.col.db.list("select id from cards order by due, ord")
        return [self.col.get_card(number) for number in card_ids]

    def notes(self) -> list[Note]:
        """Return all notes, in the order of their first cards."""
        return [self.col.get_note(nid) for nid in dict.fromkeys(card.nid for card in self.cards())]

    def deck_of(self, card: Card) -> str:
        """Return the full name of a card's deck."""
        return self.col.decks.name(card.did)

    def decks(self) -> list[str]:
        """Return the full names of all decks but Anki's own empty first one."""
        return sorted(deck.name for deck in self.col.decks.all_names_and_ids(skip_empty_default=True))

    def media(self) -> Media:
        """Run Check Media."""
        report = self.col.media.check()
        files = sorted(path.name for path in Path(self.col.media.dir()).iterdir())
        return Media(tuple(report.missing), tuple(report.unused), tuple(files))


@contextmanager
def open_collection(folder: Path) -> Iterator[Anki]:
    """Open the collection in `folder`, create it if needed, and close it at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    col = Collection(str(folder / "collection.anki2"))
    try:
        yield Anki(col)
    finally:
        col.close()
