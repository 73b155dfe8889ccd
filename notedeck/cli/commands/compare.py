"""`compare`: list what a member changed in Anki, so that a group can take it into the notes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions(ReadingOptions):
    """The options of `compare`."""

    package: Path
    markdown: bool = False


def run(options: CompareOptions, console: Console) -> int:
    """Read the package, build the notes in memory, and print what differs; only the cache is written to."""
    from notedeck.anki.package.read_notes import read_notes
    from notedeck.cli.exit_status import ExitStatus
    from notedeck.cli.progress import choose_reporter
    from notedeck.cli.reports import compare
    from notedeck.cli.run import make_overrides
    from notedeck.comparison.member_edits import find_member_edits
    from notedeck.comparison.past_deck import identify_present_cards
    from notedeck.comparison.past_texts import PastTexts
    from notedeck.comparison.translation_places import TranslationPlaces
    from notedeck.project import configure_project
    from notedeck.util.cache.folder import open_cache

    project = configure_project(options.notes, make_overrides(options))
    notes = read_notes(options.package)
    progress = Console(is_for_errors=True) if options.markdown else console
    reporter = choose_reporter(progress, quiet=options.json, verbose=options.verbose)
    cache = open_cache(project.root.folder)
    deck = identify_present_cards(project, cache, reporter)
    past, places = PastTexts(project, cache), TranslationPlaces(project)
    edits = find_member_edits(notes, deck.cards, deck.lock.entries, past, places)
    compare.check_own_notes(edits, options.package, project.top_deck)
    if options.json:
        console.print_json(compare.make_document(edits, project.top_deck), indent=1)
    elif options.markdown:
        console.print_document(compare.format_markdown(edits, project.top_deck))
    else:
        compare.print_edits(console, edits, project.top_deck, verbose=options.verbose)
    return ExitStatus.DONE


COMMAND = Command(CompareOptions, run)
