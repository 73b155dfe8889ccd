"""A side of a card in the other language: as a copy, or with a translation below each block."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bs4 import Tag
from bs4.element import PageElement

from notedeck.config.languages import LanguagePair, has_letters_of
from notedeck.model import Value
from notedeck.translation.layout.columns import has_only_blocks, leave_out
from notedeck.translation.segments.pictures import Picture, find_pictures
from notedeck.translation.segments.runs import BLOCKS, Run, find_runs, render_run
from notedeck.translation.segments.tokens import read_words, unescape_words
from notedeck.util.soup import create_tag, find_ancestor, inner_html, parse_html

Translate = Callable[[str], str]  # from a msgid to its translation, "" without one
TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})  # contain nothing but one run
LANGUAGE_FREE = ("pre", "video", "audio", "img", "hr")  # the same in every language: a copy leaves them out
PICTURE_HOLDERS = ["p", "li", "td"]
TEXT_HOLDERS = ["p", "li", "td", "th", "dd"]


class TranslatedSide(Value, frozen=True):
    """The HTML of a side, and how many of its blocks, and descriptions of pictures, are translated.

    `is_aligned` is whether its blocks can stand beside those of the original, one by one.
    """

    html: str
    translated_blocks: int
    all_blocks: int
    descriptions: int = 0
    is_aligned: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the side is translated."""
        return not (self.translated_blocks or self.descriptions)

    @property
    def is_complete(self) -> bool:
        """Whether there is something to translate and all of it is translated."""
        return 0 < self.all_blocks == self.translated_blocks


def copy_side(
    markup: str, translate: Translate, pair: LanguagePair, title: str = "", *, keeps_places: bool = False
) -> TranslatedSide:
    """Return a copy of a side; a block of which a part has no translation stays in the source language.

    `title` is that of the card; a picture that repeats it needs no description. With `keeps_places`, an empty block
    stands where a block without words is left out.
    """
    body = parse_html(markup)
    is_aligned = keeps_places and has_only_blocks(body)
    descriptions = sum(replace_description(picture, translate) for picture in find_pictures(body, pair.source, title))
    groups = find_runs(body, pair.source)
    count = sum(replace_words(group, translate, pair) for group in groups)
    for tag in body.find_all(LANGUAGE_FREE):
        if not tag.decomposed and not is_inline_picture(tag):
            leave_out(tag, body, keeps_place=is_aligned)
    for tag in body.find_all(["p", "blockquote", "div"]):
        if not tag.decomposed and not tag.get_text(strip=True) and not tag.find("img"):
            leave_out(tag, body, keeps_place=is_aligned)
    return TranslatedSide(inner_html(body), count, len(groups), descriptions, is_aligned)


def interleave_side(markup: str, translate: Translate, pair: LanguagePair, title: str = "") -> TranslatedSide:
    """Return a side with its translation below each block; `title` is that of the card."""
    body = parse_html(markup)
    groups, pictures = find_runs(body, pair.source), [*find_pictures(body, pair.source, title)]
    count = sum(append_translation(group, translate, pair) for group in groups)
    descriptions = sum(append_description(picture, translate, pair) for picture in pictures)
    return TranslatedSide(inner_html(body), count, len(groups), descriptions)


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
    text = "<br>".join(html for _, html in translations)
    insert_translation(text, group[0].holder, group[-1].nodes[-1], pair)
    return True


def insert_translation(text: str, holder: Tag, last: PageElement, pair: LanguagePair) -> None:
    """Insert the translation of a block as HTML: below the block that is its `holder`, or after its `last` node."""
    block = parse_html(f'<div class="translation" lang="{pair.target}">{text}</div>').div
    assert block is not None
    (holder if holder.name in TEXT_BLOCKS else last).insert_after(block)


def replace_description(picture: Picture, translate: Translate) -> bool:
    """Translate the description of a picture among words; instead of one that stands alone, show its description."""
    text = unescape_words(translate(picture.text))
    if text and stands_alone(picture.tag):
        picture.tag.replace_with(create_tag("em", text, {}))
    elif text:
        picture.tag["alt"] = text
    return bool(text)


def append_description(picture: Picture, translate: Translate, pair: LanguagePair) -> bool:
    """Insert the translated description of a picture that stands alone below it."""
    text = unescape_words(translate(picture.text))
    if not text or not stands_alone(picture.tag):
        return False
    holder = find_ancestor(picture.tag, BLOCKS)
    insert_translation(f"<em>{escape(text, quote=False)}</em>", holder or picture.tag, picture.tag, pair)
    return True


def stands_alone(tag: Tag) -> bool:
    """Return whether the block of a picture has no words."""
    block = find_ancestor(tag, {*BLOCKS, "body"})
    return block is None or not block.get_text(strip=True)
