"""A side of a card in the other language: as a copy of its own, or each block followed by its translation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bs4 import Tag

from notedeck.config.languages import LanguagePair, has_letters_of
from notedeck.translation.segments.runs import Run, restored, runs
from notedeck.translation.segments.tokens import words
from notedeck.util.html import inner_html, parse_html

Choose = Callable[[str], str]  # from a source to its translation, "" without one
LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})  # blocks that hold nothing but one run
SILENT = ("pre", "video", "audio", "img", "hr")  # the same in every language: the copy leaves them out


@dataclass(frozen=True, slots=True)
class Copy:
    """A side in the other language, and how many of its blocks are translated, of how many."""

    html: str
    done: int
    all: int


def copied(markup: str, choose: Choose, language: LanguagePair) -> Copy:
    """The side with every block translated for which all is at hand; other blocks stay in the source language."""
    body = parse_html(markup)
    groups = runs(body, language.source)
    done = sum(replace(group, choose, language) for group in groups)
    for tag in body.find_all(SILENT):
        if not tag.decomposed and not (
            tag.name == "img" and tag.find_parent(["p", "li", "td"]) is not None and beside(tag)
        ):
            tag.decompose()
    for tag in body.find_all(["p", "li", "td", "blockquote", "div"]):
        if (
            not tag.decomposed
            and tag.name in ("p", "blockquote", "div")
            and not tag.get_text(strip=True)
            and not tag.find("img")
        ):
            tag.decompose()
    return Copy(inner_html(body), done, len(groups))


def interleaved(markup: str, choose: Choose, language: LanguagePair) -> Copy:
    """The side as it is, each translated block followed by its translation."""
    body = parse_html(markup)
    groups = runs(body, language.source)
    done = sum(follow(group, choose, language) for group in groups)
    return Copy(inner_html(body), done, len(groups))


def beside(picture: Tag) -> bool:
    """Whether a picture stands among words."""
    block = picture.find_parent(["p", "li", "td", "th", "dd"])
    return block is not None and bool(block.get_text(strip=True))


def translations(group: list[Run], choose: Choose, language: LanguagePair) -> list[tuple[Run, str]] | None:
    """Each run of a block with its translation as HTML, None unless all of them have one."""
    rows = []
    for run in group:
        text = choose(run.text) if has_letters_of(words(run.text), language.source) else run.text
        if not text:
            return None
        rows.append((run, restored(text, run)))
    return rows


def replace(group: list[Run], choose: Choose, language: LanguagePair) -> bool:
    """Put the translations in the place of a block's words."""
    rows = translations(group, choose, language)
    for run, text in rows or ():
        run.nodes[0].insert_before(*list(parse_html(text).children))
        for node in run.nodes:
            node.extract()
    return rows is not None


def follow(group: list[Run], choose: Choose, language: LanguagePair) -> bool:
    """Put the translations after a block's words."""
    rows = translations(group, choose, language)
    if rows is None:
        return False
    holder, last = group[0].holder, group[-1].nodes[-1]
    text = "<br>".join(html for _, html in rows)
    within = f'<div class="translation" lang="{language.target}">{text}</div>'
    new = parse_html(within).div
    assert new is not None
    (holder if holder.name in LINES else last).insert_after(new)
    return True
