"""DeepL, through its official package `deepl`, which the extra `deepl` installs."""

from __future__ import annotations

from contextlib import closing
from functools import partial

from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, EngineError, Facts, Refused, Transient
from notedeck.util.extras import install_hint
from notedeck.util.timeout import call_with_timeout

NAME = "deepl"
FACTS = Facts(price=25.0, bytes=100_000, wide=3, texts=50, keys=("DEEPL_AUTH_KEY",))
SOURCES = {"zh-CN": "ZH", "zh-TW": "ZH"}
TARGETS = {"en": "EN-US", "pt": "PT-PT", "zh-CN": "ZH-HANS", "zh-TW": "ZH-HANT"}


def translate(texts: tuple[str, ...], pair: LanguagePair, access: Access) -> tuple[str, ...]:
    """One request with all texts."""
    try:
        import deepl
    except ModuleNotFoundError:
        raise DeckError("the package deepl is not installed", f"Install it: {install_hint('deepl')}") from None
    source = SOURCES.get(pair.source, pair.source.upper())
    target = TARGETS.get(pair.target, pair.target.upper())
    deepl.http_client.max_network_retries = 0  # the sender tries again, and knows when to stop
    deepl.http_client.min_connection_timeout = access.seconds
    key = access.keys.get(FACTS.keys[0], "")
    try:
        with closing(deepl.Translator(key, server_url=access.base or None)) as client:
            ask = partial(client.translate_text, list(texts), source_lang=source, target_lang=target)
            found = call_with_timeout(access.seconds, ask)
    except TimeoutError as error:
        raise Transient(f"the server is too slow: {error}") from None
    except (deepl.DeepLException, ValueError, TypeError, KeyError) as error:
        raise reason(error) from None
    return tuple(row.text for row in (found if isinstance(found, list) else [found]))


def reason(error: Exception) -> EngineError:
    """Which of our errors one of the package is; what it cannot read raises one of Python's."""
    name, status = type(error).__name__, getattr(error, "http_status_code", None) or 0
    if name == "QuotaExceededException":
        return Refused("the quota is used up")
    if name == "AuthorizationException":
        return Refused("the server refuses the key")
    if name == "TooManyRequestsException":
        return Transient("too many requests")
    if name == "ConnectionException" or status >= 500 or getattr(error, "should_retry", False):
        return Transient(f"the connection failed ({name})")
    if not status:
        return Transient("the answer is no translation")
    return Refused(f"the server refuses the request ({status})")
