"""Convert one note: markup, sections, cards. Imported when a note is not in the cache."""

from __future__ import annotations

from notedeck.cards.formulas import report_formulas
from notedeck.cards.generate import generate_cards
from notedeck.convert.values import Conversion, ConvertSettings
from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.model import Source
from notedeck.sections import split_note


def convert_note(note: Source, top_deck: str, settings: ConvertSettings) -> Conversion:
    """Convert one note."""
    own = settings.apply_front_matter(note.matter)
    html, refused = mark_formulas(convert_markdown(note.text, note.first_line))
    titled_sections, skipped = split_note(note, html, own.splitting)
    cards, problems = generate_cards(note, titled_sections, top_deck, own.cards, own.naming)
    return Conversion(cards, skipped, (*report_formulas(note.path, refused, cards), *problems))
