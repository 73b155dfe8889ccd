"""Notes -> cards. A note that the same program converted before, with the same settings, is not converted again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from notedeck import markup, sections
from notedeck.cards import generate as cards
from notedeck.cards import naming
from notedeck.cards.generate import once
from notedeck.cli.progress import Reporter
from notedeck.config.settings import CardSettings, NamingSettings, Settings, SplittingSettings
from notedeck.model import Card, FrontMatter, Key, Place, Skipped, SkipReason, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.util.cache import cache_key, code_fingerprint, get_many, put_many

FILE = "converted.sqlite"


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
class Converted:
    """What notes make: cards, still without guids and media, the parts that make none, and what is wrong."""

    cards: tuple[Card, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


def convert_all(
    notes: Iterable[Source], top: str, settings: ConvertSettings, cache: Path, report: Reporter
) -> Converted:
    """What all notes make, in order; `top` is the name of the whole deck."""
    names = {name_of(note, top, settings): note for note in notes}
    known = get_many(cache / FILE, names)
    fresh: dict[str, str] = {}
    rows: list[Converted] = []
    for name, note in report.each("Reading notes", tuple(names.items()), lambda row: naming.note_label(row[1])):
        made = loaded(known[name], note) if name in known else convert(note, top, settings)
        fresh |= {} if name in known else {name: dumped(made)}
        rows.append(made)
    put_many(cache / FILE, fresh, used=known)
    return Converted(
        once(card for row in rows for card in row.cards),
        tuple(part for row in rows for part in row.skipped),
        tuple(problem for row in rows for problem in row.problems),
    )


def convert(note: Source, top: str, settings: ConvertSettings) -> Converted:
    """One note through markup, sections and the style chosen."""
    own = settings.apply_front_matter(note.matter)
    units, skipped = sections.split(note, markup.convert(note.text, note.first_line), own.splitting)
    made, problems = cards.make(note, units, top, own.cards, own.naming)
    return Converted(made, skipped, problems)


def name_of(note: Source, top: str, settings: ConvertSettings) -> str:
    """What a conversion hangs on: the program, the settings, and the note but for its time."""
    own = settings.apply_front_matter(note.matter)
    parts = (code_fingerprint(), top, repr(own), note.path, note.first_line, repr(note.matter), note.text)
    return cache_key(*parts)


def dumped(made: Converted) -> str:
    """A conversion as JSON."""
    reasons = [part.reason.value for part in made.skipped]
    skipped = [asdict(part) | {"reason": reason} for part, reason in zip(made.skipped, reasons, strict=True)]
    problems = [asdict(problem) | {"code": problem.code.slug} for problem in made.problems]
    return json.dumps({"cards": [asdict(card) for card in made.cards], "skipped": skipped, "problems": problems})


def loaded(text: str, note: Source) -> Converted:
    """A conversion from JSON; its cards are as old as the note is now."""
    found = json.loads(text)
    return Converted(
        tuple(card_from(row, note.modified) for row in found["cards"]),
        tuple(skipped_from(row) for row in found["skipped"]),
        tuple(problem_from(row) for row in found["problems"]),
    )


def card_from(row: Mapping[str, Any], modified: int) -> Card:
    """A card from its fields."""
    key = Key(**{**row["key"], "breadcrumb": tuple(row["key"]["breadcrumb"])})
    lists = {name: tuple(row[name]) for name in ("breadcrumb", "tags", "clozes", "ignored")}
    return Card(**{**row, **lists, "key": key, "place": Place(**row["place"]), "modified": modified})


def skipped_from(row: Mapping[str, Any]) -> Skipped:
    """A skipped part from its fields."""
    return Skipped(Place(**row["place"]), row["title"], SkipReason(row["reason"]), row["text"])


def problem_from(row: Mapping[str, Any]) -> Problem:
    """A problem from its fields."""
    code = next(code for code in ProblemCode if code.slug == row["code"])
    return Problem(code, Place(**row["place"]), row["message"], row["hint"])
