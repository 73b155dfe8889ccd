"""Requests as large as an engine accepts, and an estimate of how many there will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from notedeck.model import Value
from notedeck.translation.engines import Engine, EngineFacts
from notedeck.translation.engines._language_model import format_texts
from notedeck.translation.sending.contexts import select_contexts
from notedeck.translation.sending.protect import ProtectedText, protect_text
from notedeck.translation.text_context import TextContext

SEPARATOR_BYTES = 3
BYTES_PER_TOKEN = 3.0  # in Korean and in English, roughly
TOKENS_AROUND_TEXT = 10  # for the id of a text, in JSON
TOKENS_OF_INSTRUCTIONS = 400
SECONDS_PER_REQUEST = 0.5  # for the estimate, besides the engine's pause
TOKENS_PER_SECOND = 50.0  # that a language model writes: less on a laptop, more in a cloud


class Estimate(Value, frozen=True):
    """The expected texts, characters, requests, seconds and US dollars of a translation.

    `tokens` are those that a language model reads and writes, 0 for other engines; its price is not known.
    """

    texts: int
    characters: int
    requests: int
    seconds: float
    dollars: float
    tokens: int = 0


def split_batches(texts: Sequence[ProtectedText], facts: EngineFacts) -> Iterator[list[ProtectedText]]:
    """Yield the texts of each request in order; a text that is larger than the limit is sent alone."""
    batch: list[ProtectedText] = []
    batch_bytes = 0
    for text in texts:
        text_bytes = count_bytes(text.text, facts) + SEPARATOR_BYTES
        is_full = len(batch) >= facts.max_request_texts or batch_bytes + text_bytes > facts.max_request_bytes
        if batch and is_full:
            yield batch
            batch, batch_bytes = [], 0
        batch.append(text)
        batch_bytes += text_bytes
    if batch:
        yield batch


def count_bytes(text: str, facts: EngineFacts) -> int:
    """Return the size of a text as it is sent."""
    return sum(1 if character.isascii() else facts.bytes_per_wide_character for character in text)


def count_requests(batch: Sequence[ProtectedText], facts: EngineFacts) -> int:
    """Return how many requests a batch takes: one, or one for each piece of a text that is too long."""
    size = sum(count_bytes(text.text, facts) for text in batch)
    return max(1, ceil(size / facts.max_request_bytes)) if len(batch) == 1 else 1


def estimate_translation(msgids: Sequence[str], engine: Engine, contexts: Mapping[str, TextContext]) -> Estimate:
    """Return what an engine would take for these texts with their contexts, if every request succeeds.

    Only language models charge for contexts.
    """
    facts = engine.FACTS
    texts = [protect_text(msgid) for msgid in msgids]
    characters = sum(len(text.text) for text in texts)
    batches = [*split_batches(texts, facts)]
    requests = sum(count_requests(batch, facts) for batch in batches)
    seconds = requests * (facts.seconds_between_requests + SECONDS_PER_REQUEST)
    if facts.is_language_model:
        seconds += sum(map(count_written_tokens, texts)) / TOKENS_PER_SECOND
    return Estimate(
        texts=len(texts),
        characters=characters,
        requests=requests,
        seconds=ceil(seconds),
        dollars=characters * facts.dollars_per_million_characters / 1e6,
        tokens=count_tokens(batches, contexts) if facts.is_language_model else 0,
    )


def count_tokens(batches: Iterable[Sequence[ProtectedText]], contexts: Mapping[str, TextContext]) -> int:
    """Return about how many tokens a language model reads and writes for these texts with their contexts."""
    tokens = 0.0
    for batch in batches:
        read = format_texts([text.text for text in batch], select_contexts(batch, contexts))
        tokens += TOKENS_OF_INSTRUCTIONS + len(read.encode()) / BYTES_PER_TOKEN
        tokens += sum(map(count_written_tokens, batch))
    return round(tokens)


def count_written_tokens(text: ProtectedText) -> float:
    """Return about how many tokens a language model writes for a text."""
    return len(text.text.encode()) / BYTES_PER_TOKEN + TOKENS_AROUND_TEXT
