"""Answers of several questions in one place: below `정답` at the end, each goes to the question with its number.

If the numbers are not the same, no answer goes to any question, and the build names the place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise, zip_longest

from notedeck.korean.answer_keys import find_question_number
from notedeck.korean.exam_titles import counts_question, names_questions
from notedeck.korean.exercises import names_task, sets_task
from notedeck.korean.labels import fold_title
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.model import Place, Skipped, SkipReason, Source, Value
from notedeck.sections.answer_entries import KEYS, AnswerKey, Entry, is_key, read_key
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.links import own_text
from notedeck.sections.marks import find_answers
from notedeck.sections.source_lines import index_lines, list_written_numbers
from notedeck.sections.titles import has_choices
from notedeck.util.html import LINE_ATTRIBUTE
from notedeck.util.tree import Element, make_element

LABEL = "정답"  # before an answer that has been moved; it is on no card
MIN_ANSWERS = 2
START = re.compile(r"[0-9]{1,3}")
MAX_SHORT_CHARACTERS = 40  # of an answer that can stand at its question already


class Series(Value, frozen=True):
    """Questions of one kind with their numbers: `places` are the numbers of their blocks."""

    places: list[int]
    numbers: list[int]


def place_answers(blocks: list[Block], source: Source) -> tuple[list[Block], list[Skipped]]:
    """Return the blocks of a note, with each answer of a list of answers below its question, and the lists left out.

    A list is left out if its numbers are not those of the questions above it, or the questions have its answers.
    """
    starts = [number for number, block in enumerate(blocks) if is_key(block)]
    if not starts:
        return blocks, []
    lines = index_lines(source)
    placed: list[Block] = []
    region: list[Block] = []  # the blocks since the list of answers before the last one
    skipped: list[Skipped] = []
    done = 0
    for start in starts:
        if start < done:
            continue
        between = blocks[done:start]
        if any(block.name != "hr" for block in between):
            placed += region
            region = []
        region += between
        key = read_key(blocks, start, lines)
        result = answer_questions(region, key, lines) if is_list_of_answers(key) else None
        done = key.end
        if isinstance(result, SkipReason):
            skipped.append(skip_key(blocks[start:done], source.path, result))
        else:
            region = [*region, *blocks[start:done]] if result is None else result
    return [*placed, *region, *blocks[done:]], skipped


def is_list_of_answers(key: AnswerKey) -> bool:
    """Return whether there are several entries, each with a text."""
    return len(key.entries) >= MIN_ANSWERS and all(
        any(block.has_content for block in entry.blocks) for entry in key.entries
    )


def skip_key(blocks: Sequence[Block], path: str, reason: SkipReason) -> Skipped:
    """Return a list of answers as a part that is on no card."""
    title, *others = blocks
    return Skipped(Place(path, title.line), title.text, reason, " ".join(block.text for block in others if block.text))


def answer_questions(
    blocks: Sequence[Block], key: AnswerKey, lines: Mapping[int, str]
) -> list[Block] | SkipReason | None:
    """Return blocks with an answer below each question, why the answers are left out, or None without questions."""
    found = list_series(blocks)
    for series in found:
        if (entries := match_entries(series.numbers, key.entries)) and is_new_after_others(blocks, series):
            return answer_series(blocks, series.places, entries)
    place = find_question_list(blocks)
    if place is not None:
        numbers = list_written_numbers(blocks[place].element, lines)
        if entries := match_entries(numbers, key.entries):
            return [*blocks[:place], answer_list(blocks[place], entries), *blocks[place + 1 :]]
    is_misfit = can_answer_several(key) and (
        place is not None or any(is_open_to(blocks, series, key) for series in found)
    )
    return SkipReason.UNPLACED if is_misfit else None


def match_entries(numbers: Sequence[int], entries: Sequence[Entry]) -> list[Entry | None]:
    """Return the entry of each number, None where it is left out; nothing if they do not fit together."""
    counted = [entry.number for entry in entries]
    if counted == [*numbers]:
        return [*entries]
    by_number = {entry.number: entry for entry in entries}
    are_clear = len({*numbers}) == len(numbers) and len(by_number) == len(entries)
    if not are_clear or not by_number.keys() <= {*numbers} or 2 * len(entries) < len(numbers):
        return []
    return [by_number.get(number) for number in numbers]


def list_series(blocks: Sequence[Block]) -> list[Series]:
    """Return the counted questions of each kind among blocks, and those after the last place where a count restarts."""
    by_name: dict[str, Series] = {}
    for place, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if number := read_question_number(block, following):
            series = by_name.setdefault(block.name, Series([], []))
            series.places.append(place)
            series.numbers.append(number)
    found: list[Series] = []
    for series in by_name.values():
        restarts = [place for place, (first, second) in enumerate(pairwise(series.numbers), start=1) if second <= first]
        found += [Series(series.places[start:], series.numbers[start:]) for start in (0, *restarts[-1:])]
    return [series for series in found if len(series.places) >= MIN_ANSWERS]


def is_new_after_others(blocks: Sequence[Block], series: Series) -> bool:
    """Return whether the questions of the same kind above a series, if there are any, have answers of their own."""
    name = blocks[series.places[0]].name
    above = [other for other in list_series(blocks[: series.places[0]]) if blocks[other.places[0]].name == name]
    return not any(are_open(blocks, other) for other in above)


def can_answer_several(key: AnswerKey) -> bool:
    """Return whether a list of answers is not the steps of one answer: it has a heading, or only short entries."""
    return key.level > 0 or all(
        len(block.text) <= MAX_SHORT_CHARACTERS for entry in key.entries for block in entry.blocks
    )


def is_open_to(blocks: Sequence[Block], series: Series, key: AnswerKey) -> bool:
    """Return whether the last questions have no answers of their own, and the list is not below one of them."""
    question = blocks[series.places[0]]
    is_below = question.name in HEADINGS and key.level > int(question.name[1])
    return not is_below and are_open(blocks, series)


def are_open(blocks: Sequence[Block], series: Series) -> bool:
    """Return whether most questions of a series have no answer of their own."""
    groups = list_groups(blocks, series.places)
    return 2 * sum(map(is_open, groups)) > len(groups)


def is_open(group: Sequence[Block]) -> bool:
    """Return whether nothing below a question can be its answer: only its text, choices and code."""
    title, *others = group
    texts = [block.text for block in others if block.name in ("p", "blockquote") and not has_choices(block)]
    is_answered = bool(texts[not is_asking(title.text) :]) and not any(map(is_asking, texts))
    return not is_answered and not find_answers(others)


def answer_series(
    blocks: Sequence[Block], places: Sequence[int], entries: Sequence[Entry | None]
) -> list[Block] | SkipReason:
    """Return blocks with each answer below its question, or why they are left out: they are there already."""
    groups = list_groups(blocks, places)
    if all(map(is_repeated, groups, entries)):
        return SkipReason.REPEATED
    answered: list[Block] = []
    end = 0
    for place, group, entry in zip(places, groups, entries, strict=True):
        label = [] if find_answers(group[1:]) or entry is None else [make_label(entry)]
        answered += [*blocks[end:place], *group, *label, *(entry.blocks if entry else ())]
        end = place + len(group)
    return [*answered, *blocks[end:]]


def list_groups(blocks: Sequence[Block], places: Sequence[int]) -> list[list[Block]]:
    """Return each question with the blocks below it."""
    return [[*blocks[start : find_end(blocks, start, end)]] for start, end in pairwise([*places, len(blocks)])]


def find_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where a question before `end` ends: at a title that is not below it; the last one at a line, too."""
    question = blocks[start]
    for number in range(start + 1, end):
        block = blocks[number]
        is_beside = block.name in HEADINGS and not (question.name in HEADINGS and block.name > question.name)
        if is_beside or (block.name == "hr" and end == len(blocks)):
            return number
    return end


def is_repeated(group: Sequence[Block], entry: Entry | None) -> bool:
    """Return whether the answer of a question has a short entry in it; without an entry, nothing is missing."""
    if entry is None:
        return True
    marks = find_answers(group)
    text = fold_title(" ".join(block.text for block in entry.blocks))
    is_short = 0 < len(text) <= MAX_SHORT_CHARACTERS
    return is_short and bool(marks) and text in fold_title(" ".join(block.text for block in group[marks[0] :]))


def read_question_number(block: Block, following: Block | None) -> int:
    """Return the number of a block that asks, counts a question or stands above choices, 0 if it is none."""
    is_above_choices = following is not None and has_choices(following)
    if block.name == "ol" and len(block.element) == 1:
        return read_start(block) if is_above_choices or is_asking(own_text(block.element[0])) else 0
    if block.name not in KEYS:
        return 0
    is_counted = block.name in HEADINGS and counts_question(block.text)
    return find_question_number(block.text) if is_counted or is_above_choices or is_asking(block.text) else 0


def is_asking(text: str) -> bool:
    """Return whether a line of a text asks or sets a task."""
    lines = [*filter(None, map(str.strip, text.split("\n")))]
    return any(has_question_label(line) or is_question_line(line) for line in lines) or sets_task(text.strip())


def read_start(block: Block) -> int:
    """Return the number of the first item of an ordered list."""
    start = block.element.get("start", "1")
    return int(start) if START.fullmatch(start) else 0


def find_question_list(blocks: Sequence[Block]) -> int | None:
    """Return the number of the last block, if it is a list of several questions without answers."""
    place = next((number for number in range(len(blocks) - 1, -1, -1) if blocks[number].name != "hr"), None)
    if place is None or blocks[place].name != "ol" or len(blocks[place].element) < MIN_ANSWERS:
        return None
    items = [own_text(item) for item in blocks[place].element.iterchildren("li")]
    title = next((block.text for block in reversed(blocks[:place]) if block.name in HEADINGS), "")
    asks = 2 * sum(map(is_asking, items)) > len(items) or names_questions(title) or names_task(title)
    return place if asks and not find_answers([blocks[place]]) else None


def answer_list(questions: Block, entries: Sequence[Entry | None]) -> Block:
    """Return a list of questions with the answer of each below it."""
    element = deepcopy(questions.element)
    for item, entry in zip(element.iterchildren("li"), entries, strict=True):
        if entry is not None:
            append_blocks(item, [make_label(entry), *entry.blocks])
    return Block(element)


def append_blocks(item: Element, blocks: Sequence[Block]) -> None:
    """Add blocks to the end of a list item."""
    for block in blocks:
        item.append(block.element)


def make_label(entry: Entry) -> Block:
    """Return the label above an answer, at the line of the answer."""
    line = next((block.line for block in entry.blocks if block.line), 0)
    return Block(make_element("p", [LABEL], {LINE_ATTRIBUTE: str(line)} if line else {}))
