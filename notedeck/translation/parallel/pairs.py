"""The texts of a note with the translations that people wrote beside it, and those whose translation is unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.config.languages import LANGUAGES, LATIN, LanguagePair, has_letters_of
from notedeck.messages import NO_MESSAGE, Message, format_count
from notedeck.model import Place, Source, Value
from notedeck.translation.parallel.align import Pair, align_notes
from notedeck.translation.parallel.blocks import Block, read_blocks
from notedeck.translation.segments.runs import format_title
from notedeck.translation.segments.tokens import (
    Kind,
    Token,
    escape_words,
    find_damage,
    list_tokens,
    read_words,
    split_tokens,
    unescape_words,
)

MAX_SOURCE_SHARE = 0.5  # of the letters of a translation: terms and names may stay as they are
LINK = re.compile(r"</?a\d+>")
LONG_WORD = re.compile(r"[^\W\d_]{4}")
CODE = "<code>"
WITHOUT_COUNTERPART = Message("nothing stands in its place")


class ParallelText(Value, frozen=True):
    """A text and its translation as the memory writes them; `reason` is a clause that says why it cannot be used.

    `place` is that of the text, `other` that of the translation, with line 0 if there is none.
    """

    msgid: str
    msgstr: str
    place: Place
    other: Place
    reason: Message = NO_MESSAGE


def pair_notes(note: Source, translation: Source, languages: LanguagePair) -> tuple[ParallelText, ...]:
    """Return the texts of a note with those of its translation, in order; last come those without one."""
    blocks, others = read_blocks(note, languages.source), read_blocks(translation, languages.target)
    pairs, single = align_notes(blocks, others)
    texts = [text for pair in pairs for text in pair_texts(pair, note.path, translation.path, languages)]
    for block in single:
        place, other = Place(note.path, block.line), Place(translation.path)
        texts += (ParallelText(text, "", place, other, WITHOUT_COUNTERPART) for text in list_own(block, languages))
    return tuple(texts)


def list_own(block: Block, languages: LanguagePair) -> Iterator[str]:
    """Yield the texts of a block that are to be translated."""
    yield from (text for text in block.texts if has_letters_of(read_words(text), languages.source))


def pair_texts(pair: Pair, path: str, other_path: str, languages: LanguagePair) -> Iterator[ParallelText]:
    """Yield the texts of a pair of blocks that are to be translated, in every form that they may have on a card."""
    texts, others = pair.block.texts, pair.other.texts
    place, other_place = Place(path, pair.block.line), Place(other_path, pair.other.line)
    if len(texts) != len(others):
        lines = format_count(len(texts), "line")
        reason = Message("it has {lines}, and its translation {count}", lines=lines, count=len(others))
        for text in list_own(pair.block, languages):
            yield ParallelText(text, "", place, other_place, reason)
        return
    for text, original in zip(texts, others, strict=True):
        if has_letters_of(read_words(text), languages.source):
            for form, other in list_forms(pair.block, text, original).items():
                yield ParallelText(form, other, place, other_place, find_reason(form, other, languages))


def list_forms(block: Block, text: str, translation: str) -> dict[str, str]:
    """Return the translation of a text of a block in each form that cards have of it."""
    other = adapt_marks(text, translation)
    forms = {text: other, drop_links(text): drop_links(other)}  # links to other notes are no links on cards
    return forms | ({read_title(text): read_title(other)} if block.level else {})


def adapt_marks(text: str, translation: str) -> str:
    """Return a translation with the emphasis of the text.

    A text may emphasise words of its language as code, which only in another language looks like code. Emphasis that
    the text does not have is dropped.
    """
    tokens = list_tokens(text)
    names, codes = {token.name for token in tokens}, {token.text for token in tokens if token.kind is Kind.VERBATIM}
    parts = []
    for part in split_tokens(translation):
        if isinstance(part, str):
            parts.append(part)
        elif part.kind is Kind.VERBATIM and "c" in names and part.text not in codes and part.text.startswith(CODE):
            parts.append(f"<c>{escape_words(read_plain(part))}</c>")
        elif part.is_required or part.name in names:
            parts.append(part.text)
    return "".join(parts)


def drop_links(text: str) -> str:
    """Return a text in which what was a link is only words."""
    return LINK.sub("", text)


def read_title(text: str) -> str:
    """Return the text of a heading without its tokens, as the titles of cards and breadcrumbs are."""
    return format_title("".join(map(read_plain, split_tokens(text))))


def read_plain(part: str | Token) -> str:
    """Return the words of a part of a text."""
    if isinstance(part, str):
        return unescape_words(part)
    return part.text.partition(">")[2].rpartition("<")[0]


def find_reason(text: str, translation: str, languages: LanguagePair) -> Message:
    """Return why a translation cannot be used, as a clause for people, "" if it can."""
    if not translation.strip():
        return WITHOUT_COUNTERPART
    if is_untranslated(text, translation, languages):
        return Message("it is in {name} there as well", name=LANGUAGES[languages.source].name)
    return find_damage(text, translation)


def is_untranslated(text: str, translation: str, languages: LanguagePair) -> bool:
    """Return whether what stands in the place of a translation is in the language of the text."""
    own, other = LANGUAGES[languages.source].letters, LANGUAGES[languages.target].letters
    words = read_words(translation)
    if own == other:
        return read_words(text) == words and " " in words.strip()
    if own == LATIN and text == translation and not LONG_WORD.search(words):
        return False  # such as "O(n)", which is the same in every language
    count = len(re.findall(own, words))
    return count > MAX_SOURCE_SHARE * (count + len(re.findall(other, words)))
