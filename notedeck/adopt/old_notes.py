"""The notes of an old deck, however its file stores them."""

from __future__ import annotations

from notedeck.model import Value


class Template(Value, frozen=True):
    """A card template: its name, and the HTML of question and answer with Anki's `{{Field}}`."""

    name: str
    question: str = ""
    answer: str = ""


class OldNoteType(Value, frozen=True):
    """A note type. `id` is Anki's, 0 if the file does not tell it; then there are no templates either."""

    name: str
    fields: tuple[str, ...]
    id: int = 0
    templates: tuple[Template, ...] = ()
    is_cloze: bool = False


class OldNote(Value, frozen=True):
    """A note. `texts` are the HTML of its fields, `deck` is the name of its first card's deck.

    `id` is Anki's, `modified` its last change as a Unix second, `cards` the numbers of its cards, and `reviews` how
    often they were answered; a text file has none of these (0 and no cards).
    """

    guid: str
    type: OldNoteType
    texts: tuple[str, ...]
    deck: str = ""
    id: int = 0
    modified: int = 0
    cards: tuple[int, ...] = ()
    reviews: int = 0

    def find_text(self, field: str) -> str:
        """Return the HTML of the field with this name, "" without one."""
        named = dict(zip(self.type.fields, self.texts, strict=False))
        return named.get(field, "")
