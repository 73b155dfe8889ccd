"""Google's Gemini models.

Protocol: https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import _language_model
from notedeck.translation.engines._base import Access, Contexts
from notedeck.translation.engines._language_model import (
    SCHEMA,
    format_instructions,
    format_texts,
    read_path,
    read_reply,
)
from notedeck.translation.engines._web import read_model_answer, send_request

NAME = "gemini"
FACTS = replace(
    _language_model.FACTS,
    key_variables=("GEMINI_API_KEY",),
    default_url="https://generativelanguage.googleapis.com/v1beta",
)
CUT = "MAX_TOKENS"


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),
) -> tuple[str, ...]:
    """Send one request with a schema for the answer."""
    body = {
        "systemInstruction": {"parts": [{"text": format_instructions(pair)}]},
        "contents": [{"role": "user", "parts": [{"text": format_texts(texts, contexts)}]}],
        "generationConfig": {"responseMimeType": "application/json", "responseSchema": drop_unknown(SCHEMA)},
    }
    model = quote(access.model, safe="")
    url = f"{access.url.rstrip('/')}/models/{model}:generateContent"
    headers = {"x-goog-api-key": access.keys.get(FACTS.key_variables[0], "")}
    answer = send_request("POST", url, access.timeout_seconds, json=body, headers=headers)
    values = read_model_answer(answer, access.model)
    candidate = read_path(values, "candidates", 0)
    if read_path(candidate, "finishReason") == CUT:
        return ()  # the sender asks again with fewer texts
    return read_reply(read_path(candidate, "content", "parts", 0, "text"), len(texts))


def drop_unknown(schema: Any) -> Any:
    """Return a schema without what Gemini's subset of JSON Schema does not have."""
    if not isinstance(schema, dict):
        return schema
    return {name: drop_unknown(value) for name, value in schema.items() if name != "additionalProperties"}
