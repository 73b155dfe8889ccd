"""The digests and the sketch of the sides of a card, which are known once its note is converted.

Several processes compute them there, and the cache keeps them. They hold for every card with the same sides: one that
has got a picture or a translation since then has others.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from notedeck.anki.fields import finish_front_and_back, format_breadcrumb, format_layout
from notedeck.anki.text import is_blank
from notedeck.identity.digests import TAGS, compute_digest, compute_repeated_digest, join_tags
from notedeck.identity.match.sketch import sketch_html
from notedeck.model import Card, Value


class Sides(Value, frozen=True):
    """The digests of the packed front and back, and what the sketch of the back holds."""

    front: str
    back: str
    sketch: str
    word_count: int


KnownSides: TypeAlias = Mapping[tuple[str, str], Sides]  # by the front and the back as HTML
NO_SIDES: KnownSides = MappingProxyType({})


def describe_sides(card: Card) -> Sides | None:
    """Return what is known of the sides of a card; None if its place in the notes decides what is packed of them."""
    front, back = finish_front_and_back(card.front, card.back)
    if is_blank(front) or not back:
        return None
    sketch = sketch_html(card.back)
    return Sides(compute_digest(front), compute_digest(back), sketch.letters, sketch.word_count)


def digest_known_sides(card: Card, known_sides: KnownSides) -> dict[str, str] | None:
    """Return what `compute_digests` does, for a card whose texts are its sides; None for any other card."""
    sides = known_sides.get((card.front, card.back))
    has_other_texts = (
        card.reverse
        or card.asks_both_ways
        or card.front_translation
        or card.back_translation
        or card.breadcrumb_translation
        or card.speech_front
        or card.speech_back
    )
    if sides is None or has_other_texts:
        return None
    digests = {"Front": sides.front, "Back": sides.back}
    if breadcrumb := format_breadcrumb(card.breadcrumb):
        digests["Breadcrumb"] = compute_repeated_digest(breadcrumb)
    if layout := format_layout(card.layout, card.asks_both_ways, card.looks):
        digests["Layout"] = compute_repeated_digest(layout)
    if tags := join_tags(card):
        digests[TAGS] = compute_repeated_digest(tags)
    return digests
