"""Asking an engine for many texts: in batches, at its pace, again where that helps, and no longer than makes sense."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, Blocked, Engine, EngineError, Facts, Refused, Transient, engines
from notedeck.translation.quality import is_usable
from notedeck.translation.sending.protect import SHAPES, Protected, protect, restored

TRIES = 4
LONGEST_WAIT = 60.0  # seconds; a server that asks for more is asked no further
MESSAGES = ("available quota", "available free translations", "quota exceeded", "limit exceeded", "unusual traffic")
IN_A_ROW = 5  # requests that fail one after the other, after which no further one is sent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text: `text` is "" if it could not be translated, `doubtful` if a person should look at it.

    `damaged` counts answers in which something that may not be translated went missing.
    """

    msgid: str
    text: str
    doubtful: bool = False
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """What translating will take: texts, characters, requests, seconds, US dollars."""

    texts: int
    characters: int
    requests: int
    seconds: float
    cost: float


@dataclass(slots=True)
class Sender:
    """One run against one engine; counts its requests. `sleep` is another one in tests."""

    engine: Engine
    pair: LanguagePair
    access: Access
    glossary: Mapping[str, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    requests: int = 0
    failures: int = 0

    def send(self, msgids: Sequence[str]) -> Iterator[Outcome]:
        """The outcome of each text, in no order. Raises DeckError when going on makes no sense."""
        damaged: list[str] = []
        for batch in batches([protect(msgid, 0, self.glossary) for msgid in msgids], self.engine.FACTS):
            for sent, answer in zip(batch, self.answers(batch), strict=True):
                done = self.outcome(sent, answer, 0)
                if done is None:
                    damaged.append(sent.msgid)
                else:
                    yield done
        for msgid in damaged:
            yield self.alone(msgid)

    def answers(self, batch: Sequence[Protected]) -> tuple[str, ...]:
        """The answers of a batch; one by one, if the engine mixed them up."""
        texts = tuple(sent.text for sent in batch)
        found = self.asked(texts)
        if len(found) == len(texts):
            return found
        singles = [self.asked((text,)) for text in texts] if len(texts) > 1 else []
        return tuple(one[0] if len(one) == 1 else "" for one in singles) or ("",)

    def alone(self, msgid: str) -> Outcome:
        """A text that came back damaged once more, by itself and in the second shape."""
        sent = protect(msgid, len(SHAPES) - 1, self.glossary)
        (answer,) = self.answers([sent])
        return self.outcome(sent, answer, 1) or Outcome(msgid, "", doubtful=True, damaged=2)

    def outcome(self, sent: Protected, answer: str, damaged: int) -> Outcome | None:
        """An answer with its tokens again, None if they are damaged."""
        text = restored(answer, sent) if answer.strip() else None
        if text is None:
            return None
        usable = is_usable(sent.msgid, text, self.pair.source, self.pair.target)
        return Outcome(sent.msgid, text, not usable, damaged)

    def asked(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """One request, again and again as long as it may go well."""
        for attempt in range(TRIES):
            self.pause()
            self.requests += 1
            try:
                found = self.engine.translate(texts, self.pair, self.access)
                refuse_message(texts, found)
            except Transient as error:
                self.failed(error, attempt)
            except (Blocked, Refused) as error:
                raise given_up(self.engine, error) from None
            else:
                self.failures = 0
                return found
        return tuple("" for _ in texts)

    def failed(self, error: Transient, attempt: int) -> None:
        """Wait before the next try, or give up."""
        self.failures += 1
        if self.failures >= IN_A_ROW or error.after > LONGEST_WAIT:
            raise given_up(self.engine, error) from None
        if attempt < TRIES - 1:
            self.sleep(max(error.after, 2.0**attempt) + random.random())

    def pause(self) -> None:
        """Keep to the pace that a free service bears."""
        if self.engine.FACTS.pause and self.requests:
            self.sleep(self.engine.FACTS.pause * (0.8 + 0.4 * random.random()))


def refuse_message(texts: tuple[str, ...], answers: tuple[str, ...]) -> None:
    """Raises Transient for an answer that is the service's own words in the place of a translation."""
    for text, answer in zip(texts, answers, strict=False):
        if any(sign in answer.lower() and sign not in text.lower() for sign in MESSAGES):
            raise Transient("the answer is a message, no translation")


def given_up(engine: Engine, error: EngineError) -> DeckError:
    """The one-line error for an engine that will not go on."""
    others = ", ".join(name for name in sorted(engines()) if name not in (engine.NAME, "pseudo"))
    hint = f"What was translated is saved; try again later, or with another engine: --engine {others}."
    return DeckError(f"{engine.NAME}: {error}", hint)


def batches(rows: Sequence[Protected], facts: Facts) -> Iterator[list[Protected]]:
    """The texts in requests as large as the engine takes; a text too large for any goes alone."""
    batch: list[Protected] = []
    size = 0
    for row in rows:
        own = weight(row.text, facts) + 3
        if batch and (len(batch) >= facts.texts or size + own > facts.bytes):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += own
    if batch:
        yield batch


def weight(text: str, facts: Facts) -> int:
    """The bytes of a text as it is sent."""
    return sum(1 if letter.isascii() else facts.wide for letter in text)


def estimate(msgids: Sequence[str], engine: Engine) -> Estimate:
    """What these texts will take."""
    rows = [protect(msgid) for msgid in msgids]
    characters = sum(len(row.text) for row in rows)
    requests = sum(1 for _ in batches(rows, engine.FACTS))
    seconds = requests * (engine.FACTS.pause + 0.5)
    return Estimate(len(rows), characters, requests, ceil(seconds), characters * engine.FACTS.price / 1e6)
