"""A card as the texts of an Anki note's fields; pure functions from text to text."""

from __future__ import annotations

import html
import re

from notedeck.model import Card
from notedeck.util.html import LINE_ATTRIBUTE, strip_tags

SEPARATOR = " › "
# A start tag. An attribute's quoted value may hold ">"; a quote left open runs to the end, so that this stays linear.
TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*+>?""")
LINE = re.compile(
    rf"""("[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|(?<!\s)\s+{LINE_ATTRIBUTE}(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=[\s/>])""",
    re.IGNORECASE,
)
DETAILS = re.compile(r"<details(?=[\s>])", re.IGNORECASE)
OPEN = re.compile(r"\sopen(?=[\s=>])", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
# U+001F parts the fields in Anki's database: one inside a field makes the whole import fail. The others are no text.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
# Anki would play or read aloud what follows, or set it with LaTeX.
COMMAND = re.compile(r"\[(?=(?:sound|anki):|/?(?:latex|\$\$?)\])", re.IGNORECASE)
VISIBLE_TAG = re.compile(r"<(?:img|svg|hr|input|audio|video|object)\b", re.IGNORECASE)
TAG_BREAK = re.compile(r"[\s\x00-\x20\x7f\u3000\"]+")


def strip_lines(text: str) -> str:
    """HTML without its `data-line` attributes; the same words in text or inside another attribute's value stay."""
    if LINE_ATTRIBUTE not in text.lower():
        return text
    return TAG.sub(lambda tag: LINE.sub(lambda found: found[1] or "", tag[0]), text)


def open_details(text: str) -> str:
    """HTML whose <details> are open: on an answer there is nothing left to hide."""
    return TAG.sub(lambda tag: opened(tag[0]), text) if "<details" in text.lower() else text


def opened(tag: str) -> str:
    """One start tag; that of a closed <details> with `open`."""
    closed = DETAILS.match(tag) and not OPEN.search(QUOTED.sub("", tag))
    return DETAILS.sub("<details open", tag, count=1) if closed else tag


def clean(text: str) -> str:
    """Text that every Anki can store and shows as written.

    Without control characters but tab and newline, halves of a surrogate pair, and Anki's commands such as `[sound:…]`.
    """
    plain = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return COMMAND.sub("&#91;", SURROGATE.sub("\ufffd", plain))


def is_blank(text: str) -> bool:
    """Whether HTML shows nothing at all."""
    return not VISIBLE_TAG.search(text) and not strip_tags(text).strip()


def front_of(card: Card) -> str:
    """The front in HTML; never blank, as Anki takes no note without one: then the title, else the place."""
    for text in (
        clean(strip_lines(card.front)),
        clean(html.escape(card.key.title)),
        clean(html.escape(str(card.place))),
    ):
        if not is_blank(text):
            return text
    return "?"


def format_breadcrumb(titles: tuple[str, ...]) -> str:
    """The plain titles above a card as one line of HTML."""
    return SEPARATOR.join(clean(html.escape(title)) for title in titles)


def tag_of(text: str) -> str:
    """A tag in Anki's sense: any run of white space would split it in two (U+3000 as well), so it becomes "_"."""
    return TAG_BREAK.sub(" ", clean(text)).strip().replace(" ", "_")


def tags_of(card: Card) -> tuple[str, ...]:
    """The card's tags, each once, in their order."""
    return tuple(dict.fromkeys(tag for tag in map(tag_of, card.tags) if tag))


def asked(card: Card) -> int:
    """How many cards Anki makes of the note."""
    return len(card.clozes) or (1 if is_blank(fields_of(card)["Reverse"]) else 2)


def fields_of(card: Card) -> dict[str, str]:
    """What the card fills of the note type's fields, by name; those left out are empty."""
    return {
        "Front": front_of(card),
        "Back": clean(open_details(strip_lines(card.back))),
        "Breadcrumb": format_breadcrumb(card.breadcrumb),
        "Source": clean(html.escape(str(card.place))),
        "FrontTranslation": clean(card.front_translation),
        "BackTranslation": clean(strip_lines(card.back_translation)),
        "BreadcrumbTranslation": clean(card.breadcrumb_translation),
        "Reverse": clean(open_details(strip_lines(card.back)) if card.reversed else card.reverse),
        "SpeechFront": card.speech_front,
        "SpeechBack": card.speech_back,
        "Layout": " ".join(filter(None, (card.layout, "reversed" if card.reversed else ""))),
    }
