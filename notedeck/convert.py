"""Convert notes to cards: markup, sections, cards.

A note that the same code converted before, with the same settings, comes from the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from notedeck import markup
from notedeck.cards.formulas import report_formulas
from notedeck.cards.generate import generate_cards, keep_unique
from notedeck.config.settings import CardSettings, NamingSettings, Settings, SplittingSettings
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.model import Card, FrontMatter, Key, Place, Skipped, SkipReason, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.sections import split_note
from notedeck.util.cache.texts import cache_key, code_fingerprint, get_many, put_many
from notedeck.util.reporter import Reporter

CACHE_FILE = "converted.sqlite"


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


def convert_notes(
    notes: Iterable[Source], top_deck: str, settings: ConvertSettings, cache: Path, reporter: Reporter
) -> Conversion:
    """Convert all notes in order, each from the cache where it is there. `top_deck` is the name of the whole deck."""
    notes_by_key = {conversion_key(note, top_deck, settings): note for note in notes}
    cached = get_many(cache / CACHE_FILE, notes_by_key)
    new_entries: dict[str, str] = {}
    conversions: list[Conversion] = []
    for key, note in reporter.track("Reading notes", tuple(notes_by_key.items()), lambda item: item[1].path):
        if key in cached:
            conversions.append(load_conversion(cached[key], note))
        else:
            conversions.append(convert_note(note, top_deck, settings))
            new_entries[key] = dump_conversion(conversions[-1])
    put_many(cache / CACHE_FILE, new_entries, used=cached)
    return join_conversions(conversions)


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


def conversion_key(note: Source, top_deck: str, settings: ConvertSettings) -> str:
    """Return the cache key of a conversion: the code, the settings, and all of the note but its time."""
    own = settings.apply_front_matter(note.matter)
    parts = (code_fingerprint(), top_deck, repr(own), note.path, note.first_line, repr(note.matter), note.text)
    return cache_key(*parts)


def dump_conversion(conversion: Conversion) -> str:
    """Return a conversion as JSON."""
    skipped = [asdict(part) | {"reason": part.reason.value} for part in conversion.skipped]
    problems = [asdict(problem) | {"code": problem.code.slug} for problem in conversion.problems]
    cards = [asdict(card) for card in conversion.cards]
    return json.dumps({"cards": cards, "skipped": skipped, "problems": problems})


def load_conversion(text: str, note: Source) -> Conversion:
    """Return a conversion from JSON, with the present time of the note."""
    document = json.loads(text)
    return Conversion(
        tuple(load_card(values, note.modified) for values in document["cards"]),
        tuple(load_skipped(values) for values in document["skipped"]),
        tuple(load_problem(values) for values in document["problems"]),
    )


def load_card(values: Mapping[str, Any], modified: int) -> Card:
    """Return a card from its fields; JSON knows lists only, so every list becomes a tuple again."""
    tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    key = Key(**{**values["key"], "breadcrumb": tuple(values["key"]["breadcrumb"])})
    return Card(**{**values, **tuples, "key": key, "place": Place(**values["place"]), "modified": modified})


def load_skipped(values: Mapping[str, Any]) -> Skipped:
    """Return a skipped part from its fields."""
    return Skipped(Place(**values["place"]), values["title"], SkipReason(values["reason"]), values["text"])


def load_problem(values: Mapping[str, Any]) -> Problem:
    """Return a problem from its fields."""
    code = next(code for code in ProblemCode if code.slug == values["code"])
    return Problem(code, Place(**values["place"]), values["message"], values["hint"])
