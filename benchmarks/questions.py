"""Whether any question of real notes is lost: `python -m benchmarks.questions FOLDER…`.

A question is a line of a note, outside of code and tables, with a label such as `Q.` or `문제 3.` and a text after it.
It must stand on a front, above a card, in a list of questions without answers, or in a part that the build names as
skipped, and on one front only unless the note asks it again. No front may begin with the label of an answer, and no
back with a question. No card of any style may show its answer on its front or in a title above, but among the choices
of a question or the heads of a table it may, and as a part of the name of a row.
"""

from __future__ import annotations

import operator
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from notedeck.cards.clozes import is_cloze
from notedeck.cards.generate import generate_cards
from notedeck.cards.styles import list_style_names
from notedeck.config.settings import CardSettings, NamingSettings, SplittingSettings
from notedeck.korean.answers import starts_answer
from notedeck.korean.choices import SECOND_LETTER
from notedeck.korean.exam_titles import QUESTION_NUMBER, QUESTION_TITLE
from notedeck.korean.labels import fold_title
from notedeck.korean.questions import find_question_end, has_question_label, is_problem_label
from notedeck.markup.convert import convert_markdown
from notedeck.model import Card, Section, Source
from notedeck.sections import split_note
from notedeck.sections.blocks import parse_blocks
from notedeck.source.front_matter import split_front_matter
from notedeck.util.html import strip_tags

TERM = re.compile(r'<p class="term"[^>]*>(.*?)</p>')
LISTS = ("ul", "ol")
MAX_NOTE_BYTES = 300_000
CODE = re.compile(r"^([ >]*)(```|~~~).*?^[ >]*\2[`~]*\s*$", re.M | re.S)
LINE_MARK = re.compile(r"^[\s>#*+-]*(?:\d+[.)]\s+)?(?:\[[ x]\]\s+)?")
NO_ANSWERS = re.compile(r'<div class="(?:column|wanted)">.*?</div>|<div class="asked">.*', re.S)
TRUTHS = frozenset({"참", "거짓", "true", "false"})  # each can stand in a title that names both
MARKS = re.compile(r"[*_~]{1,3}|`+|</?\w[^<>]*>|!?\[\[|\]\]|\]\([^()]*\)|\\")


def list_questions(text: str) -> Iterator[str]:
    """Yield the questions of a note, folded as titles are for comparison."""
    for line in CODE.sub("", text).split("\n"):
        plain = MARKS.sub("", LINE_MARK.sub("", line)).strip(" []")
        is_count = QUESTION_NUMBER.match(plain) or QUESTION_TITLE.match(plain)
        if has_question_label(plain) and not (is_count or is_problem_label(plain) or plain.startswith("|")):
            yield fold_title(plain[: find_question_end(plain) or None])


def read_sections(file: Path) -> tuple[str, tuple[Section, ...], str]:
    """Return the text of a note, its sections, and what the build names as skipped."""
    body = split_front_matter(file.read_text(encoding="utf-8-sig"), file.name)
    source = Source(file.name, file, body.text, body.first_line, body.values)
    sections, skipped = split_note(source, convert_markdown(source.text), SplittingSettings())
    return body.text, sections, " ".join(fold_title(f"{part.title} {part.text}") for part in skipped)


def read_words(markup: str) -> list[str]:
    """Return the texts of the blocks of HTML."""
    return [block.text for block in parse_blocks(markup)[0] if block.text]


class NoteCounts(NamedTuple):
    """How many questions a note has, which are lost or asked again, what is turned round, and which answers show."""

    questions: int
    lost: list[str]
    repeated: list[str]
    turned: list[str]
    shown: list[str]


def count_note(file: Path) -> NoteCounts:
    """Return the counts of a note."""
    text, sections, skipped = read_sections(file)
    questions = [*list_questions(text)]
    titles = Counter(fold_title(section.title) for section in sections)
    asked = Counter(questions)
    repeated = [title for title in asked if titles[title] > asked[title]]
    shown = [*list_shown_answers(file, sections)]
    fronts = [" ".join((*section.breadcrumb, *read_words(section.front))) for section in sections]
    lists = [block.text for section in sections for block in parse_blocks(section.body)[0] if block.name in LISTS]
    seen = [skipped, *map(fold_title, (*fronts, *lists))]
    lost = [question for question in questions if not any(question in text for text in seen)]
    turned = [section.title for section in sections if is_turned(section)]
    return NoteCounts(len(questions), lost, repeated, turned, shown)


def is_turned(section: Section) -> bool:
    """Return whether a front begins with an answer, which is not the first of several choices, or a back asks."""
    has_choices = any(SECOND_LETTER.match(line) for line in strip_tags(section.front).split("\n"))
    first = [block for block in parse_blocks(section.body)[0] if block.text][:1]
    texts = [block.text for block in first if block.name != "pre"]
    is_question = any(has_question_label(text) and not is_problem_label(text) for text in texts)
    return is_question or (starts_answer(section.title) and not has_choices)


def list_shown_answers(file: Path, sections: tuple[Section, ...]) -> Iterator[str]:
    """Yield the cards of all styles whose front, or a title above, has all words of the back."""
    source = Source(file.name, file, "", 1)
    for style in list_style_names():
        cards, _ = generate_cards(source, sections, "deck", CardSettings(style=style), NamingSettings())
        for card in cards:
            answer = fold_title(find_answer(card))
            front = fold_title(strip_tags(NO_ANSWERS.sub("", card.front), " "))
            sides = (front, *map(fold_title, card.breadcrumb))
            is_part = operator.eq if style == "table" else operator.contains
            is_shown = len(answer) > 1 and answer not in TRUTHS and any(is_part(side, answer) for side in sides)
            if is_shown and card.key.style == style:
                yield f"{style}: {card.key.title}: {answer}"


def find_answer(card: Card) -> str:
    """Return the words that a card asks for: the term of a pair, else the back."""
    term = TERM.search(card.back)
    return strip_tags(term[1] if term else card.back, " ") if not is_cloze(card) else ""


def main(folders: list[Path]) -> None:
    """Print the counts of each folder, and each place where something is wrong."""
    for folder in folders:
        totals = Counter[str]()
        for file in sorted(folder.rglob("*.md")):
            if not file.is_file() or file.stat().st_size > MAX_NOTE_BYTES:
                continue
            try:
                counts = count_note(file)
            except UnicodeDecodeError:
                continue
            totals["questions"] += counts.questions
            for name in ("lost", "repeated", "turned", "shown"):
                places = getattr(counts, name)
                totals[name] += len(places)
                for title in places:
                    print(f"  {file.relative_to(folder)}: {name}: {title}"[:160])  # noqa: T201
        names = ("questions", "lost", "repeated", "turned", "shown")
        print(f"{folder.name}: " + ", ".join(f"{totals[name]} {name}" for name in names))  # noqa: T201


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
