"""Names of decks as Anki understands them, and the ids made from them."""

from __future__ import annotations

import hashlib
import unicodedata

from notedeck.anki.fields import clean

ID_BITS = 48  # an id that JavaScript can hold exactly; the chance that two of 2,000 decks agree is below 10^-8


def tidy(name: str) -> str:
    """A deck's full name as Anki would store it: NFC, no blank part, no quotation mark, no space at a part's edge."""
    flat = clean(unicodedata.normalize("NFC", name)).replace('"', "")
    parts = (" ".join(part.split()) for part in flat.split("::"))
    return "::".join(part for part in parts if part)


def folded(name: str) -> str:
    """What Anki compares: a deck is its name, whatever the case of its letters."""
    return unicodedata.normalize("NFC", name.casefold())


def deck_id(name: str) -> int:
    """A number above Anki's own first deck, from the name alone."""
    digest = hashlib.sha256(folded(name).encode()).digest()
    return (1 << ID_BITS) + int.from_bytes(digest[: ID_BITS // 8], "big")


class Decks:
    """Collects the names in use: the first spelling of a name wins, and every deck above another is there too."""

    def __init__(self, top: str) -> None:
        self.top = tidy(top)
        self.spellings: dict[str, str] = {}
        self.of(top)

    def of(self, name: str) -> str:
        """The spelling in use for the deck `name`; an empty name is the top deck."""
        parts = (tidy(name) or self.top).split("::")
        spelling = ""
        for part in parts:
            longer = f"{spelling}::{part}" if spelling else part
            spelling = self.spellings.setdefault(folded(longer), longer)
        return spelling

    def numbered(self) -> list[tuple[str, int]]:
        """All names with their ids: the top deck first, the others in the order of their first card."""
        order = [self.spellings[folded(self.top)], *self.spellings.values()]
        taken: dict[int, str] = {}
        for name in dict.fromkeys(order):
            number = deck_id(name)
            while number in taken:
                number += 1
            taken[number] = name
        return [(name, number) for number, name in taken.items()]
