"""Decks that people made by hand or with other programs, in the real Anki: made from lines, learnt, exported.

A line is `[SHAPE] FIELD | FIELD` or `[SHAPE guid=GUID] FIELD | FIELD`, without a shape Anki's note type Basic;
`deck NAME` is for the lines below it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from anki.collection import ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.anki_collection import Anki

if TYPE_CHECKING:
    from anki.models import NotetypeDict

LINE = re.compile(r"(?:\[(.+?)(?: guid=(\w+))?\] )?(.*)")
CARD_COLUMNS = "nid, ord, did, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data"
EASES: tuple[Literal[2], Literal[3], Literal[4]] = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Shape:
    """A note type of another program: its name, its fields, and name, question and answer of each card."""

    name: str
    fields: tuple[str, ...]
    cards: tuple[tuple[str, str, str], ...]
    is_cloze: bool = False


STOCK = {"basic": "Basic", "reversed": "Basic (and reversed card)", "cloze": "Cloze"}
SHAPES = {  # as the programs of these names make them
    "markdown-anki-decks": Shape(
        "노트 model",
        ("Question", "Answer", "Guid"),
        (
            (
                "Card 1",
                '<div class="card"><div class="question">{{Question}}</div></div>',
                '<div class="card"><div class="question">{{Question}}</div><hr><div>{{Answer}}</div></div>',
            ),
        ),
    ),
    "ankivalenz": Shape(
        "Basic (Ankivalenz)",
        ("Front", "Back", "Path"),
        (("Card 1", "<small>{{Path}}</small><br><br>{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),),
    ),
    "ankivalenz cloze": Shape(
        "Cloze (Ankivalenz)",
        ("Text", "Back Extra", "Path"),
        (("Cloze", "<small>{{Path}}</small><br>{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}"),),
        is_cloze=True,
    ),
    "ankcompiler": Shape(
        "AnkCompiler-Question_Answer",
        ("Question", "Answer", "Source"),
        (("QA", "{{Question}}", "{{Question}}<hr id=answer>{{Answer}}"),),
    ),
    "ankcompiler reversed": Shape(
        "AnkCompiler-Basic_Reversed",
        ("Front", "Back", "Source"),
        (
            ("Forward", "{{Front}}", "{{Front}}<hr id=answer>{{Back}}"),
            ("Reverse", "{{Back}}", "{{Back}}<hr id=answer>{{Front}}"),
        ),
    ),
    "three cards": Shape(
        "Vocabulary",
        ("Word", "Meaning", "Example"),
        (
            ("Recognition", "{{Word}}", "{{Meaning}}<br>{{Example}}"),
            ("Recall", "{{Meaning}}", "{{Word}}"),
            ("Listening", "{{Example}}", "{{Word}}"),
        ),
    ),
}


def add_old_notes(anki: Anki, lines: str) -> None:
    """Add the notes of some lines to a collection."""
    deck = anki.col.decks.id("Default")
    for line in lines.splitlines():
        if line.startswith("deck "):
            deck = anki.col.decks.id(line.removeprefix("deck "))
            continue
        match = LINE.fullmatch(line)
        assert match and deck
        note = anki.col.new_note(find_note_type(anki, match[1] or "basic"))
        note.guid = match[2] or note.guid
        fields = match[3].split(" | ")
        note.fields[: len(fields)] = fields
        anki.col.add_note(note, deck)


def find_note_type(anki: Anki, name: str) -> NotetypeDict:
    """Return the note type of a shape, which is added if the collection lacks it."""
    models = anki.col.models
    shape = SHAPES.get(name)
    found = models.by_name(shape.name if shape else STOCK[name])
    if found or not shape:
        assert found
        return found
    model = models.new(shape.name)
    model["type"] = int(shape.is_cloze)
    for field in shape.fields:
        models.add_field(model, models.new_field(field))
    for card, question, answer in shape.cards:
        template = models.new_template(card)
        template["qfmt"], template["afmt"] = question, answer
        models.add_template(model, template)
    models.add(model)
    return find_note_type(anki, name)


def learn(anki: Anki) -> None:
    """Answer each card, then give it an interval of its own; suspend some and flag some."""
    for number, card in enumerate(anki.cards()):
        for ease in EASES[number % len(EASES) :]:
            current = anki.col.get_card(card.id)
            current.start_timer()
            anki.col.sched.answerCard(current, ease)
        anki.col.sched.set_due_date([card.id], f"{10 + number}!")
        if number % 5 == 1:
            anki.col.sched.suspend_cards([card.id])
        if number % 5 == 2:
            anki.col.set_user_flag_for_cards(3, [card.id])


def read_schedules(anki: Anki) -> dict[int, list[Any]]:
    """Return all that is known of each card's reviews, by its id."""
    assert anki.col.db is not None
    return {card: values for card, *values in anki.col.db.all(f"select id, {CARD_COLUMNS} from cards")}


def count_reviews(anki: Anki) -> int:
    """Return how many answers the collection remembers."""
    assert anki.col.db is not None
    return int(anki.col.db.scalar("select count() from revlog"))


def export_notes(anki: Anki, file: Path, *, legacy: bool = False) -> Path:
    """Export all notes as the suffix of the file says."""
    match file.suffix:
        case ".txt":
            flags = dict.fromkeys(("with_html", "with_tags", "with_deck", "with_notetype", "with_guid"), True)
            anki.col.export_note_csv(out_path=str(file), limit=None, **flags)
        case ".colpkg":
            anki.col.export_collection_package(str(file), include_media=True, legacy=legacy)
            anki.col.reopen()
        case _:
            options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
            anki.col.export_anki_package(out_path=str(file), options=options, limit=None)
    return file


def adopt(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    """Run `adopt` with these words, and return its document."""
    capsys.readouterr()
    assert main(["adopt", *map(str, words), "--json"]) == ExitStatus.DONE
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def change_note_types(anki: Anki, document: Mapping[str, Any]) -> None:
    """Do in Anki what a document of `adopt` says about note types, as the dialog does it."""
    models = anki.col.models
    for change in document["note_types"]:
        notes = [note for search in change["searches"] for note in anki.col.find_notes(search)]
        assert len(notes) == change["notes"]
        old, new = models.by_name(change["old"]), models.by_name(change["new"])
        assert old and new
        request = models.change_notetype_info(old_notetype_id=old["id"], new_notetype_id=new["id"]).input
        request.note_ids.extend(notes)
        request.new_fields[:] = map_names(new["flds"], old["flds"], change["fields"])
        if change["cards"]:
            request.new_templates[:] = map_names(new["tmpls"], old["tmpls"], change["cards"])
        models.change_notetype_of_notes(request)
        models._clear_cache()


def map_names(new: list[Any], old: list[Any], chosen: Mapping[str, str]) -> list[int]:
    """Return for each new name the place of the old one that is chosen for it, -1 for none."""
    places = {value["name"]: place for place, value in enumerate(old)}
    return [places[chosen[value["name"]]] if value["name"] in chosen else -1 for value in new]


def load_always(anki: Anki, file: Path) -> None:
    """Import a package with "Update notes: Always"."""
    options = ImportAnkiPackageOptions()
    options.CopyFrom(anki.col._backend.get_import_anki_package_presets())
    options.update_notes = (
        ImportAnkiPackageOptions.DESCRIPTOR.fields_by_name["update_notes"]
        .enum_type.values_by_name["IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS"]
        .number
    )
    anki.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=options))
    anki.col.models._clear_cache()
