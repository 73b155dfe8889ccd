"""Ask an engine for translations: at its pace, with retries where they help, and an end where they do not."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message, join_messages, list_parts
from notedeck.problems import DeckError
from notedeck.translation.doubts import judge_text
from notedeck.translation.doubts.length import is_far_too_long
from notedeck.translation.doubts.service import is_message
from notedeck.translation.engines import (
    Access,
    BlockedError,
    Contexts,
    Engine,
    EngineError,
    RefusedError,
    SilentError,
    TransientError,
    find_engines,
)
from notedeck.translation.hidden import clean_answer
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.sending.batches import split_batches
from notedeck.translation.sending.contexts import select_contexts
from notedeck.translation.sending.outcomes import Outcome, refuse_other_language
from notedeck.translation.sending.pieces import is_too_long, split_long
from notedeck.translation.sending.protect import PLACEHOLDERS, ProtectedText, protect_text
from notedeck.translation.sending.restore import restore_text
from notedeck.translation.sending.terms import TermIndex
from notedeck.translation.text_context import TextContext

MAX_ATTEMPTS = 4  # for one request
MAX_WAIT_SECONDS = 60.0  # a server that asks for a longer wait gets no further request
MAX_FAILURES_IN_A_ROW = 5
MAX_SINGLE_TEXTS = 5  # of a request that was mixed up; more are asked in halves
MAX_SILENCE_SECONDS = 29.0  # a little less than the time limit of a request
MAX_USELESS_IN_A_ROW = 60  # answers that are no translations


@dataclass(slots=True)
class Sender:
    """One run with one engine. Counts its requests; tests replace `sleep`."""

    engine: Engine
    pair: LanguagePair
    access: Access
    glossary: Mapping[str, str] = field(default_factory=dict)
    contexts: Mapping[str, TextContext] = field(default_factory=dict)  # of the texts, by source
    sleep: Callable[[float], None] = time.sleep
    requests: int = 0
    failures: int = 0  # in a row
    useless: int = 0  # answers in a row
    damaged: int = 0  # answers that lost something that must not be translated
    silence_seconds: float = 0.0  # since the last answer
    has_answers: bool = False
    last_error: TransientError | None = None
    terms: TermIndex = field(init=False)

    def __post_init__(self) -> None:
        """Index the terms of the glossary."""
        self.terms = TermIndex(self.glossary)

    def translate_all(self, msgids: Sequence[str]) -> Iterator[Outcome]:
        """Yield the outcome of each text, in no order. Raises DeckError when further requests are useless."""
        damaged: dict[str, Outcome] = {}
        for outcome in self.translate_batches([protect_text(msgid, 0, self.terms, self.pair) for msgid in msgids]):
            if outcome.damaged:
                damaged[outcome.msgid] = outcome
            else:
                yield outcome
        shape = len(PLACEHOLDERS) - 1
        for outcome in self.translate_batches([protect_text(msgid, shape, self.terms, self.pair) for msgid in damaged]):
            yield choose_better(damaged[outcome.msgid], outcome)
        if self.last_error and not self.has_answers:
            raise stop_engine(self.engine, self.last_error) from None

    def translate_batches(self, texts: Sequence[ProtectedText]) -> Iterator[Outcome]:
        """Yield the outcome of each text. One that is only terms with a fixed translation is not sent."""
        needed = [text for text in texts if text.needs_engine(self.pair.source)]
        for sent in texts:
            if not sent.needs_engine(self.pair.source):
                yield Outcome(sent.msgid, restore_text(sent.text, sent).text, is_sent=False)
        for batch in split_batches(needed, self.engine.FACTS):
            outcomes = [*map(self.check_translation, batch, self.translate_batch(batch))]
            yield from map(self.count_outcome, refuse_other_language(outcomes, self.pair.target))
            self.reject_useless_engine()

    def reject_useless_engine(self) -> None:
        """Raise DeckError if the last answers were no translations."""
        if self.useless >= MAX_USELESS_IN_A_ROW:
            error = TransientError(Message("{useless} answers in a row are no translations", useless=self.useless))
            raise stop_engine(self.engine, error) from None

    def translate_batch(self, batch: Sequence[ProtectedText]) -> tuple[str, ...]:
        """Return one answer for each text; asks in smaller requests if the engine mixed them up."""
        if len(batch) == 1:
            return (self.translate_single(batch[0]),)
        answers = self.send_request(tuple(sent.text for sent in batch), select_contexts(batch, self.contexts))
        if len(answers) == len(batch):
            return answers
        has_nothing = bool(answers) and not any(map(str.strip, answers))  # one empty answer for all texts
        return ("",) * len(batch) if has_nothing else self.translate_divided(batch)

    def translate_divided(self, batch: Sequence[ProtectedText]) -> tuple[str, ...]:
        """Return one answer for each text of a batch, asked for in halves, or one by one if there are few."""
        if len(batch) <= MAX_SINGLE_TEXTS:
            return tuple(map(self.translate_single, batch))
        half = len(batch) // 2
        return *self.translate_batch(batch[:half]), *self.translate_batch(batch[half:])

    def translate_single(self, sent: ProtectedText) -> str:
        """Return the answer for a text, in pieces if it is too long, "" if one of them has none.

        An engine that joins texts with line ends may break the line of one; then its lines are joined.
        """
        text, contexts = sent.text, select_contexts([sent], self.contexts)
        pieces = split_long(text, self.engine.FACTS) if is_too_long(text, self.engine.FACTS) else [text]
        answers = [" ".join(self.send_request((piece,), contexts)) for piece in pieces]
        return " ".join(answers) if all(map(str.strip, answers)) else ""

    def check_translation(self, sent: ProtectedText, answer: str) -> Outcome:
        """Return the outcome for an answer, damaged if its tokens are or if it is empty."""
        if not answer.strip():
            return Outcome(sent.msgid, "", Verdict.NONE, Message("it is empty"), damaged=1)
        if is_far_too_long(sent.text, answer):
            return Outcome(sent.msgid, "", Verdict.NONE, Message("it is far too long"))
        restored = restore_text(answer, sent)
        verdict, reason = judge_text(sent.msgid, restored.text, self.pair)
        if restored.damage and verdict is not Verdict.NONE:
            reason = join_messages("; ", dict.fromkeys((restored.damage, *list_parts(reason))))
            verdict = Verdict.DOUBTFUL
        text = "" if verdict is Verdict.NONE else restored.text
        return Outcome(sent.msgid, text, verdict, reason, damaged=int(bool(restored.damage)))

    def count_outcome(self, outcome: Outcome) -> Outcome:
        """Return an outcome, and count how many in a row are no translations."""
        self.damaged += outcome.damaged
        if not outcome.is_echo:
            self.useless = self.useless + 1 if outcome.verdict is Verdict.NONE else 0
        return outcome

    def send_request(self, texts: tuple[str, ...], contexts: Contexts) -> tuple[str, ...]:
        """Send one request, with retries; returns empty texts if all attempts fail."""
        for attempt in range(MAX_ATTEMPTS):
            self.wait_between_requests()
            self.requests += 1
            start = time.monotonic()
            try:
                answers = self.engine.translate_texts(texts, self.pair, self.access, contexts)
                answers = clean_answers(texts, answers)
                reject_service_message(texts, answers)
            except TransientError as error:
                self.handle_failure(error, attempt, time.monotonic() - start)
            except (BlockedError, RefusedError) as error:
                raise stop_engine(self.engine, error) from None
            else:
                self.failures, self.silence_seconds, self.has_answers = 0, 0.0, True
                return answers
        return tuple("" for _ in texts)

    def handle_failure(self, error: TransientError, attempt: int, seconds: float) -> None:
        """Wait before the next attempt. Raises DeckError after too many failures, too long a silence or wait."""
        self.failures, self.last_error = self.failures + 1, error
        self.silence_seconds += seconds if isinstance(error, SilentError) else 0.0
        is_silent = self.silence_seconds >= MAX_SILENCE_SECONDS
        if is_silent or self.failures >= MAX_FAILURES_IN_A_ROW or error.retry_after_seconds > MAX_WAIT_SECONDS:
            raise stop_engine(self.engine, error) from None
        if attempt < MAX_ATTEMPTS - 1:
            self.sleep(max(error.retry_after_seconds, 2.0**attempt) + random.random())

    def wait_between_requests(self) -> None:
        """Keep to the pace that a free service tolerates, with some variation."""
        pause = self.engine.FACTS.seconds_between_requests
        if pause and self.requests:
            self.sleep(pause * (0.8 + 0.4 * random.random()))


def choose_better(first: Outcome, second: Outcome) -> Outcome:
    """Return the better of two outcomes for a text, the second if they are worth the same."""
    worth = [Verdict.NONE, Verdict.DOUBTFUL, Verdict.ACCEPTED]
    better = first if worth.index(first.verdict) > worth.index(second.verdict) else second
    return better.replace(damaged=first.damaged + second.damaged)


def clean_answers(texts: tuple[str, ...], answers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the answers without the hidden characters that their texts do not have."""
    if len(texts) != len(answers):
        return tuple(clean_answer(answer, "\n".join(texts)) for answer in answers)
    return tuple(clean_answer(answer, text) for text, answer in zip(texts, answers, strict=True))


def reject_service_message(texts: tuple[str, ...], answers: tuple[str, ...]) -> None:
    """Raise TransientError for an answer that is a message of the service in the place of all translations."""
    if answers and all(is_message("\n".join(texts), answer) for answer in answers):
        raise TransientError(Message("the answer is a message of the service, not a translation"))


def stop_engine(engine: Engine, error: EngineError) -> DeckError:
    """Return the error for an engine that gets no further request; it suggests the other engines."""
    others = [name for name, other in find_engines().items() if name != engine.NAME and not other.FACTS.for_tests]
    hint = Message(
        "Finished translations are saved. Try again later, or with another engine: --engine {engines}.",
        engines=", ".join(others),
    )
    return DeckError(Message("{engine}: {error}", engine=engine.NAME, error=error), hint)
