"""Real notes outside the repository; the environment variable NOTEDECK_SHARED_NOTES names their folder."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.paths import TESTS

SHARED = Path(os.environ.get("NOTEDECK_SHARED_NOTES") or TESTS / "no-shared-notes")  # the latter never exists


def list_shared_notes() -> list[Path]:
    """Return every Markdown note in the folders `seed` and `corpus`, none without the variable."""
    folders = (SHARED / "seed", SHARED / "corpus")
    return sorted(path for folder in folders for path in folder.rglob("*.md"))
