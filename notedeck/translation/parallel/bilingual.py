"""Lines of a note in two languages: `**Definition / 정의**`, or each line below its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from notedeck.config.languages import LANGUAGES, LanguagePair, has_letters_of
from notedeck.model import Place, Source
from notedeck.translation.parallel.blocks import Block, read_blocks
from notedeck.translation.parallel.pairs import ParallelText, find_reason, list_forms
from notedeck.translation.segments.tokens import read_words

DOUBLE = re.compile(
    r"(?P<before>(?:<[a-z]+\d*>)*)(?P<first>[^<>/|·]+?)\s[/|·]\s(?P<second>[^<>/|·]+?)(?P<after>:?(?:</[a-z]+\d*>)*:?)"
)
SIGNS = re.compile(r"\d+|[()\[\]]")
NUMBERING = re.compile(r"(?:\d+\.)*\d+[.)]?\s+")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
MAX_DOUBLE_CHARACTERS = 120  # of a line such as a title; a sentence has other slashes
MIN_ALTERNATIONS = 3  # of lines in two languages; fewer may be chance
MIN_SHARE = 0.6  # of the lines of a kind in the notes' language that have their translation beside them
MIN_LENGTH_RATIO, MAX_LENGTH_RATIO = 0.3, 6.0  # of the lengths of a line and its translation
MIN_SHARED_MARKS, MAX_LOST_MARKS = 0.5, 1  # of the code, numbers and words in Latin letters


def pair_lines(note: Source, languages: LanguagePair) -> tuple[ParallelText, ...]:
    """Return the texts of a note whose translation stands on the same line or on the line beside."""
    if LANGUAGES[languages.source].letters == LANGUAGES[languages.target].letters:
        return ()
    blocks = read_blocks(note, languages.source)
    return (*pair_halves(blocks, note.path, languages), *pair_neighbours(blocks, note.path, languages))


def name_kind(block: Block) -> str:
    """Return what blocks are told apart by; all headings are written alike."""
    return "heading" if block.level else block.kind


def pair_halves(blocks: Sequence[Block], path: str, languages: LanguagePair) -> Iterator[ParallelText]:
    """Yield the lines that say the same in both languages, with a sign between, if most lines of their kinds do.

    That is looked for in all kinds together that have such lines, and in each by itself.
    """
    lines = [*split_lines(blocks, languages)]
    counts = Counter(name_kind(block) for block, *_ in lines)
    halves = Counter(name_kind(block) for block, _, half in lines if half is not None)
    kinds = {kind for kind, count in halves.items() if is_rule(count, counts[kind])}
    if is_rule(halves.total(), sum(counts[kind] for kind in halves)):
        kinds = {*halves}
    for block, text, half in lines:
        if half is not None and name_kind(block) in kinds:
            place = Place(path, block.line)
            yield from (
                ParallelText(form, other, place, place) for form, other in list_forms(block, text, half).items()
            )


def split_lines(blocks: Iterable[Block], languages: LanguagePair) -> Iterator[tuple[Block, str, str | None]]:
    """Yield each line in the notes' language with its half in the other one, if it has both."""
    for block in blocks:
        for text in block.texts:
            if has_letters_of(text, languages.source):
                yield block, text, split_double(text, languages)


def is_rule(count: int, all_count: int) -> bool:
    """Return whether so many lines of all of a kind have their translation beside them that it is no chance."""
    return count >= MIN_ALTERNATIONS and count >= MIN_SHARE * all_count


def split_double(text: str, languages: LanguagePair) -> str | None:
    """Return the half of a text that is in the other language, None if its halves do not say the same.

    A number before both halves belongs to each.
    """
    number = NUMBERING.match(text)
    rest = text[number.end() :] if number else text
    match = DOUBLE.fullmatch(rest) if len(text) <= MAX_DOUBLE_CHARACTERS else None
    halves = (match["first"], match["second"]) if match else ()
    own = [half for half in halves if has_letters_of(read_words(half), languages.source)]
    others = [half for half in halves if is_only_in(half, languages.target, languages.source)]
    if not (match and own and others) or not says_same(own[0], others[0]):
        return None
    return f"{number[0] if number else ''}{match['before']}{others[0]}{match['after']}"


def says_same(text: str, translation: str) -> bool:
    """Return whether a line may be the translation of another: its numbers, brackets and words in Latin letters are."""
    words, other_words = (set(LATIN_WORD.findall(half.casefold())) for half in (text, translation))
    return list_signs(text) == list_signs(translation) and words <= other_words


def list_signs(text: str) -> list[str]:
    """Return the numbers and brackets of a text."""
    return SIGNS.findall(text)


def is_only_in(text: str, language: str, other: str) -> bool:
    """Return whether a text has letters of one language and none of the other."""
    words = read_words(text)
    return has_letters_of(words, language) and not has_letters_of(words, other)


def pair_neighbours(blocks: Sequence[Block], path: str, languages: LanguagePair) -> Iterator[ParallelText]:
    """Yield the lines whose translation is always the block before, or always the one after, for each kind of lines."""
    counts = Counter(name_kind(block) for block in blocks if is_own_line(block, languages))
    sides = [[*list_neighbours(blocks, languages, is_first=is_first)] for is_first in (True, False)]
    for kind, count in counts.items():
        before, after = ([pair for pair in side if name_kind(pair[0]) == kind] for side in sides)
        best = max(before, after, key=len)
        if len(before) != len(after) and is_rule(len(best), count):
            yield from chain.from_iterable(pair_blocks(*pair, path, languages) for pair in best)


def pair_blocks(block: Block, other: Block, path: str, languages: LanguagePair) -> Iterator[ParallelText]:
    """Yield the text of a line with that of another one, in each form that cards have."""
    place, other_place = Place(path, block.line), Place(path, other.line)
    for text, translation in list_forms(block, block.texts[0], other.texts[0]).items():
        yield ParallelText(text, translation, place, other_place, find_reason(text, translation, languages))


def is_own_line(block: Block, languages: LanguagePair) -> bool:
    """Return whether a block is one line in the notes' language without its translation on the same line."""
    is_own = is_single(block) and has_letters_of(block.texts[0], languages.source)
    return is_own and split_double(block.texts[0], languages) is None


def list_neighbours(
    blocks: Sequence[Block], languages: LanguagePair, *, is_first: bool
) -> Iterator[tuple[Block, Block]]:
    """Yield each line in the notes' language with its neighbour in the other one: the line above if that `is_first`."""
    for above, below in pairwise(blocks):
        block, other = (below, above) if is_first else (above, below)
        if is_like(block, other) and is_only_in(other.texts[0], languages.target, languages.source):
            yield from [(block, other)] if has_letters_of(read_words(block.texts[0]), languages.source) else []


def is_cell(block: Block) -> bool:
    """Return whether a block is a cell of a table: its neighbour says something else about the same."""
    return block.kind.endswith(("/td", "/th"))


def is_single(block: Block) -> bool:
    """Return whether a block is one line of text."""
    return len(block.texts) == 1


def is_like(block: Block, other: Block) -> bool:
    """Return whether two neighbouring blocks may say the same in two languages."""
    is_same = block.kind == other.kind and is_single(block) and is_single(other) and not is_cell(block)
    is_as_long = MIN_LENGTH_RATIO <= other.length / max(block.length, 1) <= MAX_LENGTH_RATIO
    lost = len(block.marks - other.marks)
    return is_same and is_as_long and (lost <= MAX_LOST_MARKS or lost <= (1 - MIN_SHARED_MARKS) * len(block.marks))
