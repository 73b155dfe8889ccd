"""Translation engines: one file for each, found by its file name.

An engine is a module with `NAME`, `FACTS` and `translate_texts` (see `_base.Engine`). No other file names an engine.
Files that start with an underscore are helpers.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from notedeck.translation.engines._base import (
    Access,
    BlockedError,
    Engine,
    EngineError,
    EngineFacts,
    RefusedError,
    TransientError,
)

__all__ = [
    "Access",
    "BlockedError",
    "Engine",
    "EngineError",
    "EngineFacts",
    "RefusedError",
    "TransientError",
    "find_engines",
]


@cache
def find_engines() -> dict[str, Engine]:
    """Return every engine in this folder by its name, in alphabetical order."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {module.NAME: module for module in modules}
