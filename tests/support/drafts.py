"""What a style makes of a note, as lines for a fixture."""

from __future__ import annotations

import re
from pathlib import Path

from notedeck.cards.generate import generate_cards
from notedeck.markup.convert import convert_markdown
from notedeck.model import Card, Source
from notedeck.sections import split_note
from tests.support.cases import Case, load_cases
from tests.support.settings import parse_toml_settings


def generate_note_cards(given: str, style: str) -> tuple[Card, ...]:
    """The cards of a note in a style; settings may stand before a line of three plus signs."""
    toml, _, text = given.rpartition("+++\n")
    settings = parse_toml_settings(toml or f'style = "{style}"')
    own = settings.cards.replace(style=style if "style" not in toml else settings.cards.style)
    source = Source("note.md", Path("note.md"), text, modified=1)
    sections, _ = split_note(source, convert_markdown(text), settings.splitting)
    return generate_cards(source, sections, "덱", own, settings.naming)[0]


def format_cards(given: str, style: str) -> str:
    """Each card with its place, style, titles above, front, back, and second question."""
    return "\n\n".join(map(format_card, generate_note_cards(given, style)))


def format_card(card: Card) -> str:
    mark = "".join(f" {word}" for word in (*(["once"] if card.unique_in_deck else []), *card.looks))
    head = f"{card.place.line} {card.key.style}{mark}: {' > '.join((*card.breadcrumb, card.key.title))}"
    reverse = "the back" if card.asks_both_ways else card.reverse
    sides = [f"? {card.front}", f"! {card.back}", *([f"< {reverse}"] if reverse else [])]
    return "\n".join([head, *(re.sub(r' data-line="\d+"', "", side).replace("\n", "⏎") for side in sides)])


def load_style_cases(style: str) -> list[Case]:
    """The cases of a style."""
    return load_cases(f"styles/{style}.md")
