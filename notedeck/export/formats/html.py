"""A sheet for paper: fronts on the left, backs on the right, with the style sheet of the cards."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from string import Template

from notedeck.export.cards import ExportedCard, ExportedDeck, Pictures
from notedeck.preview.mathml import convert_formulas
from notedeck.util.resources import read_resource

SUFFIX = ".html"
NAME_END = "-print"  # the preview has the name of the deck
ENCODING = "utf-8"
PICTURES = Pictures.INSIDE
START = '<!doctype html>\n<html class="notedeck-sheet"'
PACKAGE = "notedeck.export"
MEDIA = re.compile(r'(?P<start>\b(?:src|data)=")(?P<name>[^"]*)(?=")')
SOUND = re.compile(r"\[sound:[^\]]*\]")  # only Anki plays it
DETAILS = re.compile(r"<details(?![^>]*\sopen\b)")


def format_cards(deck: ExportedDeck) -> str:
    """Return the text of a file."""
    values = {
        "start": START,
        "language": html.escape(deck.language),
        "title": html.escape(deck.name),
        "css": deck.css.replace("</", "<\\/") + read_resource(PACKAGE, "sheet.css"),
        "decks": "\n".join(list_decks(deck)),
    }
    return Template(read_resource(PACKAGE, "sheet.html")).substitute(values)


def list_decks(deck: ExportedDeck) -> Iterator[str]:
    """Yield each deck with its cards."""
    for name, cards in groupby(deck.cards, key=lambda card: card.deck):
        yield f"<h2>{html.escape(name)}</h2>"
        yield from (format_card(card, deck.media_urls) for card in cards)


def format_card(card: ExportedCard, media_urls: Mapping[str, str]) -> str:
    """Return a card: what asks beside what answers, each with its translation below."""
    breadcrumb = f'<p class="breadcrumb">{html.escape(card.breadcrumb)}</p>' if card.breadcrumb else ""
    sides = (
        breadcrumb + "".join(format_side(side, media_urls) for side in texts)
        for breadcrumb, texts in (
            (breadcrumb, (card.front, card.front_translation)),
            ("", (card.back, card.back_translation)),
        )
    )
    front, back = sides
    return f'<article><div class="front">{front}</div><div class="back">{back}</div></article>'


def format_side(side: str, media_urls: Mapping[str, str]) -> str:
    """Return a side with formulas that need no script, open details, and the URLs of its pictures."""
    if not side:
        return ""
    shown = DETAILS.sub("<details open", SOUND.sub("", convert_formulas(side)))
    return f"<div>{MEDIA.sub(partial(locate_picture, media_urls), shown)}</div>"


def locate_picture(media_urls: Mapping[str, str], match: re.Match[str]) -> str:
    """Return an attribute with the URL of the media file that it names."""
    name = html.unescape(match["name"])
    return match["start"] + html.escape(media_urls.get(name, name))
