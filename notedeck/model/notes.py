"""Values on the way from a note to its sections, and what is on no card."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from notedeck.model.value import Place, Value

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
    ANNOUNCEMENT = "announcement"  # it only says what the note is about to do, or which source it follows
    UNWRITTEN = "unwritten"  # a title under which it only says that the text is still to be written
    EMPTY = "empty"  # a title with nothing under it
    UNANSWERED = "unanswered"  # a question with nothing under it
    REPEATED = "repeated"  # a list of answers that stand below their questions already
    UNPLACED = "unplaced"  # a list of answers whose numbers are not those of the questions above it


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
    PART = "part"  # other notes show it as a part of them


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


class Macro(Value, frozen=True):
    """A macro of an author in formulas: its name without the backslash, and what it stands for.

    `body` has `#1`, `#2`, … for its `count` arguments; the first can be left out if there is a `default`. An alias is
    another name for the macro in `body` as it was before.
    """

    name: str
    body: str
    count: int = 0
    default: str | None = None
    is_alias: bool = False


class Source(Value, frozen=True):
    r"""One Markdown file as read: `text` without byte order mark and front matter, newlines as "\n".

    `path` is relative to the notes root, with `/`, in NFC. `first_line` is the line of the file (from 1) on which
    `text` starts; `line_numbers` are those of all lines where they do not follow one another. `modified` is in Unix
    seconds: the file's last commit, else its file time. `tools` are the tools that it was rewritten for; of these,
    only the notes around it show the `judged`, and its site, which another tool makes, reads the syntax of the
    `borrowed`, too. `macros` are those of its formulas that are defined outside of it. `hints` are the tools of whose
    syntax it has a hint, for the notes around it, and `places` those whose files are around it, each with its nearest
    folder. `is_shown_elsewhere` is whether another note may show a part of it; `inserted` are the files that it shows
    whole.
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
    borrowed: tuple[str, ...] = ()
    macros: tuple[Macro, ...] = ()
    hints: tuple[str, ...] = ()
    places: tuple[tuple[str, Path], ...] = ()
    is_shown_elsewhere: bool = False
    inserted: tuple[Path, ...] = ()


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


class Skipped(Value, frozen=True):
    """A part of a note that makes no card. `text` is all text below its title."""

    place: Place
    title: str
    reason: SkipReason
    text: str

    @property
    def is_titled(self) -> bool:
        """Whether its title is on no card either; else the title is that of a section which has a card."""
        own = (SkipReason.HEADING, SkipReason.EMPTY, SkipReason.UNANSWERED, SkipReason.UNWRITTEN)
        return self.reason in own or not self.text

    @property
    def name(self) -> str:
        """A name for people: the beginning of its title or of its text."""
        words, limit = (self.title, MAX_TITLE_CHARACTERS) if self.is_titled else (self.text, MAX_NAME_CHARACTERS)
        words = " ".join(words.split())
        return words[:limit] + "…" * (len(words) > limit)


class LeftOut(Value, frozen=True):
    """A note that makes no cards; `original` is the path of the note that it belongs to."""

    path: str
    reason: LeftOutReason
    original: str = ""
