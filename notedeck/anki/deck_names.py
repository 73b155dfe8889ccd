"""Deck names as Anki stores and compares them, and the deck ids derived from them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from notedeck.anki.text import clean_text, replace_signs

SEPARATOR = "::"  # between the levels of a name
SEARCH_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in '"\\*_'})
ID_BITS = 48  # JavaScript can hold such an id exactly; the chance that two of 2,000 decks share one is below 10^-8


def normalize_deck_name(name: str) -> str:
    """Return a full deck name as Anki stores it.

    That is NFC, without empty levels, quotation marks, angle brackets, backslashes, or spaces at the edges of a level.
    """
    plain = replace_signs(clean_text(unicodedata.normalize("NFC", name)).replace('"', ""))
    parts = (" ".join(part.split()) for part in plain.split(SEPARATOR))
    return SEPARATOR.join(part for part in parts if part)


def fold_deck_name(name: str) -> str:
    """Return the form by which Anki compares deck names, which ignores case."""
    return unicodedata.normalize("NFC", name.casefold())


def compute_deck_id(name: str) -> int:
    """Return a deck id that depends on the name alone and is above the id of Anki's default deck (1)."""
    digest = hashlib.sha256(fold_deck_name(name).encode()).digest()
    return (1 << ID_BITS) + int.from_bytes(digest[: ID_BITS // 8], "big")


def is_within(deck: str, above: str) -> bool:
    """Return whether a deck is another one, or below it."""
    return deck == above or deck.startswith(above + SEPARATOR)


def list_deck_and_parents(deck: str) -> Iterator[str]:
    """Return the names of a deck and of those above it, from the top."""
    return accumulate(deck.split(SEPARATOR), lambda above, part: f"{above}{SEPARATOR}{part}")


def quote_search(text: str) -> str:
    """Return a text for a search in Anki's browser within quotation marks, where it stands for itself."""
    return text.translate(SEARCH_ESCAPES)


class DeckNames:
    """The names of all decks in a package: the first spelling of a name wins, and parent decks are included."""

    def __init__(self, top: str) -> None:
        """Start with the top deck."""
        self.top = normalize_deck_name(top)
        self.spellings: dict[str, str] = {}
        self.add_name(top)

    def add_name(self, name: str) -> str:
        """Add the deck `name` and its parents, and return the spelling in use; an empty name is the top deck."""
        parts = (normalize_deck_name(name) or self.top).split("::")
        spelling = ""
        for part in parts:
            longer = f"{spelling}::{part}" if spelling else part
            spelling = self.spellings.setdefault(fold_deck_name(longer), longer)
        return spelling

    def list_with_ids(self) -> list[tuple[str, int]]:
        """Return all names with their ids: the top deck first, the others in the order of their first card."""
        order = [self.spellings[fold_deck_name(self.top)], *self.spellings.values()]
        names_by_id: dict[int, str] = {}
        for name in dict.fromkeys(order):
            number = compute_deck_id(name)
            while number in names_by_id:
                number += 1
            names_by_id[number] = name
        return [(name, number) for number, name in names_by_id.items()]
