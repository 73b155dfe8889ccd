"""Lines of a note in two languages: `**Definition / 정의**`, or each line below its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from notedeck.config.languages import LANGUAGES, LanguagePair, has_letters_of
from notedeck.model import Place, Source
from notedeck.translation.parallel.blocks import Block, read_blocks
from notedeck.translation.parallel.pairs import ParallelText, find_reason
from notedeck.translation.segments.tokens import read_words

DOUBLE = re.compile(
    r"(?P<before>(?:<[a-z]+\d*>)*)(?P<first>[^<>/|·]+?)\s[/|·]\s(?P<second>[^<>/|·]+?)(?P<after>(?:</[a-z]+\d*>)*:?)"
)
SIGNS = re.compile(r"\d+|[()\[\]]")
MAX_DOUBLE_CHARACTERS = 80  # of a line such as a title; a sentence has other slashes
MIN_ALTERNATIONS = 3  # of lines in two languages; fewer may be chance
MIN_SHARE = 0.6  # of the lines in the notes' language that have their translation beside them
MIN_LENGTH_RATIO, MAX_LENGTH_RATIO = 0.3, 6.0  # of the lengths of a line and its translation


def pair_lines(note: Source, languages: LanguagePair) -> tuple[ParallelText, ...]:
    """Return the texts of a note whose translation stands on the same line or on the line beside."""
    if LANGUAGES[languages.source].letters == LANGUAGES[languages.target].letters:
        return ()
    blocks = read_blocks(note, languages.source)
    return (*pair_halves(blocks, note.path, languages), *pair_neighbours(blocks, note.path, languages))


def pair_halves(blocks: Sequence[Block], path: str, languages: LanguagePair) -> Iterator[ParallelText]:
    """Yield the lines that say the same in both languages, with a sign between, if most lines of their kinds do."""
    pairs = [(block, pair) for block in blocks for text in block.texts if (pair := split_double(text, languages))]
    kinds = {block.kind for block, _ in pairs}
    alike = [text for block in blocks if block.kind in kinds for text in block.texts]
    own = [text for text in alike if has_letters_of(text, languages.source)]
    if len(pairs) < MIN_ALTERNATIONS or len(pairs) < MIN_SHARE * len(own):
        return
    for block, (text, translation) in pairs:
        place = Place(path, block.line)
        yield ParallelText(text, translation, place, place)


def split_double(text: str, languages: LanguagePair) -> tuple[str, str] | None:
    """Return a text and the half of it that is in the other language, None if its halves do not say the same."""
    match = DOUBLE.fullmatch(text) if len(text) <= MAX_DOUBLE_CHARACTERS else None
    halves = (match["first"], match["second"]) if match else ()
    own = [half for half in halves if is_only_in(half, languages.source, languages.target)]
    others = [half for half in halves if is_only_in(half, languages.target, languages.source)]
    if not (match and own and others) or list_signs(own[0]) != list_signs(others[0]):
        return None
    return text, f"{match['before']}{others[0]}{match['after']}"


def list_signs(text: str) -> list[str]:
    """Return the numbers and brackets of a text."""
    return SIGNS.findall(text)


def is_only_in(text: str, language: str, other: str) -> bool:
    """Return whether a text has letters of one language and none of the other."""
    words = read_words(text)
    return has_letters_of(words, language) and not has_letters_of(words, other)


def pair_neighbours(blocks: Sequence[Block], path: str, languages: LanguagePair) -> Iterator[ParallelText]:
    """Yield the lines whose translation is always the block before, or always the one after."""
    own = [block for block in blocks if is_single(block) and has_letters_of(block.texts[0], languages.source)]
    sides = [[*list_neighbours(blocks, languages, is_first=is_first)] for is_first in (True, False)]
    best = max(sides, key=len)
    if len(best) < MIN_ALTERNATIONS or len(best) < MIN_SHARE * len(own) or len(sides[0]) == len(sides[1]):
        return
    for block, other in best:
        (text,), (translation,) = block.texts, other.texts
        reason = find_reason(text, translation, languages)
        yield ParallelText(text, translation, Place(path, block.line), Place(path, other.line), reason)


def list_neighbours(
    blocks: Sequence[Block], languages: LanguagePair, *, is_first: bool
) -> Iterator[tuple[Block, Block]]:
    """Yield each line in the notes' language with its neighbour in the other one: the line above if that `is_first`."""
    for above, below in pairwise(blocks):
        block, other = (below, above) if is_first else (above, below)
        if is_like(block, other) and is_only_in(other.texts[0], languages.target, languages.source):
            yield from [(block, other)] if has_letters_of(read_words(block.texts[0]), languages.source) else []


def is_single(block: Block) -> bool:
    """Return whether a block is one line of text."""
    return len(block.texts) == 1


def is_like(block: Block, other: Block) -> bool:
    """Return whether two neighbouring blocks may say the same in two languages."""
    is_same = block.kind == other.kind and is_single(block) and is_single(other)
    return is_same and MIN_LENGTH_RATIO <= other.length / max(block.length, 1) <= MAX_LENGTH_RATIO
