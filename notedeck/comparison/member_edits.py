"""What a member changed in Anki: the fields of an exported package that no package of the deck ever had.

The member may have an earlier version of a card. So a field is compared with the version that the note came from: the
one of deck.lock, or of its history, with which most of its fields are equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial

from notedeck.anki.fields import build_fields
from notedeck.anki.package.read_notes import PackedNote
from notedeck.comparison.field_words import read_card_lines
from notedeck.comparison.past_texts import PastTexts
from notedeck.comparison.readable import Line, has_colours, read_lines, read_texts
from notedeck.comparison.translation_places import TranslationPlaces
from notedeck.comparison.words import ChangedLine, Kind, compare_lines
from notedeck.identity import Entry
from notedeck.identity.digests import compute_digest
from notedeck.model import Card, Place, Value

TRANSLATED_FIELDS = ("FrontTranslation", "BackTranslation", "BreadcrumbTranslation")
COMPARED_FIELDS = ("Front", "Back", "Breadcrumb", "Reverse", *TRANSLATED_FIELDS)
OWN_FIELDS = frozenset((*COMPARED_FIELDS, "Source"))  # a member may have added others
CLOZE_NUMBER = re.compile(r"\{\{c\d+::")


class Basis(Enum):
    """With which text a field is compared."""

    IMPORTED = "imported"  # that of the version which the member imported
    PRESENT = "present"  # that of the notes, as the text of the imported version is nowhere


class FieldEdit(Value, frozen=True):
    """A field that a member changed.

    `place` is that of the first line that changed, in the note or in the file of translations. `old` and `new` are the
    lines before and after, and `lines` what differs between them. `is_outdated` is whether the notes have changed the
    field since the member imported it.
    """

    card: Card
    field: str
    place: Place
    old: tuple[str, ...]
    new: tuple[str, ...]
    lines: tuple[ChangedLine, ...]
    basis: Basis
    is_outdated: bool


class MemberEdits(Value, frozen=True):
    """The fields that a member changed, and how many notes of the package are something else.

    `unchanged` notes are as a package had them, `removed` ones no longer in the notes, and `others` of other decks.
    """

    edits: tuple[FieldEdit, ...]
    unchanged: int
    removed: int
    others: int

    @property
    def edited(self) -> int:
        """The number of cards with a change."""
        return len({edit.card.guid for edit in self.edits})


class OwnNote(Value, frozen=True):
    """A note of the package with the card that it is, the fields that a build gives that card, and its entry."""

    note: PackedNote
    card: Card
    fields: Mapping[str, str]
    entry: Entry

    def get_text(self, field: str) -> str:
        """Return a field as the package has it."""
        return self.note.fields.get(field, "")


def find_member_edits(
    notes: Sequence[PackedNote], cards: Iterable[Card], entries: Iterable[Entry], past: PastTexts, po: TranslationPlaces
) -> MemberEdits:
    """Return what the notes of a package have that no package of the deck ever had.

    `cards` are those of the deck now, and `entries` those of deck.lock, as a build would write it.
    """
    by_guid, entry_by_guid = {card.guid: card for card in cards}, {entry.guid: entry for entry in entries}
    known = [note for note in notes if note.guid in entry_by_guid and note.fields.keys() >= OWN_FIELDS]
    own = [
        OwnNote(note, card, build_fields(card), entry_by_guid[note.guid])
        for note in known
        if (card := by_guid.get(note.guid))
    ]
    past.prepare([item.note.guid for item in own if list_other_fields(item, (item.entry,))])
    edits = [edit for item in own for edit in compare_note(item, past, po)]
    edited = {edit.card.guid for edit in edits}
    return MemberEdits(
        tuple(sorted(edits, key=lambda edit: (edit.card.place, edit.card.guid))),
        unchanged=len(own) - len(edited),
        removed=len(known) - len(own),
        others=len(notes) - len(known),
    )


def list_other_fields(item: OwnNote, versions: Sequence[Entry]) -> list[str]:
    """Return the names of the fields that neither the deck nor one of the versions of the card has like this."""
    repeated = ("Reverse",) if item.get_text("Reverse") == item.get_text("Back") else ()
    names = [name for name in COMPARED_FIELDS if name not in repeated and item.get_text(name) != item.fields[name]]
    return [name for name in names if has_colours(text := item.get_text(name)) or not was_shipped(text, name, versions)]


def was_shipped(text: str, field: str, versions: Iterable[Entry]) -> bool:
    """Return whether a version of a card had this text in a field."""
    digest = compute_digest(text) if text else None
    return any(version.digests.get(field) == digest for version in versions if version.digests)


def compare_note(item: OwnNote, past: PastTexts, po: TranslationPlaces) -> Iterator[FieldEdit]:
    """Yield the fields of a note that the member changed."""
    versions = past.list_versions(item.note.guid)
    names = list_other_fields(item, (item.entry, *versions))
    shipped = [item.fields, *past.list_known_fields(item.note.guid)] if names else []
    changed = [name for name in names if not is_shown(item.get_text(name), name, shipped)]
    if changed:
        version = choose_version(item, changed, past)
        for name in changed:
            if edit := compare_field(item, name, version, past, po):
                yield edit


def is_shown(text: str, field: str, shipped: Iterable[Mapping[str, str]]) -> bool:
    """Return whether a text shows what a version of the field shows, however it is written."""
    lines = read_plain_texts(text)
    return any(lines == read_plain_texts(fields.get(field, "")) for fields in shipped)


def read_plain_texts(html: str) -> tuple[str, ...]:
    """Return the lines of a field without the numbers of cloze deletions."""
    return tuple(CLOZE_NUMBER.sub("{{c::", text) for text in read_texts(html))


def choose_version(item: OwnNote, names: Sequence[str], past: PastTexts) -> Entry:
    """Return the version that a member imported before they changed these fields.

    It has most fields of the note, and of equally good ones the texts that are most like those of the note; else it is
    the newest. Without any version it is the present one.
    """
    versions = past.list_versions(item.note.guid)
    earlier = [version for version in versions if version.modified <= item.note.modified] or versions
    best = max((count_same_fields(item.note, version) for version in earlier), default=0)
    candidates = [version for version in earlier if count_same_fields(item.note, version) == best] or [item.entry]
    return candidates[0] if len(candidates) == 1 else max(candidates, key=partial(rate_version, item, names, past))


def rate_version(item: OwnNote, names: Sequence[str], past: PastTexts, version: Entry) -> float:
    """Return how alike the texts of a version and of the note are in these fields, 0 where they are not known."""
    texts = [(find_text(item, name, version, past), item.get_text(name)) for name in names]
    return sum(compare_words(old, new) for old, new in texts if old is not None)


def compare_words(old: str, new: str) -> float:
    """Return how many words two fields have in common, from 0 to 1."""
    before, after = (Counter(" ".join(read_texts(html)).split()) for html in (old, new))
    return 2 * (before & after).total() / max(before.total() + after.total(), 1)


def find_text(item: OwnNote, field: str, version: Entry, past: PastTexts) -> str | None:
    """Return the text of a field in a version of a card, None if it is known nowhere."""
    is_present = version.digests.get(field) == item.entry.digests.get(field)
    return item.fields[field] if is_present else past.find_text(version, field)


def count_same_fields(note: PackedNote, version: Entry) -> int:
    """Return how many fields of a note are as in a version of its card."""
    return sum(was_shipped(note.fields.get(name, ""), name, (version,)) for name in COMPARED_FIELDS)


def compare_field(
    item: OwnNote, field: str, version: Entry, past: PastTexts, po: TranslationPlaces
) -> FieldEdit | None:
    """Return how a field differs from the version that the member imported, None if it shows the same."""
    is_outdated = version.digests.get(field) != item.entry.digests.get(field)
    text = find_text(item, field, version, past)
    basis = Basis.PRESENT if text is None else Basis.IMPORTED
    shown = item.fields[field] if text is None else text
    old = read_lines(shown) if is_outdated and text is not None else read_card_lines(item.card, field, shown)
    new = read_lines(item.get_text(field))
    lines = compare_lines(*map(hide_cloze_numbers, (old, new)))
    if not lines:
        return None
    place = find_place(item.card, field, lines, po)
    before, after = tuple(line.text for line in old), tuple(line.text for line in new)
    return FieldEdit(item.card, field, place, before, after, lines, basis, is_outdated)


def hide_cloze_numbers(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines without the numbers of cloze deletions, which a later version may have changed."""
    return tuple(line.replace(text=CLOZE_NUMBER.sub("{{c::", line.text)) for line in lines)


def find_place(card: Card, field: str, lines: Sequence[ChangedLine], po: TranslationPlaces) -> Place:
    """Return where the first line that changed is: in the file of translations, or in the note."""
    if field in TRANSLATED_FIELDS:
        texts = ("".join(part.text for part in line.parts if part.kind is not Kind.ADDED) for line in lines)
        places = (po.find(text, card.key.path) for text in texts if text)
        if place := next(filter(None, places), None) or (po.place if field != "BackTranslation" else None):
            return place
    number = next((line.number for line in lines if line.number), 0) if field == "Back" else 0
    return card.place.replace(line=number) if number else card.place
