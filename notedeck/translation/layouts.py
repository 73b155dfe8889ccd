"""How the other language stands on a card: from what is translated to the card's fields."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace

from notedeck.fields import SEPARATOR
from notedeck.model import Card
from notedeck.settings import Layout, Settings
from notedeck.translation.copies import Choose, Language, copied, interleaved
from notedeck.translation.languages import KNOWN, is_in
from notedeck.translation.runs import plain_text
from notedeck.translation.tokens import unescaped, words

Lookup = Mapping[tuple[str, str], str]


def translated(cards: tuple[Card, ...], lookup: Lookup, settings: Settings) -> tuple[Card, ...]:
    """The cards with all that the memory has for them; a card of which nothing is translated stays as it is."""
    if settings.layout is Layout.OFF or not lookup:
        return cards
    pair = Language(settings.language, settings.translate_to[0])
    return tuple(with_translation(card, lookup, pair, settings) if card.translate else card for card in cards)


def with_translation(card: Card, lookup: Lookup, pair: Language, settings: Settings) -> Card:
    """One card."""

    def choose(msgid: str) -> str:
        return lookup.get((card.key.path, msgid)) or lookup.get(("", msgid), "")

    front = title(card.front, choose, pair)
    back = answer(card.back, choose, pair, settings.layout)
    trail = above(card.trail, choose, pair)
    if not (front or back):
        return card
    return replace(
        card,
        front=f'<span lang="{pair.source}">{card.front}</span>',
        back=f'<div lang="{pair.source}">{card.back}</div>' if card.back else "",
        front_translation=front and f'<span lang="{pair.target}">{front}</span>',
        back_translation=back,
        trail_translation=trail and f'<span lang="{pair.target}">{trail}</span>',
        reverse=f'<span lang="{pair.target}">{front}</span>' if settings.reverse and front else "",
        layout=settings.layout.value,
    )


def title(markup: str, choose: Choose, pair: Language) -> str:
    """A front in the other language, "" unless all of it is translated."""
    copy = copied(markup, choose, pair)
    return copy.html if copy.all and copy.done == copy.all else ""


def answer(markup: str, choose: Choose, pair: Language, layout: Layout) -> str:
    """A back in the other language, as the layout wants it; "" if nothing of it is translated."""
    if layout is Layout.BELOW:
        copy = interleaved(markup, choose, pair)
        return f'<div lang="{pair.source}">{copy.html}</div>' if copy.done else ""
    copy = copied(markup, choose, pair)
    if not copy.done:
        return ""
    text = f'<div lang="{pair.target}">{copy.html}</div>'
    name = html.escape(KNOWN[pair.target].name)
    return (
        f'<details class="reveal"><summary lang="{pair.target}">{name}</summary>{text}</details>'
        if (layout is Layout.REVEAL)
        else text
    )


def above(trail: tuple[str, ...], choose: Choose, pair: Language) -> str:
    """The titles above in the other language, "" unless all that need it are translated."""
    rows = []
    for source in map(plain_text, trail):
        needed = is_in(words(source), pair.source)
        text = choose(source) if needed else source
        if not text:
            return ""
        rows.append(html.escape(unescaped(text), quote=False))
    changed = any(is_in(words(plain_text(one)), pair.source) for one in trail)
    return SEPARATOR.join(rows) if changed else ""
