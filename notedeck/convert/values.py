"""The settings that the cards of a note depend on, and what becomes of notes."""

from __future__ import annotations

from notedeck.config.settings import CardSettings, NamingSettings, Settings, SplittingSettings
from notedeck.identity.sides import KnownSides, Sides
from notedeck.model import Card, FrontMatter, Skipped, Value
from notedeck.problems import Problem


class ConvertSettings(Value, frozen=True):
    """The settings that a note's cards depend on."""

    splitting: SplittingSettings = SplittingSettings()
    cards: CardSettings = CardSettings()
    naming: NamingSettings = NamingSettings()

    @classmethod
    def select(cls, settings: Settings) -> ConvertSettings:
        """Return the part of all settings that a note's cards depend on."""
        return cls(settings.splitting, settings.cards, settings.naming)

    def apply_front_matter(self, matter: FrontMatter) -> ConvertSettings:
        """Return these settings with the values that a note's front matter sets."""
        splitting, cards = self.splitting.apply_front_matter(matter), self.cards.apply_front_matter(matter)
        return ConvertSettings(splitting, cards, self.naming)


class Conversion(Value, frozen=True):
    """The cards of a note, still without guids and media, the skipped parts, and the problems.

    `sides` belong to `cards`, in the same order.
    """

    cards: tuple[Card, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    sides: tuple[Sides | None, ...] = ()


class DeckConversion(Value, frozen=True):
    """The same of all notes together, and what is known of the sides of the cards."""

    cards: tuple[Card, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    sides: KnownSides
