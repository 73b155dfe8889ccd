"""`glossary`: print the terms that the notes give in two languages."""

from __future__ import annotations

import csv
import json
import sys

from rich.console import Console

from notedeck.cli.commands import Command
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import CommonOptions, add_common_arguments
from notedeck.cli.output import default_cache


def run(options: CommonOptions, console: Console) -> int:  # noqa: ARG001 - all commands have the same form
    """Print the terms as CSV, ready for glossary.csv."""
    from notedeck import pipeline
    from notedeck.cards.styles.terms import find_texts
    from notedeck.project import configure
    from notedeck.translation.glossary import suggest_terms
    from notedeck.util.reporter import SilentReporter

    project = configure(options.notes)
    cards = pipeline.read_and_convert(project, default_cache(), SilentReporter()).conversion.cards
    suggestions = suggest_terms(text for card in cards for text, _ in find_texts(card.front, card.back))
    if options.json:
        terms = [{"term": item.term, "translation": item.translation, "count": item.count} for item in suggestions]
        print(json.dumps(terms, ensure_ascii=False, indent=1))  # noqa: T201
        return ExitStatus.DONE
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows((suggestion.term, suggestion.translation) for suggestion in suggestions)
    return ExitStatus.DONE


HELP = "print terms that the notes already translate, as CSV"
COMMAND = Command("glossary", HELP, 6, CommonOptions, add_common_arguments, run)
