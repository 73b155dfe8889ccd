"""All texts of notes through a server that misbehaves: `python -m benchmarks.translating NOTES [NOTES ...]`.

For each kind of misbehaviour, at every third request of a Google-like page, through the package deep-translator: how
many answers were found damaged, how many damaged ones got through, how many texts have no outcome, whether texts that a
person wrote were replaced, and how many requests 1,000 cards took.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import chain, islice, repeat
from pathlib import Path

from notedeck import source
from notedeck.config.languages import LanguagePair
from notedeck.config.settings import ReadingSettings
from notedeck.convert import ConvertSettings, convert_notes
from notedeck.model import Card
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, find_engines
from notedeck.translation.memory.entries import EngineText, Entry, Memory, add_engine_texts, merge_segments
from notedeck.translation.segments.collect import collect_segments
from notedeck.translation.segments.tokens import find_damage
from notedeck.translation.sending.sender import Sender
from notedeck.util.reporter import SilentReporter
from tests.support.translation_server import run_translation_server

MOODS = (
    "",
    "429",
    "500",
    "reset",
    "half",
    "hang",
    "drip",
    "drop",
    "double",
    "spoil",
    "echo",
    "merge",
    "empty",
    "quota",
    "block",
)
REQUEST_TIMEOUT_SECONDS = 0.5
HEAD = (
    "| Every third | Damage found | Let through | Lost | Left empty | A person's replaced | Stops "
    "| Requests a 1,000 cards |"
)
MAX_RUNS = 400  # a person starts again after each stop
MINE = "What a person wrote"


def collect_texts(folders: list[Path], cache: Path) -> tuple[list[str], int]:
    """Return the texts of all notes, and the number of cards."""
    cards: list[Card] = []
    for folder in folders:
        notes, _ = source.read_notes(folder, ReadingSettings())
        cards += convert_notes(notes, folder.name, ConvertSettings(), cache, SilentReporter()).cards
    return [segment.msgid for segment in collect_segments(cards, "ko", cache)], len(cards)


def measure_mood(mood: str, msgids: list[str], cards: int) -> str:
    """Return the line of the table for one kind of misbehaviour."""
    damaged = undetected = requests = stops = 0
    memory = merge_segments(Memory(), [])
    done: dict[str, str] = {}
    written_by_person = set(msgids[::50])
    with run_translation_server() as server:
        server.plan = list(islice(chain.from_iterable(repeat(("", "", mood))), 100_000))
        for _ in range(MAX_RUNS):
            remaining = [msgid for msgid in msgids if msgid not in done]
            if not remaining:
                break
            engine = find_engines()["google"]
            sender = Sender(
                engine,
                LanguagePair("ko", "en"),
                Access(server.base + "/m", {}, REQUEST_TIMEOUT_SECONDS),
                sleep=lambda _: None,
            )
            try:
                for outcome in sender.translate_all(remaining):
                    done[outcome.msgid] = outcome.text
                    damaged += outcome.damaged
                    undetected += bool(outcome.text and find_damage(outcome.msgid, outcome.text))
            except DeckError:
                stops += 1
            requests += sender.requests
    before = create_memory(memory, msgids, written_by_person)
    texts = {msgid: EngineText(text) for msgid, text in done.items()}
    after = add_engine_texts(before, texts, "google", "2026-01-01", {entry.key for entry in before.entries})
    overwritten = sum(entry.msgid in written_by_person and entry.msgstr != MINE for entry in after.entries)
    lost = len(set(msgids) - done.keys())
    empty = sum(not text for text in done.values())
    cells = (mood or "well", damaged, undetected, lost, empty, overwritten, stops, round(1000 * requests / cards))
    return "| " + " | ".join(map(str, cells)) + " |"


def create_memory(memory: Memory, msgids: list[str], written_by_person: set[str]) -> Memory:
    """Return a memory in which a person wrote some texts."""
    entries = (Entry(msgid, MINE if msgid in written_by_person else "") for msgid in msgids)
    return Memory((*memory.entries, *entries))


def main() -> None:
    """Print a table with a line for each kind of misbehaviour."""
    parser = argparse.ArgumentParser(description="All texts of notes through a server that misbehaves.")
    parser.add_argument("notes", type=Path, nargs="+")
    with tempfile.TemporaryDirectory() as cache:
        msgids, cards = collect_texts(parser.parse_args().notes, Path(cache))
    print(f"{len(msgids)} texts of {cards} cards")  # noqa: T201
    print(HEAD)  # noqa: T201
    print("|---" * 8 + "|")  # noqa: T201
    for mood in MOODS:
        print(measure_mood(mood, msgids, cards), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
