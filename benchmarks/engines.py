"""Every engine with a server that misbehaves: `python -m benchmarks.engines NOTES [NOTES ...]`.

For each kind of misbehaviour, all texts of the notes are translated twice by each engine: on a bad day, on which every
third request goes wrong, and on one on which all do. A person starts again after each stop. Then a good day follows, on
which doubtful texts are asked again, too. The table says, of both together: how many texts were wrong on cards, how
many are not translated after the good day, and how many texts of a person were changed. For each engine it has the
requests and the time of the first bad day for 1,000 cards; waiting is counted, not done. With `--requests`, it has the
requests of a single run in which all go wrong, and the texts that cards show then.
"""

# ruff: noqa: T201 - a report prints

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

from notedeck import source
from notedeck.config.languages import LanguagePair
from notedeck.config.settings import ReadingSettings
from notedeck.convert import ConvertSettings, convert_notes
from notedeck.model import Card
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, Contexts, Engine, SilentError, find_engines
from notedeck.translation.memory.entries import Entry, Memory, add_engine_texts
from notedeck.translation.memory.selection import select_entries
from notedeck.translation.segments.collect import collect_segments
from notedeck.translation.segments.tokens import find_damage, read_words, remove_emphasis
from notedeck.translation.sending import sender as sender_module
from notedeck.translation.sending.outcomes import Outcome, collect_texts
from notedeck.translation.sending.sender import Sender
from notedeck.util.reporter import SilentReporter
from tests.support.translation_server import Server, run_translation_server

MOODS = {
    "": "well-behaved",
    "429": "429, `Retry-After: 2`",
    "late": "429, `Retry-After: 3600`",
    "500": "500",
    "400": "400",
    "403": "403",
    "456": "456 (DeepL's quota)",
    "reset": "resets the connection",
    "half": "half of an answer",
    "hang": "silence",
    "drip": "a byte now and then",
    "page": "a page to log in, 200",
    "block": "a page that says robot, 200",
    "quota": "a sentence about the quota",
    "limit": "a sentence about the daily limit",
    "phrase": "an unknown sentence for each text",
    "error": "an error page as the translation",
    "null": "`None`",
    "dots": "`...`",
    "empty": "empty translations",
    "echo": "the source",
    "other": "another language",
    "stops": "half of each text not translated",
    "chatter": "`Sure! Here is the translation: …`",
    "label": "`Translation: …`",
    "more": "a line too many for each text",
    "lines": "each text on two lines",
    "merge": "all lines in one",
    "fewer": "a text too few",
    "twice": "two answers for one text",
    "mixed": "another order, with ids",
    "cut": "breaks off: out of tokens",
    "drop": "loses a placeholder in each text",
    "double": "doubles a placeholder",
    "spoil": "spells placeholders otherwise",
    "hidden": "hidden characters",
    "reversed": "direction characters",
    "surrogate": "lone surrogates",
    "entities": "entities, encoded twice",
}
OF_MODELS = ("twice", "mixed", "cut")  # what only the protocols of language models have
PAIR = LanguagePair("ko", "en")
RightWords = Mapping[str, Collection[str]]  # what a card may show, by source
DAY = "2026-01-01"
MINE = "What a person wrote"
EVERY_PERSONS_TEXT = 50  # of so many texts, a person wrote one
TIMEOUT_SECONDS = 0.5
MAX_STARTS = 60  # on one day


@dataclass(slots=True)
class Clock:
    """The seconds of a run as they would pass: what is slept is only counted, and a time limit counts in full."""

    engine: Engine
    waited: float = 0.0
    start: float = field(default_factory=time.monotonic)

    @property
    def NAME(self) -> str:
        """The name of the engine."""
        return self.engine.NAME

    @property
    def FACTS(self) -> object:
        """The facts of the engine."""
        return self.engine.FACTS

    def translate_texts(
        self, texts: tuple[str, ...], pair: LanguagePair, access: Access, contexts: Contexts = ()
    ) -> tuple[str, ...]:
        """Send one request."""
        try:
            return self.engine.translate_texts(texts, pair, access, contexts)
        except SilentError:
            self.waited += self.engine.FACTS.timeout_seconds - TIMEOUT_SECONDS
            raise

    def sleep(self, seconds: float) -> None:
        """Count a wait."""
        self.waited += seconds

    def read_seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.start + self.waited


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out for one engine and one misbehaviour."""

    wrong: int
    lost: int
    changed: int
    requests: int
    seconds: float


def collect_sources(folders: Sequence[Path], cache: Path) -> tuple[list[str], int]:
    """Return the texts of all notes, and the number of cards."""
    cards: list[Card] = []
    for folder in folders:
        notes, _ = source.read_notes(folder, ReadingSettings())
        cards += convert_notes(notes, folder.name, ConvertSettings(), cache, SilentReporter()).cards
    return [segment.msgid for segment in collect_segments(cards, PAIR.source, cache)], len(cards)


def try_engine(engine: Engine, mood: str, plan: Sequence[str], memory: Memory, right: RightWords) -> Trial:
    """Fill a memory on a bad day, whose requests go as `plan` says again and again, and on a good one."""
    clock = Clock(engine)
    with run_translation_server() as server:
        moods = chain.from_iterable(repeat(plan))
        server.plan = [next(moods) for _ in range(100_000)]
        server.always = mood
        bad = work_through_day(clock, server, memory)
        requests, seconds = server.requests, clock.read_seconds()
        server.plan, server.always = [], ""
        good = work_through_day(clock, server, bad)
        good = fill_memory(clock, server, good, "doubtful")[0]
    shown = {entry.msgid: entry.shown_text for entry in bad.entries if entry.is_visible and entry.msgstr != MINE}
    wrong = sum(is_wrong(msgid, text, right) for msgid, text in shown.items())
    lost = sum(not entry.is_visible for entry in good.entries)
    changed = sum(old.msgstr == MINE and new != old for old, new in zip(memory.entries, good.entries, strict=True))
    return Trial(wrong, lost, changed, requests, seconds)


def is_wrong(msgid: str, text: str, right: RightWords) -> bool:
    """Return whether a card shows other words than a well-behaved server answers, or damaged code."""
    return join_words(text) not in right[msgid] or find_damage(msgid, text) != ""


def join_words(text: str) -> str:
    """Return the letters and signs of a text, without blanks and tags."""
    return "".join(read_words(text).split())


def work_through_day(clock: Clock, server: Server, memory: Memory) -> Memory:
    """Return the memory after a day on which a person starts again after each stop, until nothing gets better."""
    left = len(memory.entries) + 1
    for _ in range(MAX_STARTS):
        memory, is_complete = fill_memory(clock, server, memory)
        before, left = left, len(select_entries(memory, clock.NAME))
        if is_complete or left >= before:
            break
    return memory


def fill_memory(clock: Clock, server: Server, memory: Memory, again: str = "") -> tuple[Memory, bool]:
    """Return the memory after one run, and whether the run came to its end."""
    selected = select_entries(memory, clock.NAME, again)
    outcomes: list[Outcome] = []
    facts = clock.engine.FACTS
    keys = dict.fromkeys(facts.key_variables, "secret")
    access = Access(server.base + urlsplit(facts.default_url).path, keys, TIMEOUT_SECONDS, "a-model")
    sender = Sender(clock, PAIR, access, sleep=clock.sleep)  # type: ignore[arg-type]
    is_complete = True
    try:
        for outcome in sender.translate_all([entry.msgid for entry in selected]):
            outcomes.append(outcome)
    except DeckError:
        is_complete = False
    asked = {entry.key for entry in selected}
    return add_engine_texts(memory, collect_texts(outcomes), clock.NAME, DAY, asked), is_complete


def measure_mood(
    mood: str, engines: Sequence[Engine], memory: Memory, rights: Mapping[str, RightWords], cards: int
) -> str:
    """Return the line of the table for one kind of misbehaviour."""
    cells = []
    total = Counter[str]()
    for engine in engines:
        if mood in OF_MODELS and not engine.FACTS.is_language_model:
            cells.append("")
            continue
        bad = try_engine(engine, "", ("", "", mood), memory, rights[engine.NAME])
        worst = try_engine(engine, mood, (mood,), memory, rights[engine.NAME])
        for trial in (bad, worst):
            total.update(wrong=trial.wrong, lost=trial.lost, changed=trial.changed)
        cells.append(f"{1000 * bad.requests / cards:,.0f}, {1000 * bad.seconds / cards:,.0f} s")
    sums = (f"{total[name]:,}" for name in ("wrong", "lost", "changed"))
    return "| " + " | ".join([MOODS[mood], *sums, *cells]) + " |"


def main() -> None:
    """Print a table with a line for each kind of misbehaviour."""
    parser = argparse.ArgumentParser(description="Every engine with a server that misbehaves.")
    parser.add_argument("notes", type=Path, nargs="+")
    parser.add_argument("--mood", action="append", choices=[*MOODS], help="only this kind; also repeatedly")
    parser.add_argument(
        "--engine", action="append", choices=[*find_engines()], help="only this engine; may be repeated"
    )
    parser.add_argument("--requests", action="store_true", help="count the requests of a run in which all go wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        msgids, cards = collect_sources(options.notes, Path(cache))
    engines = [engine for engine in find_engines().values() if not engine.FACTS.for_tests]
    engines = [engine for engine in engines if not options.engine or engine.NAME in options.engine]
    entries = (Entry(msgid, "" if number % EVERY_PERSONS_TEXT else MINE) for number, msgid in enumerate(msgids))
    memory = Memory(tuple(entries))
    with mock.patch.object(sender_module, "MAX_SILENCE_SECONDS", 0.9 * TIMEOUT_SECONDS):
        if options.requests:
            print_requests(engines, options.mood or [*MOODS], msgids)
        else:
            print_table(engines, options.mood or [*MOODS], memory, cards)


def print_requests(engines: Sequence[Engine], moods: Sequence[str], msgids: Sequence[str]) -> None:
    """Print how many requests each engine gets in a run in which all go wrong, and how many texts cards show then."""
    head = ["Misbehaviour", *(f"`{engine.NAME}`" for engine in engines)]
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for mood in moods:
        cells = [count_requests(engine, mood, msgids) for engine in engines]
        print("| " + " | ".join([MOODS[mood], *cells]) + " |", flush=True)


def count_requests(engine: Engine, mood: str, msgids: Sequence[str]) -> str:
    """Return the requests of a run in which all go wrong, and the texts that cards show then."""
    with run_translation_server() as server:
        server.always = mood
        memory, _ = fill_memory(Clock(engine), server, Memory((*map(Entry, msgids),)))
    shown = sum(entry.is_visible for entry in memory.entries)
    return f"{server.requests:,} ({shown:,} of {len(msgids):,} texts)"


def print_table(engines: Sequence[Engine], moods: Sequence[str], memory: Memory, cards: int) -> None:
    """Print the table; what a well-behaved server answers is right."""
    rights = {engine.NAME: translate_well(engine, memory) for engine in engines}
    head = ["Misbehaviour", "Wrong on cards", "Lost", "A person's changed", *(f"`{engine.NAME}`" for engine in engines)]
    print(f"{len(memory.entries)} texts of {cards} cards\n\n| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for mood in moods:
        print(measure_mood(mood, engines, memory, rights, cards), flush=True)


def translate_well(engine: Engine, memory: Memory) -> RightWords:
    """Return what a well-behaved server answers, with the emphasis of the sources and without it, by source."""
    answers = []
    for change in (str, remove_emphasis):
        entries = {change(entry.msgid): Entry(change(entry.msgid)) for entry in memory.entries}
        with run_translation_server() as server:
            good, _ = fill_memory(Clock(engine), server, Memory((*entries.values(),)))
        answers.append({entry.msgid: join_words(entry.shown_text) for entry in good.entries})
    whole, plain = answers
    return {entry.msgid: {whole[entry.msgid], plain[remove_emphasis(entry.msgid)]} for entry in memory.entries}


if __name__ == "__main__":
    main()
