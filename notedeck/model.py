"""The values that all packages share. All are frozen, and this module imports no other module of notedeck."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Self
from unicodedata import is_normalized, normalize

import msgspec

MAX_MEDIA_BYTES = 100 * 1024 * 1024  # AnkiWeb accepts no larger file
MAX_TITLE_CHARACTERS = 120  # of a title that names a part without a card
MAX_NAME_CHARACTERS = 50  # of a text that names a part without a title


class Split(Enum):
    """Which titles of a note start a card of their own."""

    AUTO = "auto"  # headings, lead lines, details and Q/A pairs
    HEADINGS = "headings"  # every heading, nothing else
    H1 = "h1"  # headings of level 1 only; deeper ones stay on the card's back
    H2 = "h2"
    H3 = "h3"
    H4 = "h4"
    H5 = "h5"
    H6 = "h6"


class TitleKind(Enum):
    """What made a title of the text on a card's front."""

    HEADING = "heading"  # an ATX or setext heading, or <h1>..<h6>
    LEAD = "lead"  # a short line on its own that names what directly follows it
    DETAILS = "details"  # the <summary> of a <details>
    QUESTION = "question"  # a question, with or without a label such as Q:
    PREAMBLE = "preamble"  # text before the first title; the note's own title is the front


class SkipReason(Enum):
    """Why a part of a note is on no card; the build names each such part."""

    HEADING = "heading"  # its title is on the list of skipped headings
    CONTENTS = "contents"  # a table of contents: links into the notes, or the names of the headings
    LINKS = "links"  # nothing but links to elsewhere
    NAVIGATION = "navigation"  # links back, up or on, between two sections
    BYLINE = "byline"  # who wrote the note, or from which source
    REPOSITORY = "repository"  # about the notes themselves: their licence, who wrote them, what they are for
    UNWRITTEN = "unwritten"  # a title under which it only says that the text is still to be written
    EMPTY = "empty"  # a title with nothing under it
    UNANSWERED = "unanswered"  # a question with nothing under it


NAMED_BY_TITLE = (
    SkipReason.HEADING,
    SkipReason.REPOSITORY,
    SkipReason.UNWRITTEN,
    SkipReason.EMPTY,
    SkipReason.UNANSWERED,
)


class LeftOutReason(Enum):
    """Why a whole note makes no cards; the build names each such note."""

    FOLDER = "folder"  # it is in a folder of other people's files, copies, or what a program wrote
    REPOSITORY = "repository"  # it is for the contributors of the repository
    INDEX = "index"  # it is only a list of links
    TRANSLATION = "translation"  # it translates another note
    VERSION = "version"  # it is an old version of another note


class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen value. It is defined, read, compared and copied much faster than a dataclass; it may be in no cycle."""

    def replace(self, **changes: object) -> Self:
        """Return this value with other values for some of its fields."""
        return msgspec.structs.replace(self, **changes)


class Place(Value, frozen=True, order=True):
    """A place in the notes: `path` relative to the notes root with `/`, `line` from 1 (0 = the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        """Return `path:line`, or the path alone."""
        return f"{self.path}:{self.line}" if self.line else self.path


class Directive(Value, frozen=True):
    """What the author wrote as `<!-- notedeck: what -->`, and the line of the comment or its block."""

    what: str
    line: int = 0


class FrontMatter(Value, frozen=True):
    """The values of a note's front matter; None = the note leaves it to the settings.

    `directives` are those of its comments `# notedeck: what`; they hold for the whole note. `media_path` is where the
    theme Chirpy of Jekyll looks for the pictures of a post.
    """

    title: str | None = None
    tags: tuple[str, ...] = ()
    deck: str | None = None
    split: Split | None = None
    style: str | None = None
    lead_lines: bool | None = None
    skip_headings: tuple[str, ...] | None = None
    translate: bool = True
    directives: tuple[Directive, ...] = ()
    media_path: str = ""


class Source(Value, frozen=True):
    r"""One Markdown file as read: `text` without byte order mark and front matter, newlines as "\n".

    `path` is relative to the notes root, with `/`, in NFC. `first_line` is the line of the file (from 1) on which
    `text` starts; `line_numbers` are those of all lines where they do not follow one another. `modified` is in Unix
    seconds: the file's last commit, else its file time. `tools` are the tools that it was rewritten for, `judged` those
    of them that only the notes around it show.
    """

    path: str
    file: Path
    text: str
    first_line: int = 1
    matter: FrontMatter = FrontMatter()
    modified: int = 0
    line_numbers: tuple[int, ...] = ()
    tools: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()


class Section(Value, frozen=True):
    """One titled unit: `title` in plain text, `front` and `body` in HTML, `breadcrumb` the plain titles above it.

    `level` is 1 to 6 for a heading, 7 and more for titles inside a section, 0 for the preamble. `note` is the name of
    the whole note. `id` is what the author wrote as `<!-- card: id -->`; `translate` is false below
    `<!-- no-translate -->`. `directives` are the others, here or at a title above, the nearest first.
    """

    place: Place
    kind: TitleKind
    level: int
    title: str
    front: str
    body: str
    breadcrumb: tuple[str, ...] = ()
    note: str = ""
    id: str = ""
    translate: bool = True
    directives: tuple[Directive, ...] = ()


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


class Skipped(Value, frozen=True):
    """A part of a note that makes no card. `text` is all text below its title."""

    place: Place
    title: str
    reason: SkipReason
    text: str

    @property
    def name(self) -> str:
        """A name for people: the beginning of its title or of its text."""
        titled = (
            self.reason in (SkipReason.HEADING, SkipReason.EMPTY, SkipReason.UNANSWERED, SkipReason.UNWRITTEN)
            or not self.text
        )
        words, limit = (self.title, MAX_TITLE_CHARACTERS) if titled else (self.text, MAX_NAME_CHARACTERS)
        words = " ".join(words.split())
        return words[:limit] + "…" * (len(words) > limit)


class LeftOut(Value, frozen=True):
    """A note that makes no cards; `original` is the path of the note that it translates or was a version of."""

    path: str
    reason: LeftOutReason
    original: str = ""


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


class Deck(Value, frozen=True):
    """Everything that goes into a package. `name` is the top deck; `cards` are in note order.

    `removed` are cards of earlier builds, which the package only marks. `label` is the name of the package
    file where it is not that of the deck.
    """

    name: str
    description: str = ""
    cards: tuple[Card, ...] = ()
    assets: tuple[Asset, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    removed: tuple[Removed, ...] = ()
    label: str = ""
    theme: Theme = Theme()
