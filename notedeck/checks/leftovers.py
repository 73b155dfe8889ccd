"""The syntax of other programs that a card shows as text: shortcodes, Liquid tags, admonitions, embeds, properties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.checks._context import CheckedCard, read_prose, strip_code
from notedeck.checks._places import find_match
from notedeck.messages import Message
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

CODES = (ProblemCode.FOREIGN_SYNTAX,)
ADMONITION = (
    "abstract|attention|bug|caution|danger|error|example|failure|hint|important|info|note|question|quote|success|"
    "summary|tip|todo|warning"
)
PATTERNS = {  # by a sign without which they never match
    "{{": re.compile(r"\{\{[<%]\s*/?\s*[\w-]+[^{}]{0,100}|\{\{(?:cloze|embed|query)\b[^{}]{0,100}"),
    "{%": re.compile(r"\{%-?\s*[a-z]\w*[^{}]{0,100}"),
    ":::": re.compile(rf"(?<!\S):::+(?:[^\W\d_]\w{{0,30}}|\s?(?:{ADMONITION}|details|\{{))"),
    "%%": re.compile(r"(?<![\w%])%%(?!%)(?=\s?[^\W\d_])[^%]{1,100}%%"),
    "{:": re.compile(r"\{:\s*(?:[.#][A-Za-z]|toc\b|[a-z]+=)[^{}]{0,100}\}"),
    "!!!": re.compile(rf"(?<!\S)!!!\+?\s+(?:{ADMONITION})\b"),
    "???": re.compile(rf"(?<!\S)\?\?\?\+?\s+(?:{ADMONITION})\b"),
    "![[": re.compile(r"!\[\[[^\[\]]{1,100}\]\]"),
}
# `저자:: 홍길동` as a whole paragraph or item, not the `std::` of C++ or the `A::B` of Ruby.
PROPERTY_SIGN = ":: "
PROPERTY = re.compile(r"<(?:p|li)(?: [^<>]{0,100})?>\s{0,9}([^\W\d_][\w-]{0,30}):: [^\s:]")


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield a finding for each kind of syntax on a card."""
    card, text = checked.card, f"{checked.back_prose} {read_prose(checked.card.front)}"
    for sign, pattern in PATTERNS.items():
        if sign in text and (match := pattern.search(text)):
            block = find_match(card.back, pattern)
            yield make_problem(checked, match[0], block.line if block else 0)
    if PROPERTY_SIGN in text and (match := PROPERTY.search(strip_code(card.back))):
        yield make_problem(checked, f"{match[1]}::", 0)


def make_problem(checked: CheckedCard, syntax: str, line: int) -> Problem:
    """Return the finding about a piece of syntax at a line, or at that of the card."""
    card = checked.card
    message = Message(
        'the card "{title}" shows "{syntax}", the syntax of another program, as text',
        title=card.key.title,
        syntax=syntax[:60],
    )
    hint = Message("Set source in deck.toml to the program that the note is written for, or write it as GitHub does.")
    return Problem(ProblemCode.FOREIGN_SYNTAX, Place(card.place.path, line or card.place.line), message, hint)
