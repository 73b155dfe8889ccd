"""When this computer first wrote a package with a card: one that is this new cannot have been learnt."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from notedeck.util.cache.database import is_usable
from notedeck.util.cache.texts import get_many, put_many

FILE = "first_shipped.sqlite"


def store_first_seconds(cache: Path, guids: Iterable[str]) -> None:
    """Store that a package with these new cards is written now; to be called before it is written."""
    second = str(int(time.time()))
    put_many(cache / FILE, dict.fromkeys(guids, second))


def load_first_seconds(cache: Path, guids: Iterable[str]) -> dict[str, int]:
    """Return the Unix seconds of the first packages with these cards, without cards that no package here had as new."""
    if not is_usable(cache / FILE):
        return {}
    return {guid: int(text) for guid, text in get_many(cache / FILE, guids).items()}
