"""`translate`: fill the translation memories, estimate what that takes, or list what a person should review."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DeckOptions
from notedeck.config.settings import TranslationSettings
from notedeck.errors import DeckError
from notedeck.identity.lock import store

if TYPE_CHECKING:
    from notedeck.config.languages import LanguagePair
    from notedeck.model import Card
    from notedeck.project import Project
    from notedeck.stage_values import Notes
    from notedeck.translation.engines import Access, Engine
    from notedeck.translation.memory.entries import Entry, Memory
    from notedeck.translation.segments.collect import Segment
    from notedeck.translation.text_context import TextContext

MAX_UNSAVED_RESULTS = 20
WITHOUT_KEY = "A model on your own computer needs no key: see README, Translate with a language model."
URL_VARIABLE = "NOTEDECK_{}_URL"  # environment variable with another address for an engine
MODEL_VARIABLE = "NOTEDECK_{}_MODEL"  # environment variable with the model that an engine asks


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions(DeckOptions):
    """The options of `translate`."""

    engine: str | None = None
    to: str | None = None
    dry_run: bool = False
    review: bool = False
    again: str | None = None
    terms: bool = False
    from_parallel: bool = False
    max_chars: int = 0


@dataclass(frozen=True, slots=True)
class DeckTexts:
    """The texts of a deck, and the cards with their contexts."""

    segments: Sequence[Segment]
    cards: Sequence[Card]
    unread: frozenset[str]  # notes that are there and make no cards
    language: str
    cache: Path

    def find_contexts(self, msgids: Collection[str]) -> Mapping[str, TextContext]:
        """Return the contexts of texts by source."""
        from notedeck.translation.segments.contexts import find_contexts

        return find_contexts(self.cards, self.language, msgids, self.cache)


def run(options: TranslateOptions, console: Console) -> int:
    """Fill, estimate or review the memory of each language."""
    from notedeck import pipeline
    from notedeck.project import Overrides, configure_project
    from notedeck.translation.segments.collect import collect_segments
    from notedeck.translation.segments.extent import limit_cards
    from notedeck.util.cache.folder import open_cache
    from notedeck.util.reporter import SilentReporter

    project = configure_project(options.notes, Overrides(trusts_all=options.trust))
    settings = project.settings.translation
    languages = choose_languages(options, settings)
    cache = open_cache(project.root.folder)
    notes = pipeline.read_and_convert(project, cache, SilentReporter())
    cards = limit_cards(notes.conversion.cards, settings.translate)
    segments = collect_segments(cards, settings.language, cache)
    texts = DeckTexts(segments, cards, notes.list_held(), settings.language, cache)
    if options.from_parallel:
        reports = [take_parallel_texts(options, console, project, notes, texts, language) for language in languages]
    else:
        reports = [process_language(options, console, project, texts, language) for language in languages]
    if options.json:
        console.print_json(reports, indent=1)
    return ExitStatus.DONE


def choose_languages(options: TranslateOptions, settings: TranslationSettings) -> tuple[str, ...]:
    """Return the languages to translate to. Raises DeckError for one that is not in the settings."""
    if options.to and options.to not in settings.translate_to:
        allowed = ", ".join(settings.translate_to)
        raise DeckError(f'"{options.to}" is not in translate_to', f"Allowed: {allowed}; or add it in deck.toml.")
    return (options.to,) if options.to else settings.translate_to


def process_language(
    options: TranslateOptions, console: Console, project: Project, texts: DeckTexts, target: str
) -> dict[str, Any]:
    """Merge one memory with the notes, then fill, estimate or review it."""
    from notedeck.cli.reports import translation as report
    from notedeck.config.languages import LanguagePair
    from notedeck.translation.memory import locate_memory
    from notedeck.translation.memory.po import read_memory, write_memory

    folder, settings = project.root.folder, project.settings.translation
    pair = LanguagePair(settings.language, target)
    with store.exclude_other_builds(folder, console.print_line):
        file = locate_memory(folder, target)
        stored, problems = read_memory(file)
        report.print_problems(console, problems)
        memory = merge_texts(stored, project, texts)
        if options.review:
            return report.report_review(console, memory, pair)
        engine = options.engine or settings.engine
        if options.terms:
            return redo_terms(options, console, project, memory, texts, engine, pair)
        selected = select_texts(options, project, memory, engine)
        if options.dry_run:
            msgids = [entry.msgid for entry in selected]
            return report.report_estimate(console, msgids, target, texts.find_contexts(msgids))
        write_memory(file, memory, settings.language, target)
        return fill_memory(engine, console, folder, memory, selected, pair, texts)


def merge_texts(stored: Memory, project: Project, texts: DeckTexts) -> Memory:
    """Return a memory for the present notes, or for the part of them that is named."""
    from notedeck.note_renames import list_new_paths
    from notedeck.translation.memory.entries import merge_part, merge_segments
    from notedeck.translation.memory.following import follow_notes

    if project.part:
        return merge_part(stored, texts.segments)
    if stored.has_contexts:
        new_paths = list_new_paths(project.lock_file.lock, texts.cards)
        stored = follow_notes(stored, texts.segments, new_paths, texts.unread)
    return merge_segments(stored, texts.segments)


def redo_terms(
    options: TranslateOptions,
    console: Console,
    project: Project,
    memory: Memory,
    texts: DeckTexts,
    engine: str,
    pair: LanguagePair,
) -> dict[str, Any]:
    """Translate anew what an engine wrote and breaks the glossary, and list what a person wrote.

    Until they are answered, the texts of engines are doubtful. With `dry_run` they are listed, too. Raises DeckError
    for a glossary without terms.
    """
    from notedeck.cli.reports import terms as terms_report
    from notedeck.cli.reports import translation as report
    from notedeck.translation.glossary import FILE_NAME, read_glossary
    from notedeck.translation.memory import locate_memory
    from notedeck.translation.memory.entries import doubt_entries
    from notedeck.translation.memory.po import write_memory
    from notedeck.translation.memory.selection import is_used_in
    from notedeck.translation.wording.breaks import find_breaks

    glossary, problems = read_glossary(project.root.folder)
    report.print_problems(console, problems)
    if not glossary:
        hint = 'Write "term,translation" on each line. This prints some: build-deck glossary --suggest'
        raise DeckError(f"{FILE_NAME} has no terms", hint)
    entries = (entry for entry in memory.entries if is_used_in(entry, project.root.part))
    breaks = [*find_breaks(entries, glossary)]
    values = terms_report.report_breaks(console, breaks, pair.target, lists_all=options.dry_run)
    of_engines = {item.entry.key: item.entry for item in breaks if item.entry.is_from_engine}
    selected = limit_characters([*of_engines.values()], options.max_chars)
    if options.dry_run:
        msgids = [entry.msgid for entry in selected]
        return {**values, **report.report_estimate(console, msgids, pair.target, texts.find_contexts(msgids))}
    memory = doubt_entries(memory, {item.entry.key: item.reason for item in reversed(breaks)})
    write_memory(locate_memory(project.root.folder, pair.target), memory, pair.source, pair.target)
    if not selected:
        return values
    return {**values, **fill_memory(engine, console, project.root.folder, memory, selected, pair, texts)}


def take_parallel_texts(
    options: TranslateOptions,
    console: Console,
    project: Project,
    notes: Notes,
    deck_texts: DeckTexts,
    target: str,
) -> dict[str, Any]:
    """Add the translations that stand beside the notes, or in them, to one memory; with `dry_run` only list them."""
    from notedeck import source
    from notedeck.cli.reports.parallel import report_offer
    from notedeck.cli.reports.translation import print_problems
    from notedeck.config.languages import LanguagePair
    from notedeck.translation.memory import locate_memory
    from notedeck.translation.memory.po import read_memory, write_memory
    from notedeck.translation.parallel.collect import collect_texts
    from notedeck.translation.parallel.offer import offer_texts

    folder, settings = project.root.folder, project.settings.translation
    translations, _ = source.read_notes(folder, project.settings.reading, project.part)
    texts = collect_texts(notes.sources, translations, notes.twins, LanguagePair(settings.language, target))
    with store.exclude_other_builds(folder, console.print_line):
        stored, problems = read_memory(locate_memory(folder, target))
        print_problems(console, problems)
        offer = offer_texts(merge_texts(stored, project, deck_texts), texts)
        if not options.dry_run:
            write_memory(locate_memory(folder, target), offer.memory, settings.language, target)
    return report_offer(console, offer, target, dry_run=options.dry_run)


def select_texts(options: TranslateOptions, project: Project, memory: Memory, engine: str) -> list[Entry]:
    """Return the entries to send, as the options say. Raises DeckError for a note that the memory does not know."""
    from notedeck.translation.memory.selection import SELECTORS, is_used_in, select_entries

    again = options.again or ""
    if again and again not in SELECTORS and not any(is_used_in(entry, again) for entry in memory.entries):
        allowed = ", ".join(SELECTORS)
        hint = f"Allowed: {allowed}, or the path of a note in the deck. Name the notes folder before --again."
        raise DeckError(f'--again: there is no note "{again}" with texts to translate', hint)
    return limit_characters(select_entries(memory, engine, again, project.root.part), options.max_chars)


def limit_characters(entries: Sequence[Entry], max_characters: int) -> list[Entry]:
    """Return the first entries whose sources have up to this many characters together; 0 is no limit."""
    selected: list[Entry] = []
    sizes: dict[str, int] = {}
    for entry in entries:
        sizes[entry.msgid] = len(entry.msgid)
        if max_characters and sum(sizes.values()) > max_characters:
            break
        selected.append(entry)
    return selected


def fill_memory(
    engine_name: str,
    console: Console,
    folder: Path,
    memory: Memory,
    selected: Sequence[Entry],
    pair: LanguagePair,
    texts: DeckTexts,
) -> dict[str, Any]:
    """Send the selected texts to the engine. Saves after every 20 results, and at the end even if an error ends it."""
    from notedeck.cli.reports import translation as report
    from notedeck.translation.glossary import read_glossary
    from notedeck.translation.memory import locate_memory
    from notedeck.translation.memory.entries import add_engine_texts
    from notedeck.translation.memory.po import write_memory
    from notedeck.translation.sending.outcomes import Outcome, collect_texts
    from notedeck.translation.sending.sender import Sender

    engine, access = open_engine(engine_name)
    terms, _ = read_glossary(folder)
    msgids = list(dict.fromkeys(entry.msgid for entry in selected))
    contexts = texts.find_contexts(msgids) if engine.FACTS.takes_context else {}
    sender = Sender(engine, pair, access, terms, contexts)
    keys = {entry.key for entry in selected}
    outcomes: list[Outcome] = []
    saved = 0

    def save_outcomes() -> Memory:
        answers = collect_texts(outcomes)
        filled = add_engine_texts(memory, answers, engine.NAME, time.strftime("%Y-%m-%d"), keys)
        write_memory(locate_memory(folder, pair.target), filled, pair.source, pair.target)
        return filled

    try:
        title = f"{pair.source} -> {pair.target}"
        for outcome in report.show_progress(console, sender.translate_all(msgids), len(msgids), title):
            outcomes.append(outcome)
            if len(outcomes) - saved >= MAX_UNSAVED_RESULTS:
                save_outcomes()
                saved = len(outcomes)
    finally:
        filled = save_outcomes()
    return report.report_outcomes(console, filled, collect_texts(outcomes), sender)


def open_engine(name: str) -> tuple[Engine, Access]:
    """Return an engine and its access. Raises DeckError for an unknown name, and when a key is missing."""
    from notedeck.translation.engines import Access, find_engines

    engines = find_engines()
    if name not in engines:
        raise DeckError(f'there is no engine "{name}"', "Allowed: " + ", ".join(engines) + ".")
    facts = engines[name].FACTS
    keys = {variable: os.environ[variable] for variable in facts.key_variables if os.environ.get(variable)}
    missing = [variable for variable in facts.key_variables if variable not in keys]
    if missing and facts.keys_required:
        raise DeckError(f"{name} needs a key", f"Set the environment variable {' and '.join(missing)}.")
    url = os.environ.get(URL_VARIABLE.format(name.upper())) or facts.default_url
    variable = MODEL_VARIABLE.format(name.upper())
    model = os.environ.get(variable, "")
    if facts.is_language_model and url == facts.default_url and not model:
        hint = f"Set the environment variable {variable} to one that {name} offers. {WITHOUT_KEY}"
        raise DeckError(f"{name} has many models, and none is chosen", hint)
    return engines[name], Access(url, keys, facts.timeout_seconds, model)


COMMAND = Command(TranslateOptions, run)
