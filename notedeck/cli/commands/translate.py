"""`translate`: fill the translation memories, estimate what that takes, or list what a person should review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from notedeck.cli.commands import Command
from notedeck.cli.commands._translation import DeckTexts, MemoryRun, merge_texts
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import DeckOptions
from notedeck.config.languages import LANGUAGES, LanguagePair
from notedeck.config.settings import TranslationSettings
from notedeck.errors import DeckError
from notedeck.identity.lock import store
from notedeck.messages import Message

if TYPE_CHECKING:
    from notedeck.project import Project
    from notedeck.stage_values import Notes
    from notedeck.translation.memory.entries import Entry, Memory


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
    if cards and not segments:
        reject_language(settings.language)
    texts = DeckTexts(segments, cards, notes.list_held(), settings.language, cache)
    if options.from_parallel:
        reports = [take_parallel_texts(options, console, project, notes, texts, language) for language in languages]
    else:
        reports = [process_language(options, console, project, texts, language) for language in languages]
    if options.json:
        console.print_json(reports, indent=1)
    return ExitStatus.DONE


def reject_language(language: str) -> NoReturn:
    """Raise DeckError for notes that have no text in the language of the settings."""
    name = LANGUAGES[language].name
    hint = Message('Set the language of the notes in deck.toml, such as language = "en" and translate_to = ["ko"].')
    raise DeckError(Message("no text of the notes is in {name}", name=name), hint)


def choose_languages(options: TranslateOptions, settings: TranslationSettings) -> tuple[str, ...]:
    """Return the languages to translate to. Raises DeckError for one that is not in the settings."""
    if options.to and options.to not in settings.translate_to:
        allowed = ", ".join(settings.translate_to)
        raise DeckError(
            Message('"{to}" is not in translate_to', to=options.to),
            Message("Allowed: {allowed}; or add it in deck.toml.", allowed=allowed),
        )
    return (options.to,) if options.to else settings.translate_to


def process_language(
    options: TranslateOptions, console: Console, project: Project, texts: DeckTexts, target: str
) -> dict[str, Any]:
    """Merge one memory with the notes, then fill, estimate or review it."""
    from notedeck.cli.reports import translation as report
    from notedeck.translation.memory import locate_memory
    from notedeck.translation.memory.po import read_memory

    folder, settings = project.root.folder, project.settings.translation
    work = MemoryRun(
        console, project, texts, options.engine or settings.engine, LanguagePair(settings.language, target)
    )
    with store.exclude_other_builds(folder, console.print_line):
        stored, problems = read_memory(locate_memory(folder, target))
        report.print_problems(console, problems)
        memory = merge_texts(stored, project, texts)
        if options.review:
            return report.report_review(console, memory, work.pair, project.root.named)
        if options.terms:
            return redo_terms(options, work, memory)
        selected = select_texts(options, project, memory, work.engine_name)
        if options.dry_run:
            return work.estimate(selected)
        work.write(memory)
        return work.fill(memory, selected)


def redo_terms(options: TranslateOptions, work: MemoryRun, memory: Memory) -> dict[str, Any]:
    """Translate anew what an engine wrote and breaks the glossary, and list what a person wrote.

    Until they are answered, the texts of engines are doubtful. With `dry_run` they are listed, too. Raises DeckError
    for a glossary without terms.
    """
    from notedeck.cli.reports import terms as report
    from notedeck.translation.memory.entries import doubt_entries
    from notedeck.translation.memory.selection import is_used_in
    from notedeck.translation.wording.breaks import find_breaks

    glossary, root = read_terms(work), work.project.root
    breaks = [*find_breaks((entry for entry in memory.entries if is_used_in(entry, root.part)), glossary)]
    values = report.report_breaks(work.console, breaks, work.pair.target, lists_all=options.dry_run)
    of_engines = {item.entry.key: item.entry for item in breaks if item.entry.is_from_engine}
    selected = limit_characters([*of_engines.values()], options.max_chars)
    if options.dry_run:
        return {**values, **work.estimate(selected)}
    memory = doubt_entries(memory, {item.entry.key: item.reason for item in reversed(breaks)})
    work.write(memory)
    return {**values, **work.fill(memory, selected)} if selected else values


def read_terms(work: MemoryRun) -> Mapping[str, str]:
    """Return the terms of the glossary. Raises DeckError without any."""
    from notedeck.cli.reports import translation as report
    from notedeck.translation.glossary import FILE_NAME, read_glossary

    glossary, problems = read_glossary(work.project.root.folder)
    report.print_problems(work.console, problems)
    if not glossary:
        hint = Message('Write "term,translation" on each line. This prints some: build-deck glossary --suggest')
        raise DeckError(Message("{file} has no terms", file=FILE_NAME), hint)
    return glossary


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
        hint = Message(
            "Allowed: {allowed}, or the path of a note in the deck. Name the notes folder before --again.",
            allowed=allowed,
        )
        raise DeckError(Message('--again: there is no note "{again}" with texts to translate', again=again), hint)
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


COMMAND = Command(TranslateOptions, run)
