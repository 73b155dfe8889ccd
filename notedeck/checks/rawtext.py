"""Markdown, and Anki's syntax for cloze deletions, that a card shows as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.cards.clozes import ANKI_CLOZE, is_cloze
from notedeck.checks._context import CheckedCard
from notedeck.checks._places import find_line_of_match
from notedeck.korean.letters import SYLLABLES
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.UNRENDERED_MARKDOWN, ProblemCode.STRAY_CLOZE)
PREPROCESSOR = r"(?:include|define|undef|ifn?def|if|endif|pragma|region|import)\b"
TAG = r"[^\s#]{1,40}+"
PATTERNS = {  # by a sign without which they never match
    "**": re.compile(rf"(?<![\w*/])\*\*[^\W\d_][^*\n]{{0,100}}\*\*|\*\*(?=[{SYLLABLES}])|(?<=[{SYLLABLES}])\*\*"),
    "---": re.compile(r"\|\s*:?-{3,}:?\s*\|"),
    "```": re.compile(r"```"),
    "$": re.compile(r"(?<![\w$\\])\$(?=[^$]*(?:\\[a-zA-Z]|\^|_\{))[^$\n]{1,80}\$(?![\w$])"),
    "==": re.compile(r"(?<![=\w!<>])==(?=[^\s=>])[^=\n]{1,60}(?<=[^\s=!<>])==(?![=\w])"),
    "](": re.compile(r"!?\[[^\]\n]{0,80}\]\([^)\s]{1,200}\)"),
    "#": re.compile(rf"^#{{1,6}}\s?(?=[{SYLLABLES}A-Za-z])(?!{PREPROCESSOR}|{TAG}(?:\s#{TAG})+)"),
}
HINTS = {
    "**": "Close the bold text, without spaces inside the asterisks.",
    "---": "Put a blank line above the table, and the same number of cells into each row.",
    "```": "Close the code block with as many backticks as it begins with.",
    "$": "Write the formula as $$…$$ on a line of its own, or without spaces inside the dollar signs.",
    "==": "Close the marked text, without spaces inside the equals signs.",
    "](": "Put the address between < and > if it contains spaces.",
    "#": "Put a blank line above the heading, and a space after the #.",
}


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield a finding for each kind of syntax on a card."""
    card, text = checked.card, checked.back_prose
    for sign, pattern in PATTERNS.items():
        if sign in text and (match := pattern.search(text)):
            place = Place(card.place.path, find_line_of_match(card.back, pattern, card.place.line))
            message = f'the card "{card.key.title}" shows "{match[0][:60]}" as plain text'
            yield Problem(ProblemCode.UNRENDERED_MARKDOWN, place, message, HINTS[sign])
    if "{{c" in card.back and not is_cloze(card) and ANKI_CLOZE.search(card.back):
        message = f'the card "{card.key.title}" shows the syntax of a cloze deletion as plain text'
        hint = 'Write the key terms in bold, and choose style = "cloze".'
        yield Problem(ProblemCode.STRAY_CLOZE, card.place, message, hint)
