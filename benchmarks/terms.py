"""Terms in several translations in memories that people made: `python -m benchmarks.terms ko=FILE.po [...]`.

Prints what `check` would say of each file or folder of gettext files, `SOURCE-TARGET=PATH`, for reading; the lists must
be worth it. Then some terms with one translation get another one in a part of their texts, and the last line says how
many of these are noticed.
"""

# ruff: noqa: T201 - a report prints

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

from benchmarks.doubts import convert_marks
from notedeck.config.languages import LanguagePair
from notedeck.translation.segments.tokens import find_damage
from notedeck.translation.wording.forms import are_related, normalise_word
from notedeck.translation.wording.variants import TermVariants, find_translations, find_variants

OTHER_WORDS = {"ko": "즐바", "en": "zorble"}
WORD = re.compile(r"[^\W\d_]+")
Texts = Sequence[tuple[str, str]]


def read_texts(path: Path) -> Texts:
    """Return the finished translations of a gettext file, or of all in a folder."""
    files = sorted(path.rglob("*.po")) if path.is_dir() else [path]
    entries = [entry for file in files for entry in polib.pofile(str(file)).translated_entries()]
    pairs = ((convert_marks(entry.msgid), convert_marks(entry.msgstr)) for entry in entries)
    return list({source: (source, target) for source, target in pairs if not find_damage(source, target)}.values())


def format_variants(variants: TermVariants) -> str:
    """Return a term and its translations on one line."""
    choices = (f"{choice.word} ×{len(choice.numbers)}" for choice in variants.choices)
    return f"  {variants.term}: {', '.join(choices)}"


def spoil_terms(texts: Texts, pair: LanguagePair, share: float, count: int) -> Iterator[bool]:
    """Yield for each of some terms whether another translation in a share of its texts is noticed."""
    dice, other = random.Random(1), OTHER_WORDS[pair.target]
    terms = [(item.term, item.choices[0]) for item in find_translations(texts, pair) if len(item.choices) == 1]
    for term, choice in terms[:count]:
        numbers = set(dice.sample(choice.numbers, max(2, round(share * len(choice.numbers)))))
        spoilt = [
            (source, replace_word(target, choice.word, other) if number in numbers else target)
            for number, (source, target) in enumerate(texts)
        ]
        found = (item for item in find_variants(spoilt, pair) if item.term == term)
        yield any(other in item.choices[-1].word for item in found)


def replace_word(text: str, word: str, other: str) -> str:
    """Return a text with another word in the place of all forms of one."""
    form = normalise_word(word)

    def replace_match(match: re.Match[str]) -> str:
        if word in match[0]:
            return match[0].replace(word, other)  # a Korean particle may follow
        return other if are_related(normalise_word(match[0]), form) else match[0]

    return WORD.sub(replace_match, text)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("memories", nargs="+", metavar="SOURCE-TARGET=PATH")
    parser.add_argument("--share", type=float, default=0.2, help="of the texts of a term that get another translation")
    parser.add_argument("--count", type=int, default=30, help="how many terms get one")
    options = parser.parse_args()
    for memory in options.memories:
        languages, _, path = memory.partition("=")
        source, _, target = languages.partition("-")
        pair, texts = LanguagePair(source, target), read_texts(Path(path))
        print(f"{memory}: {len(texts):,} texts")
        for variants in find_variants(texts, pair):
            print(format_variants(variants))
        noticed = [*spoil_terms(texts, pair, options.share, options.count)]
        print(f"  noticed: {sum(noticed)} of {len(noticed)}")


if __name__ == "__main__":
    main()
