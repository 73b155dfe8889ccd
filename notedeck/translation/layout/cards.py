"""How the other language stands on a card: from what is translated to the card's fields."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from notedeck.anki.fields import BREADCRUMB_SEPARATOR
from notedeck.cards.clozes import is_cloze, remove_marks
from notedeck.config.languages import LANGUAGES, LanguagePair, has_letters_of
from notedeck.config.settings import Layout, TranslationSettings
from notedeck.model import Card
from notedeck.translation.layout.sides import Choose, copied, interleaved
from notedeck.translation.segments.collect import all_texts
from notedeck.translation.segments.runs import plain_text
from notedeck.translation.segments.tokens import unescaped, words
from notedeck.util.cache import cache_key, code_fingerprint, get_many, put_many

FILE = "translated.sqlite"
Lookup = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on a card in the other language, all HTML."""

    front: str = ""
    back: str = ""
    breadcrumb: str = ""


def translated(cards: tuple[Card, ...], lookup: Lookup, settings: TranslationSettings, cache: Path) -> tuple[Card, ...]:
    """The cards with all that the memory has for them; a card of which nothing is translated stays as it is.

    What was put together of the same texts before is taken from the `cache`.
    """
    if settings.layout is Layout.OFF or not lookup:
        return cards
    pair = LanguagePair(settings.language, settings.translate_to[0])
    wanted = [card for card in cards if card.translate]
    chosen = [
        chosen_for(card, msgids, lookup)
        for card, msgids in zip(wanted, all_texts(wanted, pair.source, cache), strict=True)
    ]
    names = [name_of(card, choice, pair, settings) for card, choice in zip(wanted, chosen, strict=True)]
    known = get_many(cache / FILE, names)
    made = [
        Shown(*json.loads(known[name])) if name in known else shown(card, choice, pair, layout_of(card, settings))
        for card, choice, name in zip(wanted, chosen, names, strict=True)
    ]
    fresh = {name: json.dumps(astuple(one)) for name, one in zip(names, made, strict=True) if name not in known}
    put_many(cache / FILE, fresh, used=known)
    rows = {card.key: with_translation(card, one, pair, settings) for card, one in zip(wanted, made, strict=True)}
    return tuple(rows.get(card.key, card) for card in cards)


def chosen_for(card: Card, msgids: Sequence[str], lookup: Lookup) -> dict[str, str]:
    """The translations of the texts of a card, as far as there are."""
    rows = ((msgid, lookup.get((card.key.path, msgid)) or lookup.get(("", msgid), "")) for msgid in msgids)
    return {msgid: text for msgid, text in rows if text}


def name_of(card: Card, chosen: Mapping[str, str], pair: LanguagePair, settings: TranslationSettings) -> str:
    """What the translation of a card hangs on."""
    parts = (
        repr(pair),
        layout_of(card, settings).value,
        card.front,
        card.back,
        card.breadcrumb,
        sorted(chosen.items()),
    )
    return cache_key(code_fingerprint(), *parts)


def layout_of(card: Card, settings: TranslationSettings) -> Layout:
    """The layout of one card; below each block of a cloze note the translation would give its gaps away."""
    below = settings.layout is Layout.BELOW and is_cloze(card)
    return Layout.REVEAL if below else settings.layout


def shown(card: Card, chosen: Mapping[str, str], pair: LanguagePair, layout: Layout) -> Shown:
    """What the memory has for one card."""

    def choose(msgid: str) -> str:
        return chosen.get(msgid, "")

    front = title(card.front, choose, pair)
    return (
        Shown(front, answer(remove_marks(card.back), choose, pair, layout), above(card.breadcrumb, choose, pair))
        if chosen
        else Shown()
    )


def with_translation(card: Card, one: Shown, pair: LanguagePair, settings: TranslationSettings) -> Card:
    """A card in two languages."""
    if not (one.front or one.back):
        return card
    front = one.front and f'<span lang="{pair.target}">{one.front}</span>'
    return replace(
        card,
        front=f'<span lang="{pair.source}">{card.front}</span>',
        back=f'<div lang="{pair.source}">{card.back}</div>' if card.back else "",
        front_translation=front,
        back_translation=one.back,
        breadcrumb_translation=one.breadcrumb and f'<span lang="{pair.target}">{one.breadcrumb}</span>',
        reverse=card.reverse or (front if settings.reverse else ""),
        layout=layout_of(card, settings).value,
    )


def title(markup: str, choose: Choose, pair: LanguagePair) -> str:
    """A front in the other language, "" unless all of it is translated."""
    copy = copied(markup, choose, pair)
    return copy.html if copy.all and copy.done == copy.all else ""


def answer(markup: str, choose: Choose, pair: LanguagePair, layout: Layout) -> str:
    """A back in the other language, as the layout wants it; "" if nothing of it is translated."""
    if layout is Layout.BELOW:
        copy = interleaved(markup, choose, pair)
        return f'<div lang="{pair.source}">{copy.html}</div>' if copy.done else ""
    copy = copied(markup, choose, pair)
    if not copy.done:
        return ""
    text = f'<div lang="{pair.target}">{copy.html}</div>'
    name = html.escape(LANGUAGES[pair.target].name)
    return (
        f'<details class="reveal"><summary lang="{pair.target}">{name}</summary>{text}</details>'
        if (layout is Layout.REVEAL)
        else text
    )


def above(breadcrumb: tuple[str, ...], choose: Choose, pair: LanguagePair) -> str:
    """The titles above in the other language, "" unless all that need it are translated."""
    rows = []
    for source in map(plain_text, breadcrumb):
        needed = has_letters_of(words(source), pair.source)
        text = choose(source) if needed else source
        if not text:
            return ""
        rows.append(html.escape(unescaped(text), quote=False))
    changed = any(has_letters_of(words(plain_text(one)), pair.source) for one in breadcrumb)
    return BREADCRUMB_SEPARATOR.join(rows) if changed else ""
