"""Old notes and cards in the form in which `identity/match` compares them: by plain text, whatever their HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape, unescape

from notedeck.adopt.old_notes import OldNote
from notedeck.adopt.sides import FieldNames, find_sides, join_fields, read_lines, read_text, reveal_clozes
from notedeck.anki.note_types import CLOZE_STYLE
from notedeck.cards.clozes import is_cloze
from notedeck.identity.digests import compute_digest
from notedeck.identity.lock.entries import Entry
from notedeck.identity.match.cards import CurrentCard, LockedCard
from notedeck.identity.match.sketch import MEDIA_SOURCE, sketch_html
from notedeck.identity.match.titles import normalize_title
from notedeck.model import Card, Key

BASIC_STYLE = "basic"  # of all that is no cloze note: only these two are different for Anki
PATH_SEPARATOR = re.compile(r"\s[>›»/|–—-]\s|::|[:：]\s")
PICTURE_ENDING = re.compile(r"(?:-[0-9a-f]{8})?\.\w+$")
NON_WORD = re.compile(r"[\W_]+")
NO_OLD_TEXT, NO_NEW_TEXT = "old", "new"  # no digests: two backs without text are not the same


def wrap_card(card: Card) -> CurrentCard:
    """Return a card as it is compared."""
    back = reveal_clozes(card.back) if is_cloze(card) else card.back
    key = card.key.replace(style=CLOZE_STYLE if is_cloze(card) else BASIC_STYLE)
    return CurrentCard(card.replace(key=key, back=simplify(back)), {"Back": digest_text(back) or NO_NEW_TEXT})


def wrap_note(note: OldNote, places: KnownPlaces, names: FieldNames) -> LockedCard:
    """Return an old note as it is compared; its deck is the path of its key."""
    sides = find_sides(note.type, names)
    back = join_fields(note, sides.back)
    title, breadcrumb = places.find(note, sides.front)
    key = Key(note.deck, breadcrumb, title, CLOZE_STYLE if note.type.is_cloze else BASIC_STYLE)
    sketch, digest = sketch_html(simplify(back)), digest_text(back) or NO_OLD_TEXT
    return LockedCard(Entry(note.guid, key, 1, {"Back": digest}, sketch.letters, sketch.word_count))


def simplify(markup: str) -> str:
    """Return the text of HTML, with the names of its pictures; a particle belongs to the bold word before it."""
    return " ".join([escape(read_text(markup), quote=False), *list_pictures(markup)])


def list_pictures(markup: str) -> list[str]:
    """Return the names of the pictures in HTML without what packing changes: the ending, and our digest before it."""
    return [PICTURE_ENDING.sub("", unescape(name)) for name in MEDIA_SOURCE.findall(markup)]


def digest_text(markup: str) -> str:
    """Return a digest that is equal for HTML with the same letters in the same order, else the same pictures.

    It is "" for HTML with neither.
    """
    letters = NON_WORD.sub("", read_text(markup).casefold())
    text = letters or "\n".join(list_pictures(markup))
    return compute_digest(text) if text else ""


class KnownPlaces:
    """The titles of the cards, and those above them: an old front may have both."""

    def __init__(self, cards: Iterable[Card]) -> None:
        """Index the cards by their titles, and by their whole fronts."""
        self.by_title: dict[str, list[Card]] = defaultdict(list)
        self.by_front: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            self.by_title[normalize_title(card.key.title)].append(card)
            self.by_front[normalize_title(read_text(card.front))].append(card)

    def find(self, note: OldNote, fields: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """Return title and breadcrumb of an old note: those of a card that is named in its front, if there is one.

        Without such a card the title is the whole front.
        """
        candidates = list_titles(note, fields)
        for name in map(normalize_title, candidates):
            if cards := self.by_title.get(name) or self.by_front.get(name):
                return cards[0].key.title, choose_breadcrumb(cards, note, fields)
        return next(iter(candidates), ""), ()


def choose_breadcrumb(cards: Sequence[Card], note: OldNote, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the breadcrumb of which deck and front of a note have the most titles; () if none, or several, are so."""
    context = normalize_title(f"{note.deck} {join_fields(note, fields)}")
    counts = {
        card.key.breadcrumb: sum(normalize_title(title) in context for title in card.key.breadcrumb) for card in cards
    }
    best = max(counts.values())
    chosen = [breadcrumb for breadcrumb, count in counts.items() if count == best]
    return chosen[0] if len(chosen) == 1 else ()


def list_titles(note: OldNote, fields: Sequence[str]) -> list[str]:
    """Return what may be the title of an old note: its front, each field and line of it, what follows a separator."""
    markup = [join_fields(note, [field]) for field in fields]
    lines = [line for text in markup for line in read_lines(text)]
    endings = [PATH_SEPARATOR.split(line)[-1] for line in reversed(lines)]
    whole = " ".join(map(read_text, markup)).strip()
    return list(filter(None, dict.fromkeys([whole, *map(read_text, reversed(markup)), *reversed(lines), *endings])))
