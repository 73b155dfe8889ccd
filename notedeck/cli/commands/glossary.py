"""`glossary`: print the terms that the notes give in two languages, or those that are worth a line in glossary.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DeckOptions

if TYPE_CHECKING:
    from notedeck.project import Project
    from notedeck.translation.glossary import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryOptions(DeckOptions):
    """The options of `glossary`."""

    suggest: bool = False


def run(options: GlossaryOptions, console: Console) -> int:
    """Print the terms as CSV, ready for glossary.csv."""
    from notedeck import pipeline
    from notedeck.cards.styles.terms import find_texts
    from notedeck.project import Overrides, configure_project
    from notedeck.translation.glossary import rank_terms, read_glossary, suggest_terms
    from notedeck.util.cache.folder import open_cache
    from notedeck.util.reporter import SilentReporter

    project = configure_project(options.notes, Overrides(trusts_all=options.trust))
    cache = open_cache(project.root.folder)
    cards = pipeline.read_and_convert(project, cache, SilentReporter()).conversion.cards
    texts = [text for card in cards for text, _ in find_texts(card.front, card.back)]
    suggestions = suggest_terms(texts)
    if options.suggest:
        glossary, _ = read_glossary(project.root.folder)
        suggestions = rank_terms(suggestions, list_translated(project), texts, glossary)
    if options.json:
        terms = [{"term": item.term, "translation": item.translation, "count": item.count} for item in suggestions]
        console.print_json(terms, indent=1)
        return ExitStatus.DONE
    for suggestion in suggestions:
        console.print_line(format_csv_line(suggestion.term, suggestion.translation))
    return ExitStatus.DONE


def list_translated(project: Project) -> Iterator[Suggestion]:
    """Yield the frequent terms whose translation is clear in the memory that the cards show."""
    from notedeck.config.languages import LanguagePair
    from notedeck.translation import load_memory
    from notedeck.translation.glossary import Suggestion
    from notedeck.translation.wording.variants import find_translations

    settings = project.settings.translation
    memory, _ = load_memory(project.root.folder, settings)
    texts = [(entry.msgid, entry.shown_text) for entry in memory.entries if entry.is_visible]
    for item in find_translations(texts, LanguagePair(settings.language, settings.translate_to[0])):
        count = sum(len(choice.numbers) for choice in item.choices)
        yield Suggestion(item.term, item.choices[0].word, count)


def format_csv_line(*values: str) -> str:
    """Return a line of CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(values)
    return stream.getvalue()


COMMAND = Command(GlossaryOptions, run)
