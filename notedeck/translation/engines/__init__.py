"""Translation engines: one file for each, found by its file name.

An engine is a module with `NAME` (that of its file), `FACTS` and `translate_texts` (see `_base.Engine`). No other file
names an engine.
Files that start with an underscore are helpers.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from notedeck.translation.engines._base import (
    Access,
    BlockedError,
    Contexts,
    Engine,
    EngineError,
    EngineFacts,
    RefusedError,
    SilentError,
    TransientError,
)

__all__ = [
    "Access",
    "BlockedError",
    "Contexts",
    "Engine",
    "EngineError",
    "EngineFacts",
    "RefusedError",
    "SilentError",
    "TransientError",
    "find_engines",
    "list_engine_names",
]


def list_engine_names() -> tuple[str, ...]:
    """Return the name of every engine in this folder, in alphabetical order; no engine is imported for it."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")))


@cache
def find_engines() -> dict[str, Engine]:
    """Return every engine in this folder by its name, in alphabetical order."""
    return {name: importlib.import_module(f"{__name__}.{name}") for name in list_engine_names()}
