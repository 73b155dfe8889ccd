"""Values on the way from a section to the deck that is packed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from unicodedata import is_normalized, normalize

from notedeck.model.notes import Skipped
from notedeck.model.value import Place, Value

MAX_MEDIA_BYTES = 100 * 1024 * 1024  # AnkiWeb accepts no larger file


class CardDraft(Value, frozen=True):
    """What a style asks about a section: both sides in HTML.

    `style` is part of the card's identity and decides its Anki note type. `title` is the plain name of one of several
    things that a section explains; "" stands for the section itself. `line` is its line, 0 for the section's own line.
    `reverse` is the question of a second card in HTML; `asks_both_ways` makes the back that question.
    `unique_in_deck` marks what may occur in many notes but is one card in the whole deck. `translate` is false where
    both languages are already there. `looks` are words by which the style sheet shows the card.
    """

    front: str
    back: str
    style: str = "basic"
    title: str = ""
    line: int = 0
    reverse: str = ""
    asks_both_ways: bool = False
    unique_in_deck: bool = False
    translate: bool = True
    looks: tuple[str, ...] = ()


class Key(Value, frozen=True):
    """What distinguishes one card from another: never its rendered HTML, its position, or the name of its deck.

    `nth` counts equal titles under an equal breadcrumb of one note, from 0.
    """

    path: str
    breadcrumb: tuple[str, ...]
    title: str
    style: str
    nth: int = 0

    def to_nfc(self) -> Key:
        """Return the key with its texts in NFC, so that a note saved on a Mac is the same note."""
        texts = (self.path, self.title, *self.breadcrumb)
        if all(is_normalized("NFC", text) for text in texts):
            return self
        path, title, *breadcrumb = (normalize("NFC", text) for text in texts)
        return Key(path, tuple(breadcrumb), title, self.style, self.nth)


class Card(Value, frozen=True):
    """One future Anki note: `front` and `back` in HTML, `breadcrumb` in plain text, `modified` in Unix seconds.

    `id` is the author's own name for the section, if it has one. Fields that end in `_translation` are HTML in the
    other language; those that begin with `speech_` are for Anki's text to speech. `reverse` is the question of a second
    card in HTML, and `asks_both_ways` makes the back that question. `translate` is whether the author wants a
    translation. `unique_in_deck` is as in CardDraft. `clozes` are the numbers of the cloze deletions. `ignored` are
    the problem codes that the author ignores here. `looks` are words for the style sheet.
    """

    key: Key
    place: Place
    front: str
    back: str
    breadcrumb: tuple[str, ...] = ()
    deck: str = ""
    tags: tuple[str, ...] = ()
    guid: str = ""
    modified: int = 0
    id: str = ""
    translate: bool = True
    front_translation: str = ""
    back_translation: str = ""
    breadcrumb_translation: str = ""
    reverse: str = ""
    layout: str = ""
    speech_front: str = ""
    speech_back: str = ""
    asks_both_ways: bool = False
    unique_in_deck: bool = False
    clozes: tuple[int, ...] = ()
    ignored: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()

    def has_suppressed(self, code: str) -> bool:
        """Return whether the author ignores a problem code here; `*` stands for all of them."""
        return bool({"*", code} & {*self.ignored})


class Asset(Value, frozen=True):
    """A media file to be packed: `name` as in Anki's media folder, `file` with its bytes."""

    name: str
    file: Path


class Removed(Value, frozen=True):
    """A card that is no longer in the notes, as it was packed last.

    `fields` are texts by name, `modified` is in Unix seconds, `style` is that of its key.
    """

    guid: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int
    assets: tuple[Asset, ...] = ()
    style: str = "basic"


class Theme(Value, frozen=True):
    """The user's own theme of the cards, empty by default.

    `css` is appended to the default style sheet, `templates` replace the default ones by name, and `modified` is the
    Unix second from which Anki applies both.
    """

    css: str = ""
    templates: Mapping[str, str] = {}
    modified: int = 0


class ThemeVersion(Value, frozen=True):
    """A hash of a theme, and the Unix second of its last change; deck.lock stores it."""

    digest: str
    modified: int


class KeptCards(Value, frozen=True):
    """The cards of one note that are exactly as in the package before, where they are `count` cards from `first` on.

    `position` is how many of the deck's own `cards` come before them. `first` counts from 1; `deck` is the name of
    their deck, and `styles` are those of their keys, in order.
    """

    position: int
    first: int
    count: int
    deck: str
    styles: tuple[str, ...]


class KeptCollection(Value, frozen=True):
    """What is kept of the collection in the package at `package`, so that the next one is written faster.

    `file` is a copy of it in the cache, and `checksum` its CRC-32. In the package it begins at the byte `start`;
    `parts` are the digests of its parts and their compressed sizes, in bytes. `slots` are numbers of 64 bits, three for
    each note: its time, how many ids it takes, and its id; the notes are in the order of the deck, and those of removed
    cards come last.
    """

    package: Path
    file: Path
    start: int
    parts: tuple[tuple[bytes, int], ...]
    checksum: int
    slots: bytes


class Deck(Value, frozen=True):
    """Everything that goes into a package. `name` is the top deck; `cards` are in note order.

    `removed` are cards of earlier builds, which the package only marks. `label` is the name of the package
    file where it is not that of the deck. `kept` are further cards, which are taken from the collection `previous`.
    """

    name: str
    description: str = ""
    cards: tuple[Card, ...] = ()
    assets: tuple[Asset, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    removed: tuple[Removed, ...] = ()
    label: str = ""
    theme: Theme = Theme()
    kept: tuple[KeptCards, ...] = ()
    previous: KeptCollection | None = None
