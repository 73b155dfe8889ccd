"""Terms with a fixed translation, or none (`glossary.csv` beside the notes), and terms that the notes explain."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from notedeck.cards.term_pairs import find_pairs
from notedeck.model import Place
from notedeck.problems import DeckError, Problem, ProblemCode

FILE_NAME = "glossary.csv"
KEEP = ("", "keep", "=")
HEADS = (("term", "translation"), ("용어", "번역"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term of the notes, the translation that stands beside it there, and how often it does."""

    term: str
    translation: str
    count: int


def read(folder: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The terms with their translations (themselves, if they are to be kept), and lines that are no term.

    Raises DeckError when the file cannot be read.
    """
    file = folder / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, ()
    except (OSError, UnicodeDecodeError) as error:
        raise DeckError(f"{FILE_NAME} cannot be read: {error}", "Save it as CSV in UTF-8.") from None
    terms: dict[str, str] = {}
    problems = []
    for line, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (line == 1 and tuple(cell.lower() for cell in cells[:2]) in HEADS):
            continue
        if not cells[0] or (len(cells) > 2 and any(cells[2:])):
            message = f"this line is no term: {','.join(row)[:80]}"
            problems.append(
                Problem(ProblemCode.GLOSSARY_LINE, Place(FILE_NAME, line), message, 'Write "term,translation".')
            )
            continue
        wanted = cells[1] if len(cells) > 1 else ""
        terms[cells[0]] = cells[0] if wanted.lower() in KEEP else wanted
    return terms, tuple(problems)


def delimiter_of(text: str) -> str:
    """Excel writes semicolons or tabs in some countries."""
    first = text.split("\n", 1)[0]
    return next((sign for sign in ("\t", ";") if sign in first and "," not in first), ",")


def suggest(texts: Iterable[str]) -> tuple[Suggestion, ...]:
    """The pairs such as `가용성(Availability)` in the texts, the most frequent first, each term once."""
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found.update((pair.korean, pair.english) for pair in find_pairs(text))
    rows: dict[str, Suggestion] = {}
    for (term, translation), count in found.most_common():
        rows.setdefault(term, Suggestion(term, translation, count))
    return tuple(rows.values())
