"""Convert notes to cards: markup, sections, cards.

A note whose text the same code converted before, with the same settings, comes from the cache. The others are converted
by several processes, where that is worth it; what converts them (`note.py`) is imported only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from notedeck.convert.stored import create_conversion_key, dump_conversion, load_conversion
from notedeck.convert.values import Conversion, ConvertSettings, DeckConversion
from notedeck.messages import Message
from notedeck.model import Card, Source
from notedeck.util.cache.database import collect_entries, iterate_entries
from notedeck.util.collector import spare_objects
from notedeck.util.kept_results import KeptResults
from notedeck.util.processes.workers import compute_in_processes, count_processes
from notedeck.util.reporter import Reporter

__all__ = ["Conversion", "ConvertSettings", "DeckConversion", "convert_notes", "ignore_cards"]

CACHE_FILE = "converted.sqlite"
CONVERSIONS: KeptResults[tuple[object, ...], Conversion] = KeptResults()
MIN_PROCESS_CHARACTERS = 50_000  # of notes that are worth a process of their own, which takes 10 ms to start


def ignore_cards(_cards: Iterable[Card]) -> None:
    """Do nothing."""


@spare_objects()
def convert_notes(
    notes: Iterable[Source],
    top_deck: str,
    settings: ConvertSettings,
    cache: Path,
    reporter: Reporter,
    meanwhile: Callable[[Iterable[Card]], None] = ignore_cards,
) -> DeckConversion:
    """Convert all notes in order, each from the cache where it is there. `top_deck` is the name of the whole deck.

    `meanwhile` is called with the new cards of each note, while other processes convert the next ones.
    """
    sources, file = tuple(notes), cache / CACHE_FILE
    keys = [create_conversion_key(note, settings) for note in sources]
    names = [
        (key, note.path, note.modified, top_deck, settings.naming) for key, note in zip(keys, sources, strict=True)
    ]
    load = partial(load_conversion, top_deck=top_deck, naming=settings.naming)
    conversions = {number: kept for number, name in enumerate(names) if (kept := CONVERSIONS.get(name))}
    wanted = {number: key for number, key in enumerate(keys) if number not in conversions}
    conversions |= load_cached(file, sources, wanted, load)
    missing = [note for number, note in enumerate(sources) if number not in conversions]
    with convert_in_processes(missing, top_deck, settings) as results, collect_entries(file) as entries:
        for number, note in reporter.track(
            Message("Reading notes"), tuple(enumerate(sources)), lambda item: item[1].path
        ):
            if number in conversions:
                continue
            if data := next(results):
                entries.add(keys[number], data)
                conversions[number] = load(data, note)
            else:
                conversions[number] = convert_here(note, top_deck, settings)
            meanwhile(conversions[number].cards)
    return join_conversions(CONVERSIONS.put(name, conversions[number]) for number, name in enumerate(names))


def load_cached(
    file: Path, notes: Sequence[Source], keys: Mapping[int, str], load: Callable[[bytes, Source], Conversion]
) -> dict[int, Conversion]:
    """Return the conversions that are in the cache, by the numbers of the notes, as the keys are."""
    numbers: dict[str, list[int]] = {}
    for number, key in keys.items():
        numbers.setdefault(key, []).append(number)
    entries = iterate_entries(file, numbers)
    return {number: load(data, notes[number]) for key, data in entries for number in numbers[key]}


def convert_in_processes(
    notes: Sequence[Source], top_deck: str, settings: ConvertSettings
) -> AbstractContextManager[Iterator[bytes]]:
    """Convert notes in as many processes as they are worth; see `dump_conversion` for the results."""
    if not notes:
        return nullcontext(iter(()))
    import notedeck.convert.note  # noqa: F401 - before this process is copied, so that each copy has it

    processes = count_processes(sum(len(note.text) for note in notes), MIN_PROCESS_CHARACTERS)
    return compute_in_processes(partial(convert_and_dump, top_deck=top_deck, settings=settings), notes, processes)


def convert_and_dump(note: Source, top_deck: str, settings: ConvertSettings) -> bytes:
    """Convert one note to bytes for `load_conversion`; none if they cannot hold its texts."""
    return dump_conversion(convert_here(note, top_deck, settings))


def convert_here(note: Source, top_deck: str, settings: ConvertSettings) -> Conversion:
    """Convert one note in this process."""
    from notedeck.convert.note import convert_note

    return convert_note(note, top_deck, settings)


def join_conversions(conversions: Iterable[Conversion]) -> DeckConversion:
    """Join the conversions of several notes, in order."""
    parts = tuple(conversions)
    return DeckConversion(
        keep_unique(card for part in parts for card in part.cards),
        tuple(skipped for part in parts for skipped in part.skipped),
        tuple(problem for part in parts for problem in part.problems),
        {
            (card.front, card.back): sides
            for part in parts
            for card, sides in zip(part.cards, part.sides, strict=True)
            if sides
        },
    )


def keep_unique(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards of a deck; of those that are unique in the deck, only the first."""
    first: dict[object, Card] = {}
    for card in cards:
        first.setdefault((card.key.style, card.key.title) if card.unique_in_deck else card.key, card)
    return tuple(first.values())
