"""Modules that a library imports without need: they are loaded when it uses something in them, if ever."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class DeferredModule(ModuleType):
    """Stands for a module that is not loaded yet."""

    def __getattr__(self, name: str) -> Any:
        """Load the module, and return the attribute of it."""
        return getattr(import_module(self.__name__), name)


@contextmanager
def defer_modules(*names: str) -> Iterator[None]:
    """Let what is imported in the block import these modules without loading them; those that are loaded stay."""
    deferred = [name for name in names if name not in sys.modules]
    sys.modules.update({name: DeferredModule(name) for name in deferred})
    try:
        yield
    finally:
        for name in deferred:
            del sys.modules[name]
