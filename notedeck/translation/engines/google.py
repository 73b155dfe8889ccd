"""Google's free page, through the package deep-translator (facts, "deep-translator").

The package has no time-outs, shares one session, and takes an error page for a translation. So each call gets an object
of its own, and in the place of the module `requests` one that asks with limits and looks at every answer.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import Access, EngineError, Facts, Refused, Transient
from notedeck.translation.engines._web import ask, checked

NAME = "google"
FACTS = Facts(price=0.0, bytes=7000, wide=9, texts=20, pause=1.0, base="https://translate.google.com/m")
CODES = {"zh-CN": "zh-CN", "zh-TW": "zh-TW"}


def translate(texts: tuple[str, ...], pair: LanguagePair, access: Access) -> tuple[str, ...]:
    """One request, the texts on a line each."""
    from deep_translator import google  # type: ignore[import-untyped,unused-ignore]
    from deep_translator.exceptions import BaseError

    def get(address: str, params: dict[str, Any] | None = None, proxies: object = None) -> Any:  # noqa: ARG001
        return checked(ask("GET", address, access.seconds, params=params))

    source, target = (CODES.get(code, code) for code in (pair.source, pair.target))
    try:
        with patch.object(google, "requests", SimpleNamespace(get=get)):
            translator = google.GoogleTranslator(source=source, target=target)
            translator._base_url = access.base
            answer = translator.translate("\n".join(texts))
    except EngineError:
        raise
    except BaseError as error:
        raise reason(error) from None
    if not isinstance(answer, str):
        raise Transient("the answer is no translation")
    return tuple(line.strip() for line in answer.split("\n"))


def reason(error: Exception) -> EngineError:
    """Which of our errors one of the package is."""
    name = type(error).__name__
    if name in ("LanguageNotSupportedException", "InvalidSourceOrTargetLanguage"):
        return Refused("it does not know this language")
    return Transient(f"the answer is no translation ({name})")
