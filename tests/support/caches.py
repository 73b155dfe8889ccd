"""The caches of the decks that a test built by the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import platformdirs


def find_caches() -> Path:
    """Return the folder of all caches, in the home folder of the test run."""
    return platformdirs.user_cache_path("notedeck", appauthor=False)


def delete_caches() -> None:
    """Delete the caches of all decks."""
    shutil.rmtree(find_caches(), ignore_errors=True)
