"""Anthropic's models.

Protocol: https://docs.anthropic.com/en/api/messages
"""

from __future__ import annotations

from dataclasses import replace

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.engines import _language_model
from notedeck.translation.engines._base import Access, Contexts, TransientError
from notedeck.translation.engines._language_model import (
    ANSWER_KEY,
    SCHEMA,
    format_instructions,
    format_texts,
    read_path,
    read_reply,
)
from notedeck.translation.engines._web import read_model_answer, send_request

NAME = "anthropic"
FACTS = replace(
    _language_model.FACTS,
    key_variables=("ANTHROPIC_API_KEY",),
    default_url="https://api.anthropic.com/v1",
)
VERSION = "2023-06-01"
MAX_ANSWER_TOKENS = 8000


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),
) -> tuple[str, ...]:
    """Send one request; the model answers by calling a tool, whose input has a schema."""
    tool = {"name": ANSWER_KEY, "description": "Save the translations.", "input_schema": SCHEMA}
    body = {
        "model": access.model,
        "max_tokens": MAX_ANSWER_TOKENS,
        "system": format_instructions(pair),
        "messages": [{"role": "user", "content": format_texts(texts, contexts)}],
        "tools": [tool],
        "tool_choice": {"type": "tool", "name": ANSWER_KEY},
    }
    headers = {"x-api-key": access.keys.get(FACTS.key_variables[0], ""), "anthropic-version": VERSION}
    url = f"{access.url.rstrip('/')}/messages"
    answer = send_request("POST", url, access.timeout_seconds, json=body, headers=headers)
    values = read_model_answer(answer, access.model)
    if read_path(values, "stop_reason") == "max_tokens":
        return ()  # the sender asks again with fewer texts
    blocks = read_path(values, "content")
    for block in blocks if isinstance(blocks, list) else ():
        if read_path(block, "type") == "tool_use":
            return read_reply(read_path(block, "input"), len(texts))
    raise TransientError(Message("the answer is not a translation"))
