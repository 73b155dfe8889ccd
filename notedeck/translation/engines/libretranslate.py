"""A LibreTranslate server, the user's own or a public one; `NOTEDECK_LIBRETRANSLATE_URL` holds its address."""

from __future__ import annotations

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.engines._base import Access, Contexts, EngineFacts, RefusedError, TransientError
from notedeck.translation.engines._web import read_json, send_request

NAME = "libretranslate"
FACTS = EngineFacts(
    max_request_bytes=30_000,
    max_request_texts=40,
    key_variables=("LIBRETRANSLATE_API_KEY",),
    keys_required=False,
    default_url="http://127.0.0.1:5000",
)
CODES = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),  # noqa: ARG001
) -> tuple[str, ...]:
    """Send one request with all texts as a JSON array."""
    source, target = (CODES.get(code, code) for code in (pair.source, pair.target))
    body: dict[str, object] = {"q": list(texts), "source": source, "target": target, "format": "text"}
    if key := access.keys.get(FACTS.key_variables[0]):
        body["api_key"] = key
    url = access.url.rstrip("/") + "/translate"
    answer = read_json(send_request("POST", url, access.timeout_seconds, json=body))
    if isinstance(answer, dict) and "error" in answer:
        raise RefusedError(Message("the server does not translate this text"))
    translations = answer.get("translatedText") if isinstance(answer, dict) else None
    is_list = isinstance(translations, list) and all(isinstance(text, str) for text in translations)
    if not translations or not is_list:
        raise TransientError(Message("the answer is not a translation"))
    return tuple(translations)
