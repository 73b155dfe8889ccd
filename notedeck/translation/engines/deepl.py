"""DeepL, through its official package `deepl`, which the extra `deepl` installs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate

import requests

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.problems import DeckError
from notedeck.translation.engines._base import (
    Access,
    Contexts,
    EngineError,
    EngineFacts,
    RefusedError,
    SilentError,
    TransientError,
)
from notedeck.translation.engines._web import limit_session
from notedeck.util.extras import create_install_hint
from notedeck.util.timeout import call_with_timeout

NAME = "deepl"
FACTS = EngineFacts(
    dollars_per_million_characters=25.0,
    max_request_bytes=100_000,
    max_request_texts=50,
    takes_context=True,
    key_variables=("DEEPL_AUTH_KEY",),
)
SOURCE_CODES = {"zh-CN": "ZH", "zh-TW": "ZH"}
TARGET_CODES = {"en": "EN-US", "pt": "PT-PT", "zh-CN": "ZH-HANS", "zh-TW": "ZH-HANT"}
MAX_CONTEXT_CHARACTERS = 4000
# What the package raises for an answer of another shape.
ANSWER_ERRORS = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),
) -> tuple[str, ...]:
    """Send one request with all texts. Raises DeckError if the package is not installed."""
    try:
        import deepl
    except ModuleNotFoundError:
        raise DeckError(
            Message("the package deepl is not installed"),
            Message("Install it: {install_hint}", install_hint=create_install_hint("deepl")),
        ) from None
    source = SOURCE_CODES.get(pair.source, pair.source.upper())
    target = TARGET_CODES.get(pair.target, pair.target.upper())
    deepl.http_client.max_network_retries = 0  # the sender retries, and knows when to stop
    deepl.http_client.min_connection_timeout = access.timeout_seconds
    key = access.keys.get(FACTS.key_variables[0], "")
    try:
        with closing(deepl.Translator(key, server_url=access.url or None)) as client:
            limit_session(client._client._session)  # the package has no setting for sizes and redirects
            context = format_context(texts, contexts) or None
            send = partial(client.translate_text, list(texts), source_lang=source, target_lang=target, context=context)
            results = call_with_timeout(access.timeout_seconds, send)
    except TimeoutError as error:
        raise SilentError(Message("the server is too slow: {error}", error=error)) from None
    except (deepl.DeepLException, *ANSWER_ERRORS) as error:
        raise convert_error(error) from None
    translations = tuple(result.text for result in (results if isinstance(results, list) else [results]))
    if not translations or not all(isinstance(text, str) for text in translations):
        raise TransientError(Message("the answer is not a translation"))
    return translations


def format_context(texts: Sequence[str], contexts: Contexts) -> str:
    """Return what all texts of a request have around them, each line once; DeepL reads it and does not charge it."""
    lines: dict[str, None] = {}
    for context in contexts:
        for line in (" > ".join(context.headings), context.column, context.before, context.after):
            lines[line] = None
    known = {"", *texts}
    parts = [line for line in lines if line not in known]
    sizes = accumulate(len(part) + 1 for part in parts)
    return "\n".join(part for part, size in zip(parts, sizes, strict=True) if size <= MAX_CONTEXT_CHARACTERS)


def convert_error(error: Exception) -> EngineError:
    """Return the engine error for an error of the package, which raises Python's own for an answer it cannot read."""
    if isinstance(error.__cause__, EngineError):
        return error.__cause__
    name, status = type(error).__name__, getattr(error, "http_status_code", None) or 0
    if name == "QuotaExceededException":
        return RefusedError(Message("the quota is used up"))
    if name == "AuthorizationException":
        return RefusedError(Message("the server rejects the key"))
    if name == "TooManyRequestsException":
        return TransientError(Message("too many requests"))
    if isinstance(error.__cause__, requests.Timeout):
        return SilentError(Message("the server does not answer ({name})", name=name))
    if name == "ConnectionException" or status >= 500 or getattr(error, "should_retry", False):
        return TransientError(Message("the connection failed ({name})", name=name))
    if not status:
        return TransientError(Message("the answer is not a translation"))
    return RefusedError(Message("the server rejects the request ({status})", status=status))
