"""Where the cache of a deck is; whether it may be used is for `folder.py` to say."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import platformdirs

MAX_NAME_CHARACTERS = 40
HASH_DIGITS = 16
UNREADABLE = re.compile(r"[^\w-]+")


def find_cache_folder() -> Path:
    """Return the folder of all caches, in the user's cache folder."""
    return platformdirs.user_cache_path("notedeck", appauthor=False)


def name_deck_folder(root: Path) -> str:
    """Return the name of a deck's folder: that of its root, readable, and a hash of the whole path."""
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:HASH_DIGITS]
    readable = UNREADABLE.sub("-", root.name).strip("-")[:MAX_NAME_CHARACTERS] or "notes"
    return f"{readable}-{digest}"
