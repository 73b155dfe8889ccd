"""The values that all packages share. All are frozen, and this package imports no other one of notedeck."""

from __future__ import annotations

from notedeck.model.cards import (
    MAX_MEDIA_BYTES,
    Asset,
    Card,
    CardDraft,
    Deck,
    KeptCards,
    KeptCollection,
    Key,
    Removed,
    Theme,
    ThemeVersion,
)
from notedeck.model.notes import (
    NAMED_BY_TITLE,
    Directive,
    FrontMatter,
    LeftOut,
    LeftOutReason,
    Macro,
    Section,
    Skipped,
    SkipReason,
    Source,
    Split,
    TitleKind,
)
from notedeck.model.value import (
    Place,
    Value,
)

__all__ = [
    "MAX_MEDIA_BYTES",
    "NAMED_BY_TITLE",
    "Asset",
    "Card",
    "CardDraft",
    "Deck",
    "Directive",
    "FrontMatter",
    "KeptCards",
    "KeptCollection",
    "Key",
    "LeftOut",
    "LeftOutReason",
    "Macro",
    "Place",
    "Removed",
    "Section",
    "SkipReason",
    "Skipped",
    "Source",
    "Split",
    "Theme",
    "ThemeVersion",
    "TitleKind",
    "Value",
]
