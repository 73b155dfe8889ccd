"""Markdown, and Anki's syntax for cloze deletions, that a card shows as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.cards.clozes import ANKI_CLOZE, is_cloze
from notedeck.checks._context import CheckedCard, read_prose
from notedeck.checks._places import find_match
from notedeck.korean.letters import SYLLABLES
from notedeck.messages import Message
from notedeck.model import Card, Place
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.UNRENDERED_MARKDOWN, ProblemCode.STRAY_CLOZE)
PREPROCESSOR = r"(?:include|define|undef|ifn?def|if|else|elif|endif|error|pragma|region|endregion|import)\b"
MAX_QUOTED_CHARACTERS = 60
TAG = r"[^\s#]{1,40}+"
PATTERNS = {  # by a sign without which they never match
    "**": re.compile(rf"(?<![\w*/])\*\*[^\W\d_][^*\n]{{0,100}}\*\*|\*\*(?=[{SYLLABLES}])|(?<=[{SYLLABLES}])\*\*"),
    "---": re.compile(r"\|\s*:?-{3,}:?\s*\|"),
    "```": re.compile(r"```(?=\w)|(?<=\w)```"),
    "$": re.compile(r"(?<![\w$\\])\$(?=[^$]*(?:\\[a-zA-Z]|\^|_\{))[^$\n]{1,80}\$(?![\w$])"),
    "==": re.compile(r"(?<![=\w!<>])==(?=[^\s=>])[^=\n]{1,60}(?<=[^\s=!<>])==(?![=\w])"),
    "](": re.compile(r"!?\[[^\]\n]{0,80}\]\((?=[^)\s]{0,200}[./:#])[^)\s]{1,200}\)"),
    "#": re.compile(rf"^#{{1,6}}\s?(?=[{SYLLABLES}A-Za-z])(?!{PREPROCESSOR}|{TAG}(?:\s#{TAG})+)"),
}
HINTS = {
    "**": Message("Close the bold text, without spaces inside the asterisks."),
    "---": Message("Put a blank line above the table, and the same number of cells into each row."),
    "```": Message("Close the code block with as many backticks as it begins with."),
    "$": Message("Write the formula as $$…$$ on a line of its own, or without spaces inside the dollar signs."),
    "==": Message("Close the marked text, without spaces inside the equals signs."),
    "](": Message("Put the address between < and > if it contains spaces."),
    "#": Message("Put a blank line above the heading, and a space after the #."),
}
FIRST_CELL = re.compile(r"\s*(?:<[^<>]*>\s*)*?<t[hd]\b")  # a back that begins with a table: "#" is "No." there
CLOSED_BOLD = re.compile(r"\*\*\S(?:.*\S)?\*\*")
BOLD_HINT = Message("Put a space between the asterisks and the letter beside them: the sign inside them is no letter.")
HTML_HINT = Message(
    "Put a blank line below the HTML tag above it: GitHub reads what is right below a tag as HTML, too."
)
OPEN_BOLD = re.compile(r"^\*\*(?=[^\W\d_])|(?<=[^\W_])\*\*$")  # on a front, which is short


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield a finding for each kind of syntax on a card."""
    card, text = checked.card, checked.back_prose
    for sign, pattern in PATTERNS.items():
        if sign in text and (match := pattern.search(text)) and not (sign == "#" and FIRST_CELL.match(card.back)):
            place = find_match(card.back, pattern)
            hint = choose_hint(sign, match[0], is_raw_html=place is not None and place.is_raw_html)
            yield report_syntax(card, place.line if place else 0, match[0], hint)
    if OPEN_BOLD.search(checked.front_text) and "**" in read_prose(card.front):
        yield report_syntax(card, card.place.line, checked.front_text, HINTS["**"])
    if "{{c" in card.back and not is_cloze(card) and ANKI_CLOZE.search(card.back):
        message = Message('the card "{title}" shows the syntax of a cloze deletion as plain text', title=card.key.title)
        hint = Message('Write the key terms in bold, and choose style = "cloze".')
        yield Problem(ProblemCode.STRAY_CLOZE, card.place, message, hint)


def report_syntax(card: Card, line: int, syntax: str, hint: Message) -> Problem:
    """Return the finding of syntax that a card shows at a line, or at that of the card."""
    place = Place(card.place.path, line or card.place.line)
    message = Message(
        'the card "{title}" shows "{syntax}" as plain text', title=card.key.title, syntax=syntax[:MAX_QUOTED_CHARACTERS]
    )
    return Problem(ProblemCode.UNRENDERED_MARKDOWN, place, message, hint)


def choose_hint(sign: str, syntax: str, *, is_raw_html: bool) -> Message:
    """Return what to do about syntax that is shown as text."""
    if is_raw_html:
        return HTML_HINT
    return BOLD_HINT if sign == "**" and CLOSED_BOLD.fullmatch(syntax) else HINTS[sign]
