"""A server on 127.0.0.1 that speaks OpenAI's protocol as its documentation has it, and refuses everything else.

Requests are held against `tests/data/translation/chat_completions.json`, answers against the schema of the request.
The translations are those of the engine `pseudo`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import Access, pseudo
from tests.support.language_models import list_items
from tests.support.paths import DATA

REQUESTS = Draft202012Validator(json.loads((DATA / "translation" / "chat_completions.json").read_text("utf-8")))
MODEL = "gemma3:4b"
PAIR = LanguagePair("ko", "en")


@dataclass(slots=True)
class StrictServer:
    """The address of the server, its answered requests, and why it refused others."""

    url: str = ""
    answered: int = 0
    refusals: list[str] = field(default_factory=list)


@contextmanager
def run_strict_server() -> Iterator[StrictServer]:
    """Run the server on a free port."""
    state = StrictServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            models = {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "library"}]}
            self.answer(*((200, models) if self.path == "/v1/models" else (404, describe_error("no such path"))))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                if self.path != "/v1/chat/completions" or self.headers["Content-Type"] != "application/json":
                    raise ValidationError("another path or type")
                answer = complete_chat(json.loads(body))
            except (ValidationError, ValueError) as error:
                state.refusals.append(str(error))
                self.answer(400, describe_error(str(error)))
            else:
                state.answered += 1
                self.answer(200, answer)

        def answer(self, status: int, value: dict[str, Any]) -> None:
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield state
        server.shutdown()
        thread.join()


def complete_chat(request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a request. Raises ValidationError for one that breaks the protocol."""
    REQUESTS.validate(request)
    if request["model"] != MODEL:
        raise ValidationError(f"there is no model {request['model']}")
    items = list_items(json.loads(request["messages"][-1]["content"]))
    texts = pseudo.translate_texts(tuple(item["text"] for item in items), PAIR, Access(""))
    reply = {"translations": [{"id": item["id"], "text": text} for item, text in zip(items, texts, strict=True)]}
    Draft202012Validator(request["response_format"]["json_schema"]["schema"]).validate(reply)
    message = {"role": "assistant", "content": json.dumps(reply, ensure_ascii=False), "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def describe_error(message: str) -> dict[str, Any]:
    """Return an error as the protocol has it."""
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}
