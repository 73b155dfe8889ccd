"""What `translate` works on, the texts of a deck and the memory of a language, and how an engine fills it."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notedeck.cli.console import Console
from notedeck.config.languages import LanguagePair
from notedeck.errors import DeckError
from notedeck.messages import Message

if TYPE_CHECKING:
    from notedeck.model import Card
    from notedeck.project import Project
    from notedeck.translation.engines import Access, Engine
    from notedeck.translation.memory.entries import Entry, Memory
    from notedeck.translation.segments.collect import Segment
    from notedeck.translation.text_context import TextContext

MAX_UNSAVED_RESULTS = 20
WITHOUT_KEY = Message("A model on your own computer needs no key: see README, Translate with a language model.")
URL_VARIABLE = "NOTEDECK_{}_URL"  # environment variable with another address for an engine
MODEL_VARIABLE = "NOTEDECK_{}_MODEL"  # environment variable with the model that an engine asks


@dataclass(frozen=True, slots=True)
class DeckTexts:
    """The texts of a deck, and the cards with their contexts."""

    segments: Sequence[Segment]
    cards: Sequence[Card]
    unread: frozenset[str]  # notes that are there and make no cards
    language: str
    cache: Path

    def find_contexts(self, msgids: Collection[str]) -> Mapping[str, TextContext]:
        """Return the contexts of texts by source."""
        from notedeck.translation.segments.contexts import find_contexts

        return find_contexts(self.cards, self.language, msgids, self.cache)


def merge_texts(stored: Memory, project: Project, texts: DeckTexts) -> Memory:
    """Return a memory for the present notes, or for the part of them that is named."""
    from notedeck.note_renames import list_new_paths
    from notedeck.translation.memory.entries import merge_part, merge_segments
    from notedeck.translation.memory.following import follow_notes

    if project.part:
        return merge_part(stored, texts.segments)
    if stored.has_contexts:
        new_paths = list_new_paths(project.lock_file.lock, texts.cards)
        stored = follow_notes(stored, texts.segments, new_paths, texts.unread)
    return merge_segments(stored, texts.segments)


@dataclass(frozen=True, slots=True)
class MemoryRun:
    """A run on the memory of one language: what is translated, by which engine, and where it is reported."""

    console: Console
    project: Project
    texts: DeckTexts
    engine_name: str
    pair: LanguagePair

    def write(self, memory: Memory) -> None:
        """Write the memory."""
        from notedeck.translation.memory import locate_memory
        from notedeck.translation.memory.po import write_memory

        file = locate_memory(self.project.root.folder, self.pair.target)
        write_memory(file, memory, self.pair.source, self.pair.target)

    def estimate(self, selected: Sequence[Entry]) -> dict[str, Any]:
        """Report what it takes to translate the selected entries."""
        from notedeck.cli.reports import translation as report

        msgids = [entry.msgid for entry in selected]
        return report.report_estimate(self.console, msgids, self.pair.target, self.texts.find_contexts(msgids))

    def fill(self, memory: Memory, selected: Sequence[Entry]) -> dict[str, Any]:
        """Send the selected entries to the engine. Saves after every 20 results, and in the end even after an error."""
        from notedeck.cli.reports import translation as report
        from notedeck.translation.glossary import read_glossary
        from notedeck.translation.memory.entries import add_engine_texts
        from notedeck.translation.memory.selection import count_accepted
        from notedeck.translation.sending.outcomes import Outcome, collect_texts
        from notedeck.translation.sending.sender import Sender

        engine, access = open_engine(self.engine_name)
        terms, _ = read_glossary(self.project.root.folder)
        msgids = list(dict.fromkeys(entry.msgid for entry in selected))
        contexts = self.texts.find_contexts(msgids) if engine.FACTS.takes_context else {}
        sender = Sender(engine, self.pair, access, terms, contexts)
        keys = {entry.key for entry in selected}
        outcomes: list[Outcome] = []
        saved, earlier = 0, count_accepted(memory, engine.NAME)

        def save_outcomes() -> Memory:
            answers = collect_texts(outcomes, earlier)
            filled = add_engine_texts(memory, answers, engine.NAME, time.strftime("%Y-%m-%d"), keys)
            self.write(filled)
            return filled

        try:
            title = f"{self.pair.source} -> {self.pair.target}"
            for outcome in report.show_progress(self.console, sender.translate_all(msgids), len(msgids), title):
                outcomes.append(outcome)
                if len(outcomes) - saved >= MAX_UNSAVED_RESULTS:
                    save_outcomes()
                    saved = len(outcomes)
        finally:
            filled = save_outcomes()
        return report.report_outcomes(
            self.console, filled, collect_texts(outcomes, earlier), sender, self.project.root.named
        )


def open_engine(name: str) -> tuple[Engine, Access]:
    """Return an engine and its access. Raises DeckError for an unknown name, and when a key is missing."""
    from notedeck.translation.engines import Access, find_engines

    engines = find_engines()
    if name not in engines:
        raise DeckError(
            Message('there is no engine "{name}"', name=name), Message("Allowed: {names}.", names=", ".join(engines))
        )
    facts = engines[name].FACTS
    keys = {variable: os.environ[variable] for variable in facts.key_variables if os.environ.get(variable)}
    missing = [variable for variable in facts.key_variables if variable not in keys]
    if missing and facts.keys_required:
        raise DeckError(
            Message("{name} needs a key", name=name),
            Message("Set the environment variable {missing}.", missing=" and ".join(missing)),
        )
    url = os.environ.get(URL_VARIABLE.format(name.upper())) or facts.default_url
    variable = MODEL_VARIABLE.format(name.upper())
    model = os.environ.get(variable, "")
    if facts.is_language_model and url == facts.default_url and not model:
        hint = Message(
            "Set the environment variable {variable} to one that {name} offers. {without_key}",
            variable=variable,
            name=name,
            without_key=WITHOUT_KEY,
        )
        raise DeckError(Message("{name} has many models, and none is chosen", name=name), hint)
    return engines[name], Access(url, keys, facts.timeout_seconds, model)
