"""Convert notes to cards: markup, sections, cards.

A note whose text the same code converted before, with the same settings, comes from the cache. The others are converted
by several processes, where that is worth it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from notedeck import markup
from notedeck.cards.formulas import report_formulas
from notedeck.cards.generate import generate_cards, keep_unique
from notedeck.cards.naming import list_tags, name_deck
from notedeck.config.settings import CardSettings, NamingSettings, Settings, SplittingSettings
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.model import Card, FrontMatter, Skipped, Source
from notedeck.problems import Problem
from notedeck.sections import split_note
from notedeck.source.names import display_name
from notedeck.util.cache.database import collect_entries, iterate_entries
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.collector import spare_objects
from notedeck.util.processes.workers import compute_in_processes, count_processes
from notedeck.util.reporter import Reporter

CACHE_FILE = "converted.sqlite"
MIN_PROCESS_CHARACTERS = 50_000  # of notes that are worth a process of their own, which takes 10 ms to start


@dataclass(frozen=True, slots=True)
class ConvertSettings:
    """The settings that a note's cards depend on."""

    splitting: SplittingSettings = field(default_factory=SplittingSettings)
    cards: CardSettings = field(default_factory=CardSettings)
    naming: NamingSettings = field(default_factory=NamingSettings)

    @classmethod
    def select(cls, settings: Settings) -> ConvertSettings:
        """Return the part of all settings that a note's cards depend on."""
        return cls(settings.splitting, settings.cards, settings.naming)

    def apply_front_matter(self, matter: FrontMatter) -> ConvertSettings:
        """Return these settings with the values that a note's front matter sets."""
        splitting, cards = self.splitting.apply_front_matter(matter), self.cards.apply_front_matter(matter)
        return ConvertSettings(splitting, cards, self.naming)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The cards of notes, still without guids and media, the skipped parts, and the problems."""

    cards: tuple[Card, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Conversion)


@spare_objects()
def convert_notes(
    notes: Iterable[Source], top_deck: str, settings: ConvertSettings, cache: Path, reporter: Reporter
) -> Conversion:
    """Convert all notes in order, each from the cache where it is there. `top_deck` is the name of the whole deck."""
    sources, file = tuple(notes), cache / CACHE_FILE
    keys = [conversion_key(note, settings) for note in sources]
    load = partial(load_conversion, top_deck=top_deck, naming=settings.naming)
    conversions = load_cached(file, sources, keys, load)
    missing = [note for number, note in enumerate(sources) if number not in conversions]
    with convert_in_processes(missing, top_deck, settings) as results, collect_entries(file) as entries:
        for number, note in reporter.track("Reading notes", tuple(enumerate(sources)), lambda item: item[1].path):
            if number in conversions:
                continue
            if data := next(results):
                entries.add(keys[number], data)
                conversions[number] = load(data, note)
            else:
                conversions[number] = convert_note(note, top_deck, settings)
    return join_conversions(conversions[number] for number in range(len(sources)))


def load_cached(
    file: Path, notes: Sequence[Source], keys: Sequence[str], load: Callable[[bytes, Source], Conversion]
) -> dict[int, Conversion]:
    """Return the conversions that are in the cache, by the numbers of the notes."""
    numbers: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        numbers.setdefault(key, []).append(number)
    entries = iterate_entries(file, numbers)
    return {number: load(data, notes[number]) for key, data in entries for number in numbers[key]}


def convert_in_processes(
    notes: Sequence[Source], top_deck: str, settings: ConvertSettings
) -> AbstractContextManager[Iterator[bytes]]:
    """Convert notes in as many processes as they are worth; see `dump_conversion` for the results."""
    processes = count_processes(sum(len(note.text) for note in notes), MIN_PROCESS_CHARACTERS)
    return compute_in_processes(partial(convert_and_dump, top_deck=top_deck, settings=settings), notes, processes)


def convert_note(note: Source, top_deck: str, settings: ConvertSettings) -> Conversion:
    """Convert one note."""
    own = settings.apply_front_matter(note.matter)
    html, refused = mark_formulas(markup.convert_markdown(note.text, note.first_line))
    titled_sections, skipped = split_note(note, html, own.splitting)
    cards, problems = generate_cards(note, titled_sections, top_deck, own.cards, own.naming)
    return Conversion(cards, skipped, (*report_formulas(note.path, refused, cards), *problems))


def join_conversions(conversions: Iterable[Conversion]) -> Conversion:
    """Join the conversions of several notes, in order."""
    parts = tuple(conversions)
    return Conversion(
        keep_unique(card for part in parts for card in part.cards),
        tuple(skipped for part in parts for skipped in part.skipped),
        tuple(problem for part in parts for problem in part.problems),
    )


def conversion_key(note: Source, settings: ConvertSettings) -> str:
    """Return the cache key of a conversion: the code, the settings, and of the note its text, front matter and name.

    Its folder and its time are put on the cards afterwards, so notes that are moved are not converted again.
    """
    text = hashlib.sha256(note.text.encode("utf-8", "surrogatepass")).hexdigest()
    name = display_name(note.path.rpartition("/")[2])
    return cache_key(code_fingerprint(), describe_settings(settings, note.matter), name, note.first_line, text)


@lru_cache
def describe_settings(settings: ConvertSettings, matter: FrontMatter) -> str:
    """Return a text that differs for settings, and front matter, of which other cards are made."""
    own = settings.apply_front_matter(matter)
    return repr((own.splitting, own.cards, matter))


def convert_and_dump(note: Source, top_deck: str, settings: ConvertSettings) -> bytes:
    """Convert one note to bytes for `load_conversion`; none if they cannot hold its texts."""
    try:
        return ENCODER.encode(convert_note(note, top_deck, settings))
    except UnicodeEncodeError:  # half of a character, which front matter can have as "\ud800"
        return b""


def load_conversion(data: bytes, note: Source, top_deck: str, naming: NamingSettings) -> Conversion:
    """Return a conversion from its bytes, with the path, deck, tags and time that the note has now."""
    conversion = DECODER.decode(data)
    path, deck, tags = note.path, name_deck(note, top_deck, naming), list_tags(note, naming)
    set_value = object.__setattr__  # nobody else has these values yet, and to copy them takes ten times as long
    for card in conversion.cards:
        set_value(card, "deck", deck)
        set_value(card, "tags", tags)
        set_value(card, "modified", note.modified)
        set_value(card.key, "path", path)
        set_value(card.place, "path", path)
    for place in (item.place for items in (conversion.skipped, conversion.problems) for item in items):
        set_value(place, "path", path)
    return conversion
