"""Gaps in the back of a cloze note: marked by the style, numbered by what deck.lock remembers, written as Anki does.

Anki knows the card of a gap by its number alone (`{{c3::…}}` is the third card of its note), so that a number may
never go to another gap: its reviews would go there, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.util.html import parse_html, visible_text

STYLE = "cloze"
MARK = "data-cloze"
MARKED = re.compile(rf'\s{MARK}="[^"]*"')
GREATEST = 499  # Anki makes no card for a higher number
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "blockquote", "div", "summary", "body")
INNER = ("ul", "ol", "pre", "table", "blockquote")  # blocks within a block, which are none of its sentence
OPEN, CLOSE = "\ue010", "\ue011"  # stand for Anki's marks while braces of the text are escaped
GAP = re.compile(rf"{OPEN}(\d+){OPEN}(.*?){CLOSE}", re.DOTALL)
BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


@dataclass(frozen=True, slots=True)
class Gap:
    """What is hidden, in plain text, and `place`: the sentence around it without its gaps, and which of them it is."""

    text: str
    place: str


def gaps(back: str) -> tuple[Gap, ...]:
    """The gaps of a back in order, each text once: Anki hides the gaps of one number together."""
    if MARK not in back:
        return ()
    rows: dict[str, Gap] = {}
    for block, marked in by_block(parse_html(back)).values():
        frame = sentence(block)
        for nth, tag in enumerate(marked):
            rows.setdefault(text_of(tag), Gap(text_of(tag), f"{nth} {frame}"))
    return tuple(rows.values())


def by_block(body: Tag) -> dict[int, tuple[Tag, list[Tag]]]:
    """The marked elements below the block in whose sentence they stand."""
    rows: dict[int, tuple[Tag, list[Tag]]] = {}
    for tag in body.select(f"[{MARK}]"):
        block = block_of(tag)
        rows.setdefault(id(block), (block, []))[1].append(tag)
    return rows


def block_of(tag: Tag) -> Tag:
    """The block in whose sentence an element stands; that of a cell is its whole row."""
    block = tag.find_parent(BLOCKS)
    row = block.parent if isinstance(block, Tag) and block.name in ("td", "th") else None
    found = row if isinstance(row, Tag) and row.name == "tr" else block
    assert isinstance(found, Tag)
    return found


def sentence(block: Tag) -> str:
    """The words of a block's own sentence, "_" for each gap."""
    return " ".join("".join(pieces(block)).split())


def pieces(node: PageElement) -> Iterator[str]:
    """The text of a node without gaps and inner blocks."""
    if not isinstance(node, Tag):
        yield str(node) if type(node) is NavigableString else ""
        return
    for child in node.children:
        if isinstance(child, Tag) and child.has_attr(MARK):
            yield "_"
        elif not (isinstance(child, Tag) and child.name in INNER):
            yield from pieces(child)


def text_of(tag: Tag) -> str:
    """A gap's text, by which it is known."""
    return unicodedata.normalize("NFC", visible_text(tag))


def numbered(back: str, numbers: Mapping[str, int]) -> str:
    """A back with Anki's marks; a gap without a number stays text.

    Braces of the text itself, and "::" in a gap, are written as entities: Anki would read them as marks and hints.
    """
    if MARK not in back:
        return back
    body = parse_html(back)
    for tag in body.select(f"[{MARK}]"):
        del tag[MARK]
        if number := numbers.get(text_of(tag)):
            tag.insert_before(f"{OPEN}{number}{OPEN}")
            tag.insert_after(CLOSE)
    plain = body.decode_contents(formatter="minimal").translate(BRACES)
    return GAP.sub(lambda gap: "{{c" + gap[1] + "::" + gap[2].replace("::", "&#58;&#58;") + "}}", plain)


def unmarked(markup: str) -> str:
    """HTML without our marks."""
    return MARKED.sub("", markup)
