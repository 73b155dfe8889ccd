"""Translation engines: one file an engine, found by its file name.

An engine is a module with `NAME`, `FACTS`, and `translate(texts, pair, access)`, which sends one request and returns as
many texts as it was given. It raises one of the errors below, whose words never hold a key.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from notedeck.config.languages import LanguagePair


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an engine.

    US dollars a million characters; the largest request in bytes as they are sent (`wide` is how many of them a letter
    beyond ASCII takes) and in texts; the seconds between two requests; the environment variables of its keys; and where
    it is by default.
    """

    price: float = 0.0
    bytes: int = 8000
    wide: int = 3
    texts: int = 20
    pause: float = 0.0
    keys: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """Where an engine is, the keys by the names of their variables, and how many seconds a request may take."""

    base: str
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    seconds: float = 30.0


class EngineError(Exception):
    """Something went wrong with a request."""


class Transient(EngineError):
    """It may go well later; `after` is how many seconds the server asks for."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class Blocked(EngineError):
    """The server refuses programs for now; asking again makes it worse."""


class Refused(EngineError):
    """It will never go well: a wrong key, an unknown language, a quota that is used up."""


class Engine(Protocol):
    """What an engine module offers."""

    NAME: str
    FACTS: Facts

    def translate(self, texts: tuple[str, ...], pair: LanguagePair, access: Access) -> tuple[str, ...]:
        """The translations of one request, in order; fewer or more if the engine mixed them up."""


@cache
def engines() -> dict[str, Engine]:
    """Every engine found in this folder, by its name."""
    found = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return {module.NAME: module for module in found if hasattr(module, "NAME")}
