"""What could not be drawn, so that the next build does not try it again with the same renderer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from notedeck.diagrams.worker import Failed
from notedeck.util.cache import get_many, put_many

FILE = "diagrams.sqlite"


def recall(cache: Path, names: Iterable[str]) -> dict[str, Failed]:
    """The failures that are known, by the names of the files that were not made."""
    return {name: Failed(*json.loads(text)) for name, text in get_many(cache / FILE, names).items()}


def keep(cache: Path, found: Mapping[str, Failed], used: Iterable[str]) -> None:
    """Keep failures that will be the same next time; one for want of time may not be."""
    fresh = {name: json.dumps([one.message, one.line]) for name, one in found.items() if one.lasting}
    put_many(cache / FILE, fresh, used)
