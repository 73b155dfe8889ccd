"""Terms with a fixed translation, or none (`glossary.csv` beside the notes), and terms that the notes explain."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from notedeck.model import Place
from notedeck.problems import Code, DeckError, Problem
from notedeck.translation.languages import is_in

FILE_NAME = "glossary.csv"
KEEP = ("", "keep", "=")
HEADS = (("term", "translation"), ("용어", "번역"))
KOREAN = r"[가-힣]+(?:[ ·-]?[가-힣]+){0,3}"
LATIN = r"[A-Za-z][A-Za-z0-9+#./'&-]*(?: [A-Za-z0-9+#./'&-]+){0,5}"
PAIRS = (re.compile(rf"({KOREAN}) ?[(（]({LATIN})[)）]"), re.compile(rf"({LATIN}) ?[(（]({KOREAN})[)）]"))
SHORT_FORM = re.compile(r"[A-Za-z]\d*[A-Za-z]?s?")  # K8s, S3, a
NO_TERM = re.compile(
    r"(?:예|예시|참고|단|즉|등|및|또는|이하|약|총|최대|최소|기본|필수|선택|추천|중요|주의|비교|이상|미만)\b"
)


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
            problems.append(Problem(Code.GLOSSARY_LINE, Place(FILE_NAME, line), message, 'Write "term,translation".'))
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
        for number, pattern in enumerate(PAIRS):
            for one, other in pattern.findall(text):
                korean, translation = (other, one) if number else (one, other)
                term = korean if number else last_words(korean, translation)
                if is_pair(term, translation):
                    found[term, translation] += 1
    rows: dict[str, Suggestion] = {}
    for (term, translation), count in found.most_common():
        rows.setdefault(term, Suggestion(term, translation, count))
    return tuple(rows.values())


def last_words(korean: str, translation: str) -> str:
    """Of the words before a bracket as many as the translation has, or its letters if it is short for them."""
    words = korean.split()
    many = len(translation) if translation.isupper() else len(translation.split())
    kept = words[-max(1, many) :]
    while len(kept) > 1 and len(kept[0]) == 1:
        kept = kept[1:]
    return " ".join(kept)


def is_pair(term: str, translation: str) -> bool:
    """Whether two texts can be the same thing in two languages."""
    if SHORT_FORM.fullmatch(translation) or NO_TERM.match(term) or len(term) < 2:
        return False
    return (
        is_in(term, "ko")
        and len(translation) <= 6 * len(term) + 12
        and not term.endswith(("다", "요", "는", "을", "를"))
    )
