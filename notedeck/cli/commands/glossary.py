"""`glossary`: print the terms that the notes give in two languages."""

from __future__ import annotations

import csv
import io

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DeckOptions


def run(options: DeckOptions, console: Console) -> int:
    """Print the terms as CSV, ready for glossary.csv."""
    from notedeck import pipeline
    from notedeck.cards.styles.terms import find_texts
    from notedeck.project import Overrides, configure_project
    from notedeck.translation.glossary import suggest_terms
    from notedeck.util.cache.folder import open_cache
    from notedeck.util.reporter import SilentReporter

    project = configure_project(options.notes, Overrides(trusts_all=options.trust))
    cache = open_cache(project.root.folder)
    cards = pipeline.read_and_convert(project, cache, SilentReporter()).conversion.cards
    suggestions = suggest_terms(text for card in cards for text, _ in find_texts(card.front, card.back))
    if options.json:
        terms = [{"term": item.term, "translation": item.translation, "count": item.count} for item in suggestions]
        console.print_json(terms, indent=1)
        return ExitStatus.DONE
    for suggestion in suggestions:
        console.print_line(format_csv_line(suggestion.term, suggestion.translation))
    return ExitStatus.DONE


def format_csv_line(*values: str) -> str:
    """Return a line of CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(values)
    return stream.getvalue()


COMMAND = Command(DeckOptions, run)
