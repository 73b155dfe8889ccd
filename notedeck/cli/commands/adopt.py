"""`adopt`: take over a deck that was made by hand or by another program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck.adopt.entries import adopt_pairs
from notedeck.adopt.match import compare_notes
from notedeck.adopt.read import check_old_file, read_old_notes
from notedeck.adopt.sides import FieldNames, check_field_names
from notedeck.cli.commands import Command
from notedeck.cli.commands._overrides import find_current_second
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DeckOptions, ReadingOptions
from notedeck.cli.reports.adopt import Adoption, make_document, print_adoption
from notedeck.cli.run import locate_deck, run_pipeline
from notedeck.errors import DeckError
from notedeck.identity.changes import Kind
from notedeck.identity.lock import store
from notedeck.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptOptions(DeckOptions):
    """The options of `adopt`."""

    old: Path
    front: str = ""
    back: str = ""
    replace: bool = False
    dry_run: bool = False
    verbose: bool = False


def run(options: AdoptOptions, console: Console) -> int:
    """Compare the old notes with the cards, write the sure pairs into deck.lock, and print what to do next."""
    check_old_file(options.old, options.notes)
    folder = locate_deck(options).folder
    notes, names = read_old_notes(options.old), FieldNames(options.front, options.back)
    check_field_names(names, notes)
    with store.exclude_other_builds(folder, console.print_line):
        reading = ReadingOptions(notes=options.notes, json=options.json, trust=options.trust)
        done = run_pipeline(reading, console)
        new = {change.guid for change in done.built.changes if change.kind is Kind.NEW}
        comparison = compare_notes(notes, done.built.deck.cards, new, done.project.lock_file.lock, names)
        adoption = Adoption(options.old, options.notes, comparison, len(new), names, options.replace, options.dry_run)
        if not options.dry_run and adoption.pairs:
            now, lock_file = find_current_second(), done.project.lock_file
            check_writable(lock_file)
            store.write_lock(lock_file, adopt_pairs(lock_file.lock, adoption.pairs, now))
    if options.json:
        console.print_json(make_document(adoption), indent=1)
    else:
        print_adoption(console, adoption, verbose=options.verbose)
    return ExitStatus.DONE


def check_writable(lock_file: store.StoredLock) -> None:
    """Raise DeckError if deck.lock cannot be replaced."""
    if not lock_file.writable:
        raise DeckError(
            Message("{file} is not writable", file=lock_file.file.parent),
            Message("Copy the notes to a folder where you can write."),
        )


COMMAND = Command(AdoptOptions, run)
