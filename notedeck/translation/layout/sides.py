"""A side of a card in the other language: as a copy, or with a translation below each block."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

from notedeck.config.languages import LanguagePair, has_letters_of
from notedeck.model import Value
from notedeck.translation.segments.runs import Run, find_runs, render_run
from notedeck.translation.segments.tokens import read_words
from notedeck.util.soup import inner_html, parse_html

Translate = Callable[[str], str]  # from a msgid to its translation, "" without one
TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})  # contain nothing but one run
LANGUAGE_FREE = ("pre", "video", "audio", "img", "hr")  # the same in every language: a copy leaves them out
PICTURE_HOLDERS = ["p", "li", "td"]
TEXT_HOLDERS = ["p", "li", "td", "th", "dd"]


class TranslatedSide(Value, frozen=True):
    """The HTML of a side, and how many of its blocks are translated."""

    html: str
    translated_blocks: int
    all_blocks: int

    @property
    def is_complete(self) -> bool:
        """Whether there is something to translate and all of it is translated."""
        return 0 < self.all_blocks == self.translated_blocks


def copy_side(markup: str, translate: Translate, pair: LanguagePair) -> TranslatedSide:
    """Return a copy of a side; a block of which a part has no translation stays in the source language."""
    body = parse_html(markup)
    groups = find_runs(body, pair.source)
    count = sum(replace_words(group, translate, pair) for group in groups)
    for tag in body.find_all(LANGUAGE_FREE):
        if not tag.decomposed and not is_inline_picture(tag):
            tag.decompose()
    for tag in body.find_all(["p", "blockquote", "div"]):
        if not tag.decomposed and not tag.get_text(strip=True) and not tag.find("img"):
            tag.decompose()
    return TranslatedSide(inner_html(body), count, len(groups))


def interleave_side(markup: str, translate: Translate, pair: LanguagePair) -> TranslatedSide:
    """Return a side with its translation below each block."""
    body = parse_html(markup)
    groups = find_runs(body, pair.source)
    count = sum(append_translation(group, translate, pair) for group in groups)
    return TranslatedSide(inner_html(body), count, len(groups))


def is_inline_picture(tag: Tag) -> bool:
    """Return whether an element is a picture in a block that has words, too."""
    if tag.name != "img" or tag.find_parent(PICTURE_HOLDERS) is None:
        return False
    block = tag.find_parent(TEXT_HOLDERS)
    return block is not None and bool(block.get_text(strip=True))


def translate_group(group: list[Run], translate: Translate, pair: LanguagePair) -> list[tuple[Run, str]] | None:
    """Return each run of a block with its translation as HTML, None if one has no translation."""
    translations = []
    for run in group:
        text = translate(run.text) if has_letters_of(read_words(run.text), pair.source) else run.text
        if not text:
            return None
        translations.append((run, render_run(text, run)))
    return translations


def replace_words(group: list[Run], translate: Translate, pair: LanguagePair) -> bool:
    """Replace the words of a block by their translation, and return whether there is one."""
    translations = translate_group(group, translate, pair)
    for run, text in translations or ():
        run.nodes[0].insert_before(*list(parse_html(text).children))
        for node in run.nodes:
            node.extract()
    return translations is not None


def append_translation(group: list[Run], translate: Translate, pair: LanguagePair) -> bool:
    """Insert the translation after the words of a block, and return whether there is one."""
    translations = translate_group(group, translate, pair)
    if translations is None:
        return False
    holder, last = group[0].holder, group[-1].nodes[-1]
    text = "<br>".join(html for _, html in translations)
    block = parse_html(f'<div class="translation" lang="{pair.target}">{text}</div>').div
    assert block is not None
    (holder if holder.name in TEXT_BLOCKS else last).insert_after(block)
    return True
