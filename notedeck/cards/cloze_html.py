"""The cloze deletions in the HTML of a back: found, and numbered as Anki writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.cards.clozes import CLOZE_ATTRIBUTE, ClozeDeletion
from notedeck.util.soup import FORMATTER, find_ancestor, parse_html, read_visible_text

CLOZE_SELECTOR = f"[{CLOZE_ATTRIBUTE}]"
TERM_SELECTOR = f'[{CLOZE_ATTRIBUTE}=""]'  # not where its text stands again
MAX_SENTENCE_CHARACTERS = 2_000  # of a sentence that identifies its cloze deletions
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "blockquote", "div", "summary", "body")
INNER_BLOCKS = ("ul", "ol", "pre", "table", "blockquote")  # inside a block, but no part of its sentence
OPEN, CLOSE = "\ue010", "\ue011"  # placeholders for Anki's braces while the braces of the text are escaped
DELETION = re.compile(rf"{OPEN}(\d+){OPEN}(.*?){CLOSE}", re.DOTALL)
ESCAPED_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


def list_deletions(back: str) -> tuple[ClozeDeletion, ...]:
    """Return the cloze deletions of a back in order, each text once."""
    deletions: dict[str, ClozeDeletion] = {}
    for block, tags in group_by_block(parse_html(back)).values():
        sentence = read_sentence(block)[:MAX_SENTENCE_CHARACTERS]
        for nth, tag in enumerate(tags):
            text = read_deletion(tag)
            deletions.setdefault(text, ClozeDeletion(text, f"{nth} {sentence}"))
    return tuple(deletions.values())


def group_by_block(body: Tag) -> dict[int, tuple[Tag, list[Tag]]]:
    """Return each block that has key terms in its sentence, with these elements, by the block's `id()`."""
    groups: dict[int, tuple[Tag, list[Tag]]] = {}
    for tag in body.select(TERM_SELECTOR):
        block = find_sentence_block(tag)
        groups.setdefault(id(block), (block, []))[1].append(tag)
    return groups


def find_sentence_block(tag: Tag) -> Tag:
    """Return the block that contains an element's sentence; for a table cell that is its row."""
    block = find_ancestor(tag, BLOCKS)
    row = block.parent if isinstance(block, Tag) and block.name in ("td", "th") else None
    result = row if isinstance(row, Tag) and row.name == "tr" else block
    assert isinstance(result, Tag)
    return result


def read_sentence(block: Tag) -> str:
    """Return the words of a block's own sentence, "_" for each cloze deletion."""
    return " ".join("".join(iterate_sentence_parts(block)).split())


def iterate_sentence_parts(node: PageElement) -> Iterator[str]:
    """Yield the text of a node without inner blocks, "_" for each cloze deletion."""
    if not isinstance(node, Tag):
        yield str(node) if type(node) is NavigableString else ""
        return
    for child in node.children:
        if isinstance(child, Tag) and child.get(CLOZE_ATTRIBUTE) == "":
            yield "_"
        elif not (isinstance(child, Tag) and child.name in INNER_BLOCKS):
            yield from iterate_sentence_parts(child)


def read_deletion(tag: Tag) -> str:
    """Return the text of a cloze deletion, by which deck.lock knows it; where it stands again, the attribute has it."""
    return unicodedata.normalize("NFC", str(tag.get(CLOZE_ATTRIBUTE) or "") or read_visible_text(tag))


def write_numbers(back: str, numbers: Mapping[str, int]) -> str:
    """Return a back with Anki's `{{cN::…}}` and with its own braces escaped."""
    body = parse_html(back)
    for tag in body.select(CLOZE_SELECTOR):
        number, is_repetition = numbers.get(read_deletion(tag)), tag[CLOZE_ATTRIBUTE] != ""
        del tag[CLOZE_ATTRIBUTE]
        if number:
            tag.insert_before(f"{OPEN}{number}{OPEN}")
            tag.insert_after(CLOSE)
        if is_repetition:
            tag.unwrap()
    escaped = body.decode_contents(formatter=FORMATTER).translate(ESCAPED_BRACES)
    return DELETION.sub(lambda match: "{{c" + match[1] + "::" + match[2].replace("::", "&#58;&#58;") + "}}", escaped)
