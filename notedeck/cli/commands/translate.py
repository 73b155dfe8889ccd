"""`translate`: fill the translation memories, estimate what that takes, or list what a person should review."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console

from notedeck.cli.commands import Command
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import CommonOptions, add_common_arguments
from notedeck.cli.output import default_cache
from notedeck.config.settings import TranslationSettings
from notedeck.identity.lock import store
from notedeck.problems import DeckError

if TYPE_CHECKING:
    from notedeck.pipeline import Project
    from notedeck.translation.segments.collect import Segment

SAVED_EVERY = 20  # results
BASE = "NOTEDECK_{}_URL"  # environment variable with another address for an engine


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions(CommonOptions):
    """The options of `translate`."""

    engine: str | None = None
    to: str | None = None
    dry_run: bool = False
    review: bool = False
    max_chars: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of TranslateOptions."""
    add_common_arguments(parser)
    parser.add_argument("--engine", metavar="NAME", help="the engine, in place of the one in deck.toml")
    parser.add_argument("--to", metavar="LANGUAGE", help="only one of the languages in deck.toml")
    parser.add_argument("--dry-run", action="store_true", help="estimate requests, time and cost; send nothing")
    parser.add_argument("--review", action="store_true", help="list what a person should review; send nothing")
    parser.add_argument("--max-chars", metavar="N", type=int, default=0, help="send at most this many characters")


def run(options: TranslateOptions, console: Console) -> int:
    """Fill, estimate or review the memory of each language."""
    from notedeck import pipeline
    from notedeck.translation.segments.collect import segments
    from notedeck.util.reporter import SilentReporter

    project = pipeline.configure(options.notes)
    settings = project.settings.translation
    languages = choose_languages(options, settings)
    cards = pipeline.read_and_convert(project, default_cache(), SilentReporter()).conversion.cards
    deck_segments = segments(cards, settings.language, default_cache())
    reports = [process_language(options, console, project, deck_segments, language) for language in languages]
    if options.json:
        print(json.dumps(reports, ensure_ascii=False, indent=1))  # noqa: T201
    return ExitStatus.DONE


def choose_languages(options: TranslateOptions, settings: TranslationSettings) -> tuple[str, ...]:
    """Return the languages to translate to. Raises DeckError for one that is not in the settings."""
    if options.to and options.to not in settings.translate_to:
        allowed = ", ".join(settings.translate_to)
        raise DeckError(f'"{options.to}" is not in translate_to', f"Allowed: {allowed}; or add it in deck.toml.")
    return (options.to,) if options.to else settings.translate_to


def process_language(
    options: TranslateOptions, console: Console, project: Project, segments: Sequence[Segment], target: str
) -> dict[str, Any]:
    """Merge one memory with the notes, then fill, estimate or review it."""
    from notedeck.cli.reports import translation as report
    from notedeck.translation.memory import entries as memory
    from notedeck.translation.memory import po

    folder, settings = project.root.folder, project.settings.translation
    with store.exclude_other_builds(folder, console.print):
        file = po.file_of(folder, target)
        before, problems = po.read(file)
        for problem in problems:
            console.print(f"{problem}\n    {problem.hint}", markup=False, highlight=False, soft_wrap=True)
        merged = memory.merged(before, segments)
        if options.review:
            return report.reviewed(console, merged, settings, target)
        engine = options.engine or settings.engine
        wanted = [entry.msgid for entry in merged.entries if entry.wanted_by(engine)]
        todo = limited(wanted, options.max_chars)
        if options.dry_run:
            return report.estimated(console, todo, target)
        po.write(file, merged, settings.language, target)
        return filled(options, console, project, merged, todo, target)


def limited(msgids: Sequence[str], most: int) -> list[str]:
    """Each source once, the first of them up to so many characters; 0 is no limit."""
    rows: list[str] = []
    left = most
    for msgid in dict.fromkeys(msgids):
        left -= len(msgid)
        if most and left < 0:
            break
        rows.append(msgid)
    return rows


def filled(
    options: TranslateOptions, console: Console, project: Project, memory: Any, todo: list[str], target: str
) -> dict[str, Any]:
    """Send what is missing, and save every 20 results, and at the end, however that comes."""
    from notedeck.cli.reports import translation as report
    from notedeck.config.languages import LanguagePair
    from notedeck.translation import glossary
    from notedeck.translation.memory import po
    from notedeck.translation.memory.entries import filled as with_texts
    from notedeck.translation.sending import sender as sending

    folder, settings = project.root.folder, project.settings.translation
    engine, access = engine_of(options.engine or settings.engine)
    terms, _ = glossary.read(folder)
    sender = sending.Sender(engine, LanguagePair(settings.language, target), access, terms)
    done: list[sending.Outcome] = []
    saved = 0

    def save() -> None:
        texts = {one.msgid: one.text for one in done}
        doubtful = [one.msgid for one in done if one.doubtful]
        now = with_texts(memory, texts, engine.NAME, time.strftime("%Y-%m-%d"), doubtful)
        po.write(po.file_of(folder, target), now, settings.language, target)

    try:
        for outcome in report.shown(console, sender.send(todo), len(todo), f"{settings.language} -> {target}"):
            done.append(outcome)
            if len(done) - saved >= SAVED_EVERY:
                save()
                saved = len(done)
    finally:
        if len(done) > saved:
            save()
    return report.told(console, memory, done, sender, target)


def engine_of(name: str) -> tuple[Any, Any]:
    """An engine and its access. Raises DeckError for an unknown name, and when a key is missing."""
    from notedeck.translation.engines import Access, engines

    if name not in engines():
        raise DeckError(f'there is no engine "{name}"', "Allowed: " + ", ".join(sorted(engines())) + ".")
    engine = engines()[name]
    keys = {key: os.environ[key] for key in engine.FACTS.keys if os.environ.get(key)}
    missing = [key for key in engine.FACTS.keys if key not in keys]
    base = os.environ.get(BASE.format(name.upper()), engine.FACTS.base)
    if missing and name != "libretranslate":
        raise DeckError(f"{name} needs a key", f"Set the environment variable {' and '.join(missing)}.")
    return engine, Access(base, keys)


HELP = "fill translations/<language>.po; later builds need no network"
COMMAND = Command("translate", HELP, 5, TranslateOptions, add_arguments, run)
