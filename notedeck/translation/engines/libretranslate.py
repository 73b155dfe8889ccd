"""A LibreTranslate server, one's own or another's; `LIBRETRANSLATE_URL` names it."""

from __future__ import annotations

from typing import Any

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import Access, Facts, Refused, Transient
from notedeck.translation.engines._web import ask, data_of

NAME = "libretranslate"
FACTS = Facts(bytes=30_000, wide=3, texts=40, keys=("LIBRETRANSLATE_API_KEY",), base="http://127.0.0.1:5000")
CODES = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}


def translate(texts: tuple[str, ...], pair: LanguagePair, access: Access) -> tuple[str, ...]:
    """One request with all texts as a JSON array."""
    source, target = (CODES.get(code, code) for code in (pair.source, pair.target))
    body: dict[str, Any] = {"q": list(texts), "source": source, "target": target, "format": "text"}
    if key := access.keys.get(FACTS.keys[0]):
        body["api_key"] = key
    found = data_of(ask("POST", access.base.rstrip("/") + "/translate", access.seconds, json=body))
    if isinstance(found, dict) and "error" in found:
        raise Refused("it does not translate this")
    rows = found.get("translatedText") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise Transient("the answer is no translation")
    return tuple(rows)
