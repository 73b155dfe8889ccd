"""What all language models are asked, and how their answers are read: each text has an id, so that none is mixed up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count, groupby
from typing import Any

from notedeck.config.languages import LANGUAGES, LanguagePair
from notedeck.messages import Message
from notedeck.translation.engines._base import Contexts, EngineFacts, TransientError
from notedeck.translation.text_context import NO_CONTEXT, TextContext

INSTRUCTIONS = """\
You translate study notes for flash cards from {source} to {target}. You receive a JSON object with numbered texts.
- The texts of a section have the same headings above them ("under"). "column" is the head of a column in a table,
  "before" and "after" are what stands beside a text. All this only says what a text is about: do not translate it.
- Return every text, translated, under the same id. No remarks, no explanations, no quotation marks around a text.
- Marks such as [X0X] and {{Q0Q}} stand for code, links and terms. Keep each of them exactly once, where it belongs.
- Keep names, code, and technical terms that are written in {target} already.
- Keep the style of study notes: short and plain. Do not turn Korean in -다 style into polite sentences.
- A text may be a title, a cell of a table or a list item: translate it as one, without a full stop of your own.
"""
FACTS = EngineFacts(
    max_request_bytes=6000, max_request_texts=20, is_language_model=True, takes_context=True, timeout_seconds=180.0
)
ANSWER_KEY = "translations"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        ANSWER_KEY: {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["id", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": [ANSWER_KEY],
    "additionalProperties": False,
}
FENCE = "```"


def format_instructions(pair: LanguagePair) -> str:
    """Return what a model is told about its task."""
    source, target = (f"{LANGUAGES[code].name} ({code})" for code in (pair.source, pair.target))
    return INSTRUCTIONS.format(source=source, target=target)


def format_texts(texts: Sequence[str], contexts: Contexts = ()) -> str:
    """Return the texts of a request as JSON with ids from 1, in sections with the same headings."""
    pairs = zip(texts, contexts or (NO_CONTEXT,) * len(texts), strict=True)
    sections = []
    number = count(1)
    for headings, group in groupby(pairs, key=lambda pair: pair[1].headings):
        items = [{"id": next(number), "text": text, **describe_place(context)} for text, context in group]
        sections.append({"under": " > ".join(headings), "texts": items} if headings else {"texts": items})
    return json.dumps({"sections": sections}, ensure_ascii=False)


def describe_place(context: TextContext) -> dict[str, str]:
    """Return what a model gets with a text besides its headings."""
    values = {"column": context.column, "before": context.before, "after": context.after}
    return {name: value for name, value in values.items() if value}


def read_reply(reply: object, count: int) -> tuple[str, ...]:
    """Return the `count` translations in the reply of a model, in order, "" for each that is not in it exactly once.

    Raises TransientError for a reply that is not the JSON of SCHEMA.
    """
    values = parse_reply(reply) if isinstance(reply, str) else reply
    items = values.get(ANSWER_KEY) if isinstance(values, dict) else None
    if not isinstance(items, list):
        raise TransientError(Message("the answer is not a translation"))
    texts = [*list_texts(items)]
    counts = Counter(number for number, _ in texts)
    answers = {number: text for number, text in texts if counts[number] == 1}
    return tuple(answers.get(number, "") for number in range(1, count + 1))


def parse_reply(reply: str) -> object:
    """Return the JSON in a reply; a model without structured answers may write it as a block of code."""
    text = reply.strip()
    if text.startswith(FENCE) and text.endswith(FENCE):
        text = text.removeprefix(FENCE).removesuffix(FENCE).removeprefix("json")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise TransientError(Message("the answer is not a translation")) from None


def list_texts(items: Sequence[object]) -> Iterable[tuple[int, str]]:
    """Yield the ids and texts of the items that have both."""
    for item in items:
        if isinstance(item, dict) and type(item.get("id")) is int and isinstance(item.get("text"), str):
            yield item["id"], item["text"]


def read_path(answer: object, *path: str | int) -> object:
    """Return the value at a path of keys and positions in JSON, None if there is none."""
    for step in path:
        try:
            answer = answer[step]  # type: ignore[index]
        except (LookupError, TypeError):
            return None
    return answer
