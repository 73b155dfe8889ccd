"""Whether any question of real notes is lost: `python -m benchmarks.questions FOLDER…`.

A question is a line of a note, outside of code, with a label such as `Q.` or `문제 3.`. It must stand on a front, above
a card, in a list of questions without answers, or in a part that the build names as skipped. No front may begin with
the label of an answer, and no back with a question.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import fold_title
from notedeck.korean.questions import has_question_label, is_problem_label, starts_answer
from notedeck.markup.convert import convert_markdown
from notedeck.model import Section, Source
from notedeck.sections import split_note
from notedeck.sections.blocks import parse_blocks
from notedeck.source.front_matter import split_front_matter

LISTS = ("ul", "ol")
MAX_NOTE_BYTES = 300_000
CODE = re.compile(r"^([ >]*)(```|~~~).*?^[ >]*\2[`~]*\s*$|`[^`\n]+`", re.M | re.S)
LINE_MARK = re.compile(r"^[\s>#*+-]*(?:\d+[.)]\s+)?(?:\[[ x]\]\s+)?")
MARKS = re.compile(r"[*_~]{1,3}|</?\w[^<>]*>|!?\[\[|\]\]|\]\([^()]*\)|\\")


def list_questions(text: str) -> Iterator[str]:
    """Yield the questions of a note, folded as titles are for comparison."""
    for line in CODE.sub("", text).split("\n"):
        plain = MARKS.sub("", LINE_MARK.sub("", line)).strip(" []|")
        if has_question_label(plain) and not is_problem_label(plain):
            yield fold_title(plain)


def read_sections(file: Path) -> tuple[str, tuple[Section, ...], str]:
    """Return the text of a note, its sections, and what the build names as skipped."""
    body = split_front_matter(file.read_text(encoding="utf-8-sig"), file.name)
    source = Source(file.name, file, body.text, body.first_line, body.values)
    sections, skipped = split_note(source, convert_markdown(source.text), SplittingSettings())
    return body.text, sections, " ".join(fold_title(f"{part.title} {part.text}") for part in skipped)


def read_words(markup: str) -> list[str]:
    """Return the texts of the blocks of HTML."""
    return [block.text for block in parse_blocks(markup)[0] if block.text]


def count_note(file: Path) -> tuple[int, list[str], list[str]]:
    """Return how many questions a note has, those that are lost, and the sections that are turned round."""
    text, sections, skipped = read_sections(file)
    questions = [*list_questions(text)]
    if not questions:
        return 0, [], []
    fronts = [" ".join((*section.breadcrumb, *read_words(section.front))) for section in sections]
    lists = [block.text for section in sections for block in parse_blocks(section.body)[0] if block.name in LISTS]
    seen = [skipped, *map(fold_title, (*fronts, *lists))]
    lost = [question for question in questions if not any(question in text for text in seen)]
    turned = [
        section.title
        for section in sections
        if starts_answer(section.title)
        or any(has_question_label(words) and not is_problem_label(words) for words in read_words(section.body)[:1])
    ]
    return len(questions), lost, turned


def main(folders: list[Path]) -> None:
    """Print the counts of each folder, and each place where something is wrong."""
    for folder in folders:
        total, lost_count, turned_count = 0, 0, 0
        for file in sorted(folder.rglob("*.md")):
            if not file.is_file() or file.stat().st_size > MAX_NOTE_BYTES:
                continue
            try:
                count, lost, turned = count_note(file)
            except UnicodeDecodeError:
                continue
            total, lost_count, turned_count = total + count, lost_count + len(lost), turned_count + len(turned)
            for words in (*(f"lost: {title}" for title in lost), *(f"turned: {title}" for title in turned)):
                print(f"  {file.relative_to(folder)}: {words[:120]}")  # noqa: T201
        print(f"{folder.name}: {total} questions, {lost_count} lost, {turned_count} turned")  # noqa: T201


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
