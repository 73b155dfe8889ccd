"""Settings for tests, from TOML text or from the deck.toml of a folder."""

from __future__ import annotations

import tomllib
from pathlib import Path

from notedeck.cards.styles import list_style_names
from notedeck.config.load import create_settings, load_settings, parse_settings
from notedeck.config.settings import KnownNames, Settings
from notedeck.source.tools import list_source_names
from notedeck.translation.engines import find_engines

KNOWN_NAMES = KnownNames(styles=tuple(list_style_names()), engines=tuple(find_engines()), sources=list_source_names())


def read_settings(root: Path) -> Settings:
    """Return the settings of a notes folder, as a build reads them."""
    return load_settings(root, KNOWN_NAMES)


def parse_toml_settings(toml: str) -> Settings:
    """Return the settings that a text of deck.toml gives."""
    return create_settings(parse_settings(tomllib.loads(toml), KNOWN_NAMES, where="case"))
