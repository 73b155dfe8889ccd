"""Terms in the translation memory: what the glossary decides, and what it should decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from notedeck.checks._context import CheckContext
from notedeck.config.settings import Layout
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from notedeck.translation.memory.entries import Entry
    from notedeck.translation.wording.breaks import GlossaryBreak
    from notedeck.translation.wording.variants import TermVariants

CODES = (ProblemCode.TERM_VARIES, ProblemCode.GLOSSARY_BROKEN, ProblemCode.GLOSSARY_LINE)
MAX_QUOTED_CHARACTERS = 80


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Yield a finding for each term with several translations, and for what breaks the glossary."""
    if context.translation.layout is Layout.OFF or not context.memory.entries:
        return
    from notedeck.translation.glossary import read_glossary  # few decks have a translation
    from notedeck.translation.memory import name_memory

    glossary, problems = read_glossary(context.root)
    file = name_memory(context.translation.translate_to[0])
    yield from problems
    yield from describe_breaks(context, glossary, file)
    yield from describe_variants(context, glossary, file)


def describe_breaks(context: CheckContext, glossary: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Yield a finding for each human text that breaks the glossary, and one for all texts of engines with a term."""
    from notedeck.translation.wording.breaks import find_breaks

    breaks = [*find_breaks((entry for entry in context.memory.entries if entry.is_visible), glossary)]
    for item in breaks:
        if not item.entry.is_from_engine:
            hint = Message("Correct the translation, or the term in glossary.csv.")
            yield Problem(ProblemCode.GLOSSARY_BROKEN, place_entry(item.entry, file), describe_break(item), hint)
    of_engines = sorted((item for item in breaks if item.entry.is_from_engine), key=attrgetter("term"))
    for _, group in groupby(of_engines, key=attrgetter("term")):
        yield describe_engine_breaks([*group], file)


def place_entry(entry: Entry, file: str) -> Place:
    """Return where an entry stands."""
    return Place(file, entry.line)


def describe_break(item: GlossaryBreak) -> Message:
    """Return what breaks the glossary, with the translation."""
    return Message("{reason}: {text}", reason=item.reason, text=item.entry.shown_text[:MAX_QUOTED_CHARACTERS])


def describe_engine_breaks(breaks: Sequence[GlossaryBreak], file: str) -> Problem:
    """Return the finding for texts of engines that break the glossary in the same term."""
    first, count = breaks[0], len(breaks)
    texts = Message("a text", "{count:,} texts", count=count)
    message = Message(
        "{reason} in {texts} of an engine: {shown_text}",
        reason=first.reason,
        texts=texts,
        shown_text=first.entry.shown_text[:MAX_QUOTED_CHARACTERS],
    )
    hint = Message("Translate them anew: build-deck translate --terms")
    return Problem(ProblemCode.GLOSSARY_BROKEN, place_entry(first.entry, file), message, hint, amount=count)


def describe_variants(context: CheckContext, glossary: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Yield a finding for each term with several translations that is not in the glossary."""
    entries = [entry for entry in context.memory.entries if entry.is_visible]
    for variants in load_variants(context, entries):
        if variants.term in glossary:
            continue
        firsts = [entries[choice.numbers[0]] for choice in variants.choices]
        words = ", ".join(
            f"{choice.word} ×{len(choice.numbers)} ({place_entry(first, file)})"
            for choice, first in zip(variants.choices, firsts, strict=True)
        )
        message = Message("{term}: {words}", term=variants.term, words=words)
        line = f"{variants.term},{variants.choices[0].word}"
        hint = Message('Choose one for glossary.csv, such as "{line}"; then: build-deck translate --terms', line=line)
        yield Problem(ProblemCode.TERM_VARIES, place_entry(firsts[-1], file), message, hint)


def load_variants(context: CheckContext, entries: Sequence[Entry]) -> Sequence[TermVariants]:
    """Return the terms with several translations, from the cache if it has those of the same texts."""
    from notedeck.config.languages import LanguagePair
    from notedeck.translation.wording.kept import find_kept_variants

    pair = LanguagePair(context.translation.language, context.translation.translate_to[0])
    texts = [(entry.msgid, entry.shown_text) for entry in entries]
    return find_kept_variants(texts, pair, context.cache)
