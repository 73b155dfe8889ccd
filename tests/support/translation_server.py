"""A server on 127.0.0.1 that translates like each of the engines, and misbehaves on command.

Its translations are those of the engine `pseudo`.
"""

from __future__ import annotations

import html
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from threading import Event, Lock, Thread
from urllib.parse import parse_qs, urlsplit

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import Access, pseudo
from tests.support.language_models import MODELS, BadRequestError, answer_request

PAIR = LanguagePair("ko", "en")
HIDDEN = (
    "\x01\x07\x08\x1b\x7f\x9b\u061c\u200b\u200d\u200f\u202e\u2066\u2069\ufe0f\ufeff\U000e0041"
    "\x85\u2028\u2029\x0b\x1c\ud800"
)
ERROR = "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know."
WORD = re.compile(r"([\[{][XQ]\d+[XQ][\]}])|[a-z]+")  # a placeholder, or a word
SLOW = 0.05  # seconds between two bytes of a slow answer


@dataclass(slots=True)
class Server:
    """`plan` is how to answer the next requests ("" = well); after it, all are answered as `always` says."""

    base: str = ""
    plan: list[str] = field(default_factory=list)
    always: str = ""
    requests: int = 0
    received_texts: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    ended: Event = field(default_factory=Event)

    def next_mood(self) -> str:
        """Return how to answer this request."""
        with self.lock:
            self.requests += 1
            return self.plan.pop(0) if self.plan else self.always

    def translate_text(self, text: str, mood: str) -> str:
        """Return a text as this mood translates it."""
        self.received_texts.append(text)
        answer = pseudo.translate_texts((text,), PAIR, Access(""))[0]
        if mood == "drop":
            return re.sub(r"[\[{][XQ]0[XQ][\]}]", "", answer)
        if mood == "double":
            return re.sub(r"([\[{][XQ]0[XQ][\]}])", r"\1 \1", answer)
        if mood == "spoil":
            return answer.replace("[X", "[ x ").replace("X]", " x ]")
        moods = {
            "echo": text,
            "merge": answer.replace("\n", " "),
            "empty": "",
            "hidden": answer.replace(" ", f"{HIDDEN} ").replace("X]", f"X{HIDDEN}]"),
            "quota": "You have used all available quota",
            "phrase": "The daily allowance was consumed",
            "null": "None",
            "lines": answer.replace(" ", "\n", 1),
            "more": f"{answer}\nand one more line",
            "error": ERROR,
            "limit": "You have reached your daily limit. Please try again tomorrow.",
            "chatter": f"Sure! Here is the translation: {answer}",
            "label": f"Translation: {answer}",
            "dots": "...",
            "other": answer_in_spanish(answer),
            "reversed": answer.replace(" ", " \u202e", 1),
            "surrogate": answer.replace(" ", " \ud800", 1),
            "entities": html.escape(html.escape(answer)),
            "stops": stop_half_way(answer, text),
        }
        return moods.get(mood, answer)


def stop_half_way(answer: str, text: str) -> str:
    """Return the first half of the words of an answer, and the second half of those of the text."""
    first, second = answer.split(" "), text.split(" ")
    return " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])


def answer_in_spanish(answer: str) -> str:
    """Return an answer with the most frequent Spanish words in the place of its own."""
    spanish = cycle(("los", "datos", "que", "están", "en", "una", "nube", "para", "las", "copias"))
    return WORD.sub(lambda match: match[0] if match[1] else next(spanish), answer)


@contextmanager
def run_translation_server() -> Iterator[Server]:
    """Run the server on a free port."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith("/models"):
                self.answer(json.dumps(MODELS), "application/json", "")
                return
            query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
            mood = state.next_mood()
            text = state.translate_text(query["q"][0], mood)
            self.answer(f'<html><div class="result-container">{html.escape(text)}</div></html>', "text/html", mood)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.bodies.append(body)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            mood = state.next_mood()
            if self.path == "/v2/translate":
                texts = json.loads(body)["text"] if body.startswith("{") else parse_qs(body)["text"]
                rows = [state.translate_text(text, mood) for text in texts]
                rows = rows[:-1] if mood == "fewer" else rows
                answer: object = {
                    "translations": [
                        {"detected_source_language": "KO", "billed_characters": 1, "text": row} for row in rows
                    ]
                }
            elif self.path == "/translate":
                rows = [state.translate_text(text, mood) for text in json.loads(body)["q"]]
                answer = {"translatedText": rows[:-1] if mood == "fewer" else rows}
            elif body.startswith("{"):
                try:
                    answer = answer_request(
                        self.path, json.loads(body), lambda text: state.translate_text(text, mood), mood
                    )
                except BadRequestError as error:
                    answer, mood = {"error": {"message": str(error)}}, "400"
            else:
                answer = {
                    "message": {"result": {"translatedText": state.translate_text(parse_qs(body)["text"][0], mood)}}
                }
            self.answer(json.dumps(answer), "application/json", mood)

        def answer(self, text: str, kind: str, mood: str) -> None:
            if mood == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.connection.close()
                return
            if mood == "hang":
                state.ended.wait(60)
                return
            status = int(mood) if mood.isdigit() else {"late": 429}.get(mood, 200)
            if mood == "page":
                text, kind = "<html><title>Log in</title></html>", "text/html"
            if mood == "block":
                text, kind = "<html>Our systems have detected unusual traffic from your network</html>", "text/html"
            data = text.encode("utf-8", "ignore")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            if status == 429:
                self.send_header("Retry-After", "3600" if mood == "late" else "2")
            self.end_headers()
            self.send_body(data, mood)

        def send_body(self, data: bytes, mood: str) -> None:
            if mood == "half":
                self.wfile.write(data[: len(data) // 2])
                self.close_connection = True
            elif mood == "drip":
                for byte in data:
                    if state.ended.is_set():
                        return
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(SLOW)
            else:
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Silent."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that went away is no error."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        state.base = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield state
        state.ended.set()
        server.shutdown()
        thread.join()
