"""Cards that stay in one language while the others have two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from notedeck.checks._context import CheckContext
from notedeck.config.settings import Layout
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.UNTRANSLATED,)
HINT = Message(
    "Fill the memory: build-deck translate. What is doubtful, a person corrects: build-deck translate --review"
)


def find_problems(context: CheckContext) -> Iterable[Problem]:
    """Yield a finding for each note with a text that the memory does not have; none for decks without a memory."""
    memory = context.memory.build_lookup()
    if context.translation.layout is Layout.OFF or not memory:
        return
    # few decks have a translation
    from notedeck.translation.segments.collect import extract_texts
    from notedeck.translation.segments.extent import limit_cards

    cards = limit_cards(context.cards, context.translation.translate)
    missing: Counter[str] = Counter()
    for card, texts in zip(cards, extract_texts(cards, context.translation.language), strict=True):
        path = card.key.path
        missing[path] += any(not memory.get((path, text), memory.get(("", text))) for text in texts)
    totals = Counter(card.key.path for card in cards)
    for path, count in missing.items():
        if count:
            message = Message(
                "{count} of {totals} cards are not translated, or only in part", count=count, totals=totals[path]
            )
            yield Problem(ProblemCode.UNTRANSLATED, Place(path), message, HINT)
