"""Cards that stay in one language while the others have two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from notedeck.checks._given import Given
from notedeck.config.settings import Layout
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode
from notedeck.translation.segments.collect import extract_texts

CODES = (ProblemCode.UNTRANSLATED,)


def find(given: Given) -> Iterable[Problem]:
    """One finding for each note with a text that the memory lacks; none for decks without a memory."""
    if given.translation.layout is Layout.OFF or not given.lookup:
        return
    cards = [card for card in given.plain if card.translate]
    lacking: Counter[str] = Counter()
    for card, texts in zip(cards, extract_texts(cards, given.translation.language), strict=True):
        path = card.key.path
        lacking[path] += any(not given.lookup.get((path, text), given.lookup.get(("", text))) for text in texts)
    totals = Counter(card.key.path for card in cards)
    for path, count in lacking.items():
        if count:
            message = f"{count} of {totals[path]} cards are not translated, or not all of it"
            yield Problem(ProblemCode.UNTRANSLATED, Place(path), message, "Fill the memory: build-deck translate")
