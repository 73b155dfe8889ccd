"""`translate` fills the translation memories; or shows what that would take, or what a person should look at."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from notedeck.cli.commands.deck_texts import read_cards
from notedeck.cli.exit_status import Exit
from notedeck.cli.run import add_notes
from notedeck.config.settings import Settings
from notedeck.identity.lock import store
from notedeck.problems import DeckError
from notedeck.source.deck_root import home

SAVED_EVERY = 20  # results
BASE = "NOTEDECK_{}_URL"  # environment variable with another address for an engine


def add(commands: Any) -> None:
    """The words of `translate`."""
    translate = commands.add_parser("translate", help="fill translations/<language>.po; later builds need no network")
    add_notes(translate)
    translate.add_argument("--engine", metavar="NAME", help="the engine, in place of deck.toml's")
    translate.add_argument("--to", metavar="LANGUAGE", help="one language only, of those in deck.toml")
    translate.add_argument("--dry-run", action="store_true", help="show what it would take, and send nothing")
    translate.add_argument("--review", action="store_true", help="list what a person should look at, and send nothing")
    translate.add_argument("--max-chars", metavar="N", type=int, default=0, help="send no more characters than this")
    translate.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Fill, or look at, the memory of each language."""
    from notedeck.translation.segments import segments

    settings, cards, cache = read_cards(arguments)
    wanted = targets(arguments, settings)
    found = segments(cards, settings.translation.language, cache)
    rows = [one_language(arguments, console, settings, found, target) for target in wanted]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))  # noqa: T201
    return Exit.DONE


def targets(arguments: argparse.Namespace, settings: Settings) -> tuple[str, ...]:
    """The languages to translate to."""
    if arguments.to and arguments.to not in settings.translation.translate_to:
        allowed = ", ".join(settings.translation.translate_to)
        raise DeckError(f'"{arguments.to}" is not in translate_to', f"Allowed: {allowed}; or add it in deck.toml.")
    return (arguments.to,) if arguments.to else settings.translation.translate_to


def one_language(
    arguments: argparse.Namespace, console: Console, settings: Settings, found: Sequence[Any], target: str
) -> dict[str, Any]:
    """One memory: merged with the notes, then filled, estimated or reviewed."""
    from notedeck.cli.reports import translation as report
    from notedeck.translation.memory import entries as memory
    from notedeck.translation.memory import po

    folder = home(arguments.notes).folder
    with store.held(folder, console.print):
        file = po.file_of(folder, target)
        before, problems = po.read(file)
        for problem in problems:
            console.print(f"{problem}\n    {problem.hint}", markup=False, highlight=False, soft_wrap=True)
        merged = memory.merged(before, found)
        if arguments.review:
            return report.reviewed(console, merged, settings.translation, target)
        todo = limited(
            [
                entry.msgid
                for entry in merged.entries
                if entry.wanted_by(arguments.engine or settings.translation.engine)
            ],
            arguments.max_chars,
        )
        if arguments.dry_run:
            return report.estimated(console, todo, target)
        po.write(file, merged, settings.translation.language, target)
        return filled(arguments, console, settings, merged, todo, target)


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
    arguments: argparse.Namespace, console: Console, settings: Settings, memory: Any, todo: list[str], target: str
) -> dict[str, Any]:
    """Send what is missing, and save every 20 results, and at the end, however that comes."""
    from notedeck.cli.reports import translation as report
    from notedeck.config.languages import LanguagePair
    from notedeck.translation import glossary, sending
    from notedeck.translation.memory import po
    from notedeck.translation.memory.entries import filled as with_texts

    folder = home(arguments.notes).folder
    engine, access = engine_of(arguments.engine or settings.translation.engine)
    terms, _ = glossary.read(folder)
    sender = sending.Sender(engine, LanguagePair(settings.translation.language, target), access, terms)
    done: list[sending.Outcome] = []
    saved = 0

    def save() -> None:
        texts = {one.msgid: one.text for one in done}
        doubtful = [one.msgid for one in done if one.doubtful]
        now = with_texts(memory, texts, engine.NAME, time.strftime("%Y-%m-%d"), doubtful)
        po.write(po.file_of(folder, target), now, settings.translation.language, target)

    try:
        for outcome in report.shown(
            console, sender.send(todo), len(todo), f"{settings.translation.language} -> {target}"
        ):
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
