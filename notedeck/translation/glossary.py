"""The glossary: terms with a fixed translation in `glossary.csv`, and suggestions from the notes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from notedeck.cards.term_pairs import find_pairs
from notedeck.messages import Message
from notedeck.model import Place, Value
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.translation.sending.terms import TermIndex
from notedeck.util.files.deck_files import read_deck_text

FILE_NAME = "glossary.csv"
KEEP_WORDS = ("", "keep", "=")  # in the place of a translation: the term stays as it is
HEADERS = (("term", "translation"), ("용어", "번역"))
MAX_GLOSSARY_BYTES = 10_000_000  # 100,000 terms of 100 bytes
MAX_TERM_CHARACTERS = 100
MAX_QUOTED_CHARACTERS = 80


class Suggestion(Value, frozen=True):
    """A term of the notes, the translation that they give beside it, and how often they do."""

    term: str
    translation: str
    count: int


def rank_terms(
    pairs: Iterable[Suggestion], translated: Iterable[Suggestion], texts: Sequence[str], glossary: Mapping[str, str]
) -> tuple[Suggestion, ...]:
    """Return the terms that are worth a line in the glossary: the notes' own pairs, then those of the translations.

    Both have the most frequent first; `count` is how many of the texts have a term. A pair that the notes have only
    once is left out if the translations know better.
    """
    translated = [*translated]
    known = {*glossary, *(item.term for item in translated)}
    own = {item.term: item for item in pairs if item.term not in (glossary if item.count > 1 else known)}
    index = TermIndex({item.term: item.translation for item in own.values()})
    counts = Counter(term for text in texts for term in set(index.find_terms(text)))
    ranked = [item.replace(count=counts[item.term]) for item in own.values()]
    others = [item for item in translated if item.term not in own and item.term not in glossary]
    return (*sort_suggestions(ranked), *sort_suggestions(others))


def sort_suggestions(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions, the most frequent first."""
    return sorted(suggestions, key=lambda item: -item.count)


def read_glossary(folder: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return the translations by term (a term to keep is its own translation), and a problem for each invalid line.

    Raises DeckError when the file cannot be read.
    """
    text = read_deck_text(folder, FILE_NAME, MAX_GLOSSARY_BYTES)
    if text is None:
        return {}, ()
    terms: dict[str, str] = {}
    problems = []
    for line, row in enumerate(read_rows(text), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (line == 1 and tuple(cell.lower() for cell in cells[:2]) in HEADERS):
            continue
        if not 0 < len(cells[0]) <= MAX_TERM_CHARACTERS or any(cells[2:]):
            problems.append(create_problem(line, ",".join(row)))
            continue
        translation = cells[1] if len(cells) > 1 else ""
        terms[cells[0]] = cells[0] if translation.lower() in KEEP_WORDS else translation
    return terms, tuple(problems)


def read_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV text. Raises DeckError where it cannot be read."""
    reader = csv.reader(io.StringIO(text), delimiter=detect_delimiter(text))
    try:
        yield from reader
    except csv.Error as error:
        hint = Message('Write "term,translation" on each line, and close every quotation mark.')
        raise DeckError(
            Message(
                "{file}:{line_num}: this cannot be read: {error}", file=FILE_NAME, line_num=reader.line_num, error=error
            ),
            hint,
        ) from None


def create_problem(line: int, text: str) -> Problem:
    """Return the problem for a line that holds no term."""
    message = Message("this line is not a term: {text}", text=text[:MAX_QUOTED_CHARACTERS])
    return Problem(ProblemCode.GLOSSARY_LINE, Place(FILE_NAME, line), message, Message('Write "term,translation".'))


def detect_delimiter(text: str) -> str:
    """Return the delimiter of a CSV text: Excel writes semicolons or tabs in some countries."""
    first_line = text.split("\n", 1)[0]
    return next((sign for sign in ("\t", ";") if sign in first_line and "," not in first_line), ",")


def suggest_terms(texts: Iterable[str]) -> tuple[Suggestion, ...]:
    """Return the pairs such as `가용성(Availability)` in the texts, the most frequent first, each term once."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update((pair.korean, pair.english) for pair in find_pairs(text))
    suggestions: dict[str, Suggestion] = {}
    for (term, translation), count in counts.most_common():
        suggestions.setdefault(term, Suggestion(term, translation, count))
    return tuple(suggestions.values())
