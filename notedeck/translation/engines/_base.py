"""What every translation engine offers and receives, and the errors that it may raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.text_context import TextContext

Contexts = tuple[TextContext, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """The limits, costs and needs of an engine. Everything else in the program reads them from here.

    A request holds at most `max_request_bytes` as they are sent and `max_request_texts`. A character beyond ASCII takes
    `bytes_per_wide_character`. Which model answers, and at what cost, the user of a language model decides.
    `takes_context` is whether it reads the contexts of texts. An answer takes at most `timeout_seconds`.
    """

    dollars_per_million_characters: float = 0.0
    max_request_bytes: int = 8000
    bytes_per_wide_character: int = 3
    max_request_texts: int = 20
    seconds_between_requests: float = 0.0
    key_variables: tuple[str, ...] = ()  # environment variables
    keys_required: bool = True  # False: the engine also works without its keys
    default_url: str = ""
    is_language_model: bool = False
    takes_context: bool = False
    timeout_seconds: float = 30.0
    for_tests: bool = False  # True: never suggested to the user, and has no server


@dataclass(frozen=True, slots=True)
class Access:
    """The address of an engine, its keys by environment variable, its model, and the time limit of a request.

    The keys never appear in `repr`. `model` is "" unless the user named one.
    """

    url: str
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout_seconds: float = 30.0
    model: str = ""


class EngineError(Exception):
    """A request failed. The message never contains a key."""


class TransientError(EngineError):
    """A failure that may not repeat; `retry_after_seconds` is what the server asks for."""

    def __init__(self, message: Message, retry_after_seconds: float = 0.0) -> None:
        """Store the wait that the server asks for beside the message."""
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class SilentError(TransientError):
    """The server does not answer in time."""


class BlockedError(EngineError):
    """The server blocks automated requests for now; further requests prolong the block."""


class RefusedError(EngineError):
    """A failure that will repeat: a wrong key, an unknown language, a used up quota."""


class Engine(Protocol):
    """The contents of an engine module."""

    NAME: str
    FACTS: EngineFacts

    def translate_texts(
        self, texts: tuple[str, ...], pair: LanguagePair, access: Access, contexts: Contexts = ()
    ) -> tuple[str, ...]:
        """Send one request and return the translations in order.

        `contexts` has one for each text, or none at all; an engine that takes no context ignores them.

        Returns fewer or more texts than it received if the server mixed them up. Raises EngineError.
        """
