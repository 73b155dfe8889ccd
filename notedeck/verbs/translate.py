"""`translate` fills the translation memories, and `glossary` names the terms that the notes explain themselves."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from notedeck.exits import Exit
from notedeck.home import home
from notedeck.identity import store
from notedeck.model import Card
from notedeck.problems import DeckError
from notedeck.settings import Settings
from notedeck.verbs.common import add_notes, configured

SAVED_EVERY = 20  # results
BASE = "NOTEDECK_{}_URL"  # environment variable with another address for an engine


def add(verbs: Any) -> None:
    """The words of both verbs."""
    translate = verbs.add_parser("translate", help="fill translations/<language>.po; later builds need no network")
    add_notes(translate)
    translate.add_argument("--engine", metavar="NAME", help="the engine, in place of deck.toml's")
    translate.add_argument("--to", metavar="LANGUAGE", help="one language only, of those in deck.toml")
    translate.add_argument("--dry-run", action="store_true", help="show what it would take, and send nothing")
    translate.add_argument("--review", action="store_true", help="list what a person should look at, and send nothing")
    translate.add_argument("--max-chars", metavar="N", type=int, default=0, help="send no more characters than this")
    translate.set_defaults(run=run_translate)
    glossary = verbs.add_parser("glossary", help="terms that the notes translate themselves, as CSV")
    add_notes(glossary)
    glossary.set_defaults(run=run_glossary)


def read_cards(arguments: argparse.Namespace) -> tuple[Settings, tuple[Card, ...], Path]:
    """The settings, the cards of the whole deck without media, and the cache."""
    from notedeck import conversion, naming, output, source
    from notedeck.progress import Silent

    source.check(arguments.notes)
    place = home(arguments.notes)
    settings = configured(arguments, place.folder)
    lock = store.read(place.folder).lock
    notes, _ = source.read_all(place.folder, settings, place.alone(lock))
    top = naming.top_deck(place.deck(lock), settings)
    cache = output.target(output.DEFAULT).cache
    return settings, conversion.convert_all(notes, top, settings, cache, Silent())[0], cache


def run_translate(arguments: argparse.Namespace, console: Console) -> int:
    """Fill, or look at, the memory of each language."""
    from notedeck.translation.segments import segments

    settings, cards, cache = read_cards(arguments)
    wanted = targets(arguments, settings)
    found = segments(cards, settings.language, cache)
    rows = [one_language(arguments, console, settings, found, target) for target in wanted]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))  # noqa: T201
    return Exit.DONE


def targets(arguments: argparse.Namespace, settings: Settings) -> tuple[str, ...]:
    """The languages to translate to."""
    if arguments.to and arguments.to not in settings.translate_to:
        allowed = ", ".join(settings.translate_to)
        raise DeckError(f'"{arguments.to}" is not in translate_to', f"Allowed: {allowed}; or add it in deck.toml.")
    return (arguments.to,) if arguments.to else settings.translate_to


def one_language(
    arguments: argparse.Namespace, console: Console, settings: Settings, found: Sequence[Any], target: str
) -> dict[str, Any]:
    """One memory: merged with the notes, then filled, estimated or reviewed."""
    from notedeck.translation import memory, po

    folder = home(arguments.notes).folder
    with store.held(folder, console.print):
        file = po.file_of(folder, target)
        before, problems = po.read(file)
        for problem in problems:
            console.print(f"{problem}\n    {problem.hint}", markup=False, highlight=False, soft_wrap=True)
        merged = memory.merged(before, found)
        if arguments.review:
            return reviewed(console, merged, settings, target)
        todo = limited(
            [entry.msgid for entry in merged.entries if entry.wanted_by(arguments.engine or settings.engine)],
            arguments.max_chars,
        )
        if arguments.dry_run:
            return estimated(console, todo, target)
        po.write(file, merged, settings.language, target)
        return filled(arguments, console, settings, merged, todo, target)


def limited(msgids: Sequence[str], most: int) -> list[str]:
    """Each source once, the first of them up to so many characters."""
    rows: list[str] = []
    for msgid in dict.fromkeys(msgids):
        most -= len(msgid)
        if most < 0 and rows and most + sum(map(len, rows)) + len(msgid) > 0:
            break
        rows.append(msgid)
    return rows


def filled(
    arguments: argparse.Namespace, console: Console, settings: Settings, memory: Any, todo: list[str], target: str
) -> dict[str, Any]:
    """Send what is missing, and save every 20 results, and at the end, however that comes."""
    from notedeck.translation import glossary, po, sending
    from notedeck.translation.engines import Pair
    from notedeck.translation.memory import filled as with_texts

    folder = home(arguments.notes).folder
    engine, access = engine_of(arguments.engine or settings.engine)
    terms, _ = glossary.read(folder)
    sender = sending.Sender(engine, Pair(settings.language, target), access, terms)
    done: list[sending.Outcome] = []
    saved = 0

    def save() -> None:
        texts = {one.msgid: one.text for one in done}
        doubtful = [one.msgid for one in done if one.doubtful]
        now = with_texts(memory, texts, engine.NAME, time.strftime("%Y-%m-%d"), doubtful)
        po.write(po.file_of(folder, target), now, settings.language, target)

    try:
        for outcome in shown(console, sender.send(todo), len(todo), f"{settings.language} -> {target}"):
            done.append(outcome)
            if len(done) - saved >= SAVED_EVERY:
                save()
                saved = len(done)
    finally:
        if len(done) > saved:
            save()
    return told(console, memory, done, sender, target)


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


def shown(console: Console, outcomes: Any, total: int, title: str) -> Any:
    """The outcomes, with a bar that tells how many are done and how long it will take."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        for outcome in outcomes:
            yield outcome
            progress.advance(task)


def told(console: Console, memory: Any, done: Sequence[Any], sender: Any, target: str) -> dict[str, Any]:
    """What was done."""
    row = {
        "language": target,
        "entries": sum(not entry.obsolete for entry in memory.entries),
        "translated": sum(bool(one.text) for one in done),
        "doubtful": sum(one.doubtful for one in done),
        "damaged": sum(one.damaged for one in done),
        "requests": sender.requests,
    }
    text = (
        f"{target}: {row['translated']} translated with {row['requests']} requests, {row['doubtful']} to be looked at "
        f"(translate --review), {row['entries']} entries in all"
    )
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    return row


def estimated(console: Console, todo: list[str], target: str) -> dict[str, Any]:
    """What each engine would take."""
    from notedeck.translation import sending
    from notedeck.translation.engines import engines

    rows = {name: sending.estimate(todo, engine) for name, engine in sorted(engines().items()) if name != "pseudo"}
    console.print(f"{target}: {len(todo)} texts, {sum(map(len, todo)):,} characters", highlight=False)
    for name, row in rows.items():
        text = f"  {name:<15} {row.requests:>6} requests  about {row.seconds:>6.0f} s  about ${row.cost:.2f}"
        console.print(text, markup=False, highlight=False)
    found = {
        name: {"requests": r.requests, "seconds": r.seconds, "dollars": round(r.cost, 4)} for name, r in rows.items()
    }
    return {"language": target, "texts": len(todo), "characters": sum(map(len, todo)), "engines": found}


def reviewed(console: Console, memory: Any, settings: Settings, target: str) -> dict[str, Any]:
    """The entries that a person should look at, as `file:line`."""
    from notedeck.translation.po import FOLDER
    from notedeck.translation.review import review

    findings = list(review(memory, settings, target))
    for one in findings:
        place = f"{FOLDER}/{target}.po" + (f":{one.line}" if one.line else "")
        about = f" ({one.about})" if one.about else ""
        console.print(
            f"{place}: {one.concern.value}: {one.msgid}{about}", markup=False, highlight=False, soft_wrap=True
        )
    counts = Counter(one.concern.value for one in findings)
    console.print(
        f"{target}: " + (", ".join(f"{many} {name}" for name, many in counts.items()) or "nothing to look at")
    )
    rows = [
        {"concern": one.concern.value, "line": one.line, "msgid": one.msgid, "about": one.about} for one in findings
    ]
    return {"language": target, "findings": rows}


def run_glossary(arguments: argparse.Namespace, console: Console) -> int:  # noqa: ARG001 - every verb is run alike
    """Print the terms as CSV, ready for glossary.csv."""
    from bs4 import BeautifulSoup

    from notedeck.translation.glossary import suggest

    _, cards, _ = read_cards(arguments)
    texts = (BeautifulSoup(f"{card.front}\n{card.back}", "lxml").get_text(" ") for card in cards)
    rows = suggest(texts)
    if arguments.json:
        found = [{"term": row.term, "translation": row.translation, "count": row.count} for row in rows]
        print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201
        return Exit.DONE
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows((row.term, row.translation) for row in rows)
    return Exit.DONE
