"""The blocks of a note in order, as an alignment with the note's translation compares them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bs4 import Tag
from bs4.element import PageElement

from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.model import Source, Value
from notedeck.source.twins import list_marks, remove_marks
from notedeck.translation.segments.runs import UNTRANSLATED_BLOCKS, Run, is_block, split_runs
from notedeck.translation.segments.tokens import Kind, list_tokens, read_words
from notedeck.util.soup import find_line, parse_html

HEADING = re.compile(r"h[1-6]")
MARK = re.compile(r"[A-Za-z][A-Za-z0-9+#.-]*[A-Za-z0-9+#]|\d+(?:[.,]\d+)*")
ADDRESSES = ("href", "src")
MAX_DEPTH = 4  # of the names in a kind


class Block(Value, frozen=True):
    """A block of a note: the runs of its text as the memory writes them, its `kind`, such as `ul/li`, and its line.

    A translation usually keeps the `marks`, which are code, formulas, numbers and words in Latin letters, and the
    `addresses` of links and pictures. `length` is that of the words, in characters.
    """

    kind: str
    texts: tuple[str, ...]
    line: int
    marks: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    length: int = 0

    @property
    def level(self) -> int:
        """The level of a heading, 0 for other blocks."""
        return int(self.kind[1]) if HEADING.fullmatch(self.kind) else 0


def read_blocks(note: Source, language: str) -> tuple[Block, ...]:
    """Return the blocks of a note that is in this language, in the order of the text."""
    markup, _ = mark_formulas(convert_markdown(note.text, note.first_line, note.line_numbers), note.macros)
    return tuple(list_blocks(parse_html(markup), (), language))


def list_blocks(parent: Tag, names: tuple[str, ...], language: str) -> Iterator[Block]:
    """Yield the blocks in an element that is in elements with these names."""
    inline: list[PageElement] = []
    for child in [*parent.children]:
        if not (isinstance(child, Tag) and is_block(child)):
            inline.append(child)
            continue
        yield from create_block(parent, names, inline, language)
        inline = []
        if child.name in UNTRANSLATED_BLOCKS:
            yield Block(child.name, (), find_line(child), frozenset({child.get_text()}))
        else:
            yield from list_blocks(child, (*names, child.name)[-MAX_DEPTH:], language)
    yield from create_block(parent, names, inline, language)


def create_block(parent: Tag, names: Iterable[str], inline: list[PageElement], language: str) -> Iterator[Block]:
    """Yield the block of neighbouring inline nodes, if they have words."""
    runs = [*split_runs(parent, inline, language)]
    if runs:
        words = " ".join(read_words(run.text) for run in runs)
        yield Block(
            kind="/".join(names) or "p",
            texts=tuple(run.text for run in runs),
            line=find_line(parent),
            marks=frozenset((*chain.from_iterable(map(list_verbatim, runs)), *list_kept_words(words))),
            addresses=frozenset(chain.from_iterable(map(list_addresses, runs))),
            length=len(words),
        )


def list_verbatim(run: Run) -> Iterator[str]:
    """Yield the code and formulas in a run."""
    yield from (token.text for token in list_tokens(run.text) if token.kind is Kind.VERBATIM)


def list_addresses(run: Run) -> Iterator[str]:
    """Yield the addresses in a run, without those within the note, which are made of its titles."""
    for tag in run.tags.values():
        addresses = (str(tag[name]) for name in ADDRESSES if tag.get(name))
        yield from (drop_language(address) for address in addresses if address[0] != "#")


def drop_language(address: str) -> str:
    """Return an address without the languages that it names: a translation links to translations."""
    parts = address.split("/")
    return remove_marks(parts, [*list_marks(parts)])


def list_kept_words(words: str) -> Iterator[str]:
    """Yield the numbers, and the words in Latin letters."""
    yield from (match[0].casefold() for match in MARK.finditer(words))
