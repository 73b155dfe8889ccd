"""Convert one note: markup, sections, cards. Imported when a note is not in the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notedeck.cards.formulas import report_formulas
from notedeck.cards.generate import generate_cards
from notedeck.checks.lengths import report_terms
from notedeck.convert.values import Conversion, ConvertSettings
from notedeck.identity.sides import describe_sides
from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.messages import Message
from notedeck.model import Skipped, SkipReason, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.sections import split_note
from notedeck.util.text import shorten_text


def convert_note(note: Source, top_deck: str, settings: ConvertSettings) -> Conversion:
    """Convert one note."""
    own = settings.apply_front_matter(note.matter)
    html, refused = mark_formulas(convert_markdown(note.text, note.first_line, note.line_numbers), note.macros)
    titled_sections, skipped = split_note(note, html, own.splitting)
    cards, problems = generate_cards(note, titled_sections, top_deck, own.cards, own.naming)
    findings = (*report_formulas(note.path, refused, cards), *report_skipped(skipped), *report_terms(cards))
    return Conversion(cards, skipped, (*findings, *problems), tuple(map(describe_sides, cards)))


def report_skipped(skipped: Iterable[Skipped]) -> Iterator[Problem]:
    """Yield a problem for each question without an answer, list of answers to none, and title without its text."""
    for part in skipped:
        if part.reason is SkipReason.UNANSWERED:
            message = Message('no card for "{title}": nothing answers it', title=shorten_text(part.title))
            hint = Message("Write the answer right below the question.")
            yield Problem(ProblemCode.QUESTION_UNANSWERED, part.place, message, hint)
        elif part.reason is SkipReason.UNPLACED:
            message = Message(
                'no question gets its answer from "{title}": the numbers are not the same',
                title=shorten_text(part.title),
            )
            hint = Message("Give each answer the number of its question, and leave none out.")
            yield Problem(ProblemCode.ANSWERS_UNPLACED, part.place, message, hint)
        elif part.reason is SkipReason.UNWRITTEN:
            message = Message(
                'no card for "{title}": it says only "{part}"',
                title=shorten_text(part.title),
                part=shorten_text(part.text),
            )
            yield Problem(ProblemCode.BACK_EMPTY, part.place, message, Message("Write its text."))
