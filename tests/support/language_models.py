"""Answers as language models give them, by the paths of their servers; bad requests are refused as there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Translate = Callable[[str], str]
MODELS = {"object": "list", "data": [{"id": "model-of-the-server"}]}


class BadRequestError(Exception):
    """The server answers with status 400."""


def answer_request(path: str, body: dict[str, Any], translate: Translate, mood: str) -> dict[str, Any]:
    """Return the JSON of the answer to a request. Raises BadRequestError for one that breaks the protocol."""
    if path.endswith("/chat/completions"):
        return answer_openai(body, translate, mood)
    if path.endswith("/messages"):
        return answer_anthropic(body, translate, mood)
    return answer_gemini(body, translate, mood)


def answer_openai(body: dict[str, Any], translate: Translate, mood: str) -> dict[str, Any]:
    """Answer as OpenAI does, with its strict rules for schemas; "plain" is a server that knows no schemas."""
    schema = body.get("response_format")
    if mood == "plain" and schema:
        raise BadRequestError("unknown field response_format")
    if schema and (schema["type"] != "json_schema" or not schema["json_schema"]["strict"]):
        raise BadRequestError("no strict schema")
    check_strict(schema["json_schema"]["schema"] if schema else {})
    if not body["model"] or [message["role"] for message in body["messages"]] != ["system", "user"]:
        raise BadRequestError("no model or other roles")
    reply = json.dumps(translate_texts(body["messages"][1]["content"], translate, mood), ensure_ascii=False)
    reply = f"```json\n{reply}\n```" if mood == "plain" else reply
    message = {"role": "assistant", "content": reply}
    return {"choices": [{"index": 0, "message": message, "finish_reason": name_reason(mood, "stop", "length")}]}


def answer_anthropic(body: dict[str, Any], translate: Translate, mood: str) -> dict[str, Any]:
    """Answer as Anthropic does."""
    name = body["tool_choice"]["name"]
    if body["max_tokens"] <= 0 or [tool["name"] for tool in body["tools"]] != [name] or not body["model"]:
        raise BadRequestError("no such tool, or no model")
    values = translate_texts(body["messages"][0]["content"], translate, mood)
    block = {"type": "tool_use", "id": "1", "name": name, "input": values}
    reason = name_reason(mood, "tool_use", "max_tokens")
    return {"content": [{"type": "text", "text": "…"}, block], "stop_reason": reason}


def answer_gemini(body: dict[str, Any], translate: Translate, mood: str) -> dict[str, Any]:
    """Answer as Gemini does, which refuses keywords of JSON Schema that it does not know."""
    if "additionalProperties" in json.dumps(body["generationConfig"]["responseSchema"]):
        raise BadRequestError('Unknown name "additionalProperties"')
    values = translate_texts(body["contents"][0]["parts"][0]["text"], translate, mood)
    content = {"role": "model", "parts": [{"text": json.dumps(values)}]}
    return {"candidates": [{"content": content, "finishReason": name_reason(mood, "STOP", "MAX_TOKENS")}]}


def check_strict(schema: Any) -> None:
    """Raise BadRequestError unless every object of a schema requires all of its properties and allows no others."""
    if isinstance(schema, dict):
        if schema.get("type") == "object" and (
            schema["additionalProperties"] is not False or {*schema["required"]} != {*schema["properties"]}
        ):
            raise BadRequestError("the schema is not strict")
        for value in schema.values():
            check_strict(value)


def translate_texts(content: str, translate: Translate, mood: str) -> dict[str, Any]:
    """Return the texts of a request in the form that the schema asks for; "mixed" are in another order."""
    texts = [{"id": item["id"], "text": translate(item["text"])} for item in list_items(json.loads(content))]
    if mood == "fewer":
        texts = texts[:-1]
    if mood == "twice":
        texts = [*texts, {"id": texts[0]["id"], "text": "Something else"}]
    return {"translations": texts[::-1] if mood == "mixed" else texts}


def list_items(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the texts of a request. Raises BadRequestError for one that has more or less than is described."""
    items = [item for section in request["sections"] for item in section["texts"]]
    is_known = all(section.keys() <= {"under", "texts"} for section in request["sections"])
    is_known = is_known and all(item.keys() <= {"id", "text", "column", "before", "after"} for item in items)
    if not is_known or [item["id"] for item in items] != [*range(1, len(items) + 1)]:
        raise BadRequestError("not what the instructions describe")
    return items


def name_reason(mood: str, end: str, cut: str) -> str:
    """Return why a model stopped."""
    return cut if mood == "cut" else end
