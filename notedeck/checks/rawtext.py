"""Signs that were meant as Markdown or as Anki's gaps, and that stand on the card as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.cards.clozes import ANKI_CLOZE, is_cloze
from notedeck.checks._given import Given, line_where, prose
from notedeck.korean.letters import SYLLABLES
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.UNRENDERED_MARKDOWN, ProblemCode.STRAY_CLOZE)
RAW = {
    "**": re.compile(rf"(?<![\w*/])\*\*[^\W\d_][^*\n]{{0,100}}\*\*|\*\*(?=[{SYLLABLES}])|(?<=[{SYLLABLES}])\*\*"),
    "|---|": re.compile(r"\|\s*:?-{3,}:?\s*\|"),
    "```": re.compile(r"```"),
    "$…$": re.compile(r"(?<![\w$\\])\$(?=[^$]*(?:\\[a-zA-Z]|\^|_\{))[^$\n]{1,80}\$(?![\w$])"),
    "==": re.compile(r"(?<![=\w!<>])==(?=[^\s=>])[^=\n]{1,60}(?<=[^\s=!<>])==(?![=\w])"),
    "[…](…)": re.compile(r"!?\[[^\]\n]{0,80}\]\([^)\s]{1,200}\)"),
    "#": re.compile(rf"^#{{1,6}}\s?(?=[{SYLLABLES}A-Za-z])"),
}
HINTS = {
    "**": "Close the bold, and put no blank inside of the asterisks.",
    "|---|": "Put a blank line above the table, and as many cells into each row.",
    "```": "Close the code block with as many marks as it begins with.",
    "$…$": "Write the formula as $$…$$ on a line of its own, or without blanks inside of the signs.",
    "==": "Close the mark, and put no blank inside of it.",
    "[…](…)": "Put the address between < and > if it has blanks.",
    "#": "Put a blank line above the heading, and a blank after the #.",
}


def find(given: Given) -> Iterable[Problem]:
    """One finding for each kind of sign on a card."""
    for card in given.deck.cards:
        text = prose(card.back)
        for name, pattern in RAW.items():
            if found := pattern.search(text):
                place = Place(card.place.path, line_where(card.back, pattern, card.place.line))
                message = f'"{found[0][:60]}" stands on the card "{card.key.title}" as it is'
                yield Problem(ProblemCode.UNRENDERED_MARKDOWN, place, message, HINTS[name])
        if not is_cloze(card) and ANKI_CLOZE.search(card.back):
            message = f'"{card.key.title}" holds marks of a cloze, which show as text'
            hint = 'Write the key terms in bold, and choose style = "cloze".'
            yield Problem(ProblemCode.STRAY_CLOZE, card.place, message, hint)
