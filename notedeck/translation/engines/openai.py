"""Every server that speaks OpenAI's protocol: OpenAI, other clouds, and Ollama, LM Studio or llama.cpp on one's own.

Protocol: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from requests import Response

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.engines import _language_model
from notedeck.translation.engines._base import Access, Contexts, RefusedError
from notedeck.translation.engines._language_model import (
    SCHEMA,
    format_instructions,
    format_texts,
    read_path,
    read_reply,
)
from notedeck.translation.engines._web import read_json, read_model_answer, send_request

NAME = "openai"
FACTS = replace(
    _language_model.FACTS,
    key_variables=("OPENAI_API_KEY",),
    keys_required=False,
    default_url="https://api.openai.com/v1",
)
NOT_FOUND = 404
WITHOUT_SCHEMA = (400, 404, 422, 501)  # what servers answer that do not know `response_format`


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),
) -> tuple[str, ...]:
    """Send one request, with a schema for the answer if the server knows schemas."""
    model = access.model or find_model(access.url, access.keys.get(FACTS.key_variables[0], ""))
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": format_instructions(pair)},
            {"role": "user", "content": format_texts(texts, contexts)},
        ],
    }
    schema = {"name": "translations", "strict": True, "schema": SCHEMA}
    answer = send(access, {**body, "response_format": {"type": "json_schema", "json_schema": schema}})
    if answer.status_code in WITHOUT_SCHEMA:
        answer = send(access, body)
    choice = read_path(read_model_answer(answer, model), "choices", 0)
    if read_path(choice, "finish_reason") == "length":
        return ()  # the sender asks again with fewer texts
    return read_reply(read_path(choice, "message", "content"), len(texts))


def send(access: Access, body: dict[str, Any]) -> Response:
    """Return the answer of the server to a request for a translation, whatever its status."""
    url = f"{access.url.rstrip('/')}/chat/completions"
    headers = format_headers(access.keys.get(FACTS.key_variables[0], ""))
    return send_request("POST", url, access.timeout_seconds, json=body, headers=headers)


def format_headers(key: str) -> dict[str, str]:
    """Return the headers with a key; a server on one's own computer needs none."""
    return {"Authorization": f"Bearer {key}"} if key else {}


@lru_cache(maxsize=8)
def find_model(url: str, key: str) -> str:
    """Return the first model that a server offers. Raises RefusedError without one."""
    answer = send_request("GET", f"{url.rstrip('/')}/models", 30.0, headers=format_headers(key))
    if answer.status_code == NOT_FOUND:
        raise RefusedError(
            Message("the server lists no models ({not_found}): as a rule, its address ends in /v1", not_found=NOT_FOUND)
        )
    name = read_path(read_json(answer), "data", 0, "id")
    if not isinstance(name, str) or not name:
        raise RefusedError(Message("the server names no model; set NOTEDECK_OPENAI_MODEL"))
    return name
