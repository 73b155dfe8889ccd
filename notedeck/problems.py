"""What can be wrong with the notes, as values: a closed set of codes, each with one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from notedeck.model import Place


class Severity(Enum):
    """How much a problem weighs: an error takes a note or a part of it out of the deck, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ProblemCode(Enum):
    """Every problem that notes can have: its name on screen, its weight, and one sentence about it."""

    NOTE_UNREADABLE = ("note-unreadable", Severity.ERROR, "The note cannot be read.")
    NOTE_ENCODING = ("note-encoding", Severity.ERROR, "The note's bytes are no text in any encoding we know.")
    NOTE_TOO_LARGE = ("note-too-large", Severity.ERROR, "The note is larger than a note can be.")
    DUPLICATE_NAME = ("duplicate-name", Severity.ERROR, "Two notes have names that differ only in how they are stored.")
    LINK_OUTSIDE = ("link-outside", Severity.WARNING, "A symbolic link out of the notes is not followed.")
    FRONT_MATTER = ("front-matter", Severity.ERROR, "The front matter cannot be understood.")
    FRONT_MATTER_VALUE = ("front-matter-value", Severity.WARNING, "A value in the front matter is not allowed.")
    COMMENT_UNKNOWN = ("comment-unknown", Severity.WARNING, "A comment asks for something that is not known.")
    STYLE_UNKNOWN = ("style-unknown", Severity.ERROR, "A note or title chooses a style that there is not.")
    STYLE_EMPTY = ("style-empty", Severity.WARNING, "A style chosen for a title or a note finds nothing to ask there.")
    LEGACY_ENCODING = ("legacy-encoding", Severity.INFO, "The note is not in UTF-8 and was converted on reading.")

    MEDIA_MISSING = ("media-missing", Severity.WARNING, "A picture or sound is not where the note says.")
    MEDIA_OUTSIDE = ("media-outside", Severity.WARNING, "A file outside of the allowed folders is not packed.")
    MEDIA_CASE = ("media-case", Severity.WARNING, "A file's name differs in upper and lower case from the note's.")
    MEDIA_TYPE = ("media-type", Severity.WARNING, "A file is no picture, sound or video that Anki can show.")
    MEDIA_BROKEN = ("media-broken", Severity.WARNING, "A picture is damaged, unsafe or far too large.")
    MEDIA_FETCH = ("media-fetch", Severity.WARNING, "A remote picture could not be downloaded; its link stays.")

    DIAGRAM_FAILED = ("diagram-failed", Severity.WARNING, "A drawing could not be made; its text stays a code block.")
    DIAGRAM_RENDERER = ("diagram-renderer", Severity.WARNING, "Nothing is installed that draws a language.")

    DUPLICATE_CARD_ID = (
        "duplicate-card-id",
        Severity.WARNING,
        "Two cards have the same id; it counts for the first only.",
    )
    CARDS_DEFERRED = (
        "cards-deferred",
        Severity.WARNING,
        "New cards of a note with an error wait: they may be known ones.",
    )
    AMBIGUOUS_MATCH = (
        "ambiguous-match",
        Severity.WARNING,
        "A card may be one of several that are gone, and was made new.",
    )
    DUPLICATE_LOCK_LINE = (
        "duplicate-lock-line",
        Severity.WARNING,
        "Two lines of the lock are of one card; the newer was taken.",
    )
    LOCK_MISSING = ("lock-missing", Severity.WARNING, "The lock was committed and is gone.")
    TRANSLATION_DAMAGED = ("translation-damaged", Severity.WARNING, "A translation lacks code, a link or a picture.")
    GLOSSARY_LINE = ("glossary-line", Severity.WARNING, "A line of the glossary is no term.")
    TRANSLATION_TRUNCATED = ("translation-truncated", Severity.WARNING, "A translation memory has lost entries.")

    BACK_LONG = ("back-long", Severity.INFO, "A back is too long to learn at once.")
    BACK_EMPTY = ("back-empty", Severity.WARNING, "A back says nothing yet.")
    BACK_ONE_WORD = ("back-one-word", Severity.INFO, "A back is a single word that nobody asked for.")
    BACK_LINK_ONLY = ("back-link-only", Severity.INFO, "A back is only a link.")
    BACK_PICTURE_ONLY = ("back-picture-only", Severity.INFO, "A back is a picture without a word.")
    DUPLICATE_FRONT = (
        "duplicate-front",
        Severity.WARNING,
        "Two cards of one subdeck have the same front and titles above.",
    )
    FRONT_IS_BACK = ("front-is-back", Severity.WARNING, "A back says the same as the front.")
    MEDIA_HUGE = ("media-huge", Severity.WARNING, "A file is larger than 5 MB.")
    MEDIA_UNUSED = ("media-unused", Severity.INFO, "Files beside those that cards show are shown by no note.")
    PICTURE_REMOTE = ("picture-remote", Severity.INFO, "Pictures on the web do not show without a network.")
    UNRENDERED_MARKDOWN = ("unrendered-markdown", Severity.WARNING, "Markdown stands on a card as it is.")
    STRAY_CLOZE = ("stray-cloze", Severity.WARNING, "Marks of a cloze show as text on a card without gaps.")
    UNTRANSLATED = ("untranslated", Severity.INFO, "Cards of a translated deck are not translated.")
    PACKAGE_LARGE = ("package-large", Severity.WARNING, "The package is larger than AnkiWeb takes.")
    DECK_NAME = ("deck-name", Severity.INFO, "Anki calls a deck otherwise than it is named.")

    LOCK_UNWRITABLE = ("lock-unwritable", Severity.WARNING, "The notes cannot be written to, so nothing is remembered.")
    LOCK_IN_FUTURE = ("lock-in-future", Severity.WARNING, "The lock holds a time in the future.")

    def __init__(self, slug: str, severity: Severity, sentence: str) -> None:
        self.slug = slug
        self.severity = severity
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `message` names the thing, `hint` says what is allowed or what to do next.

    `own` is the weight that the settings give to it.
    """

    code: ProblemCode
    place: Place
    message: str
    hint: str = ""
    own: Severity | None = None

    @property
    def severity(self) -> Severity:
        """How much it weighs: as the settings say, else as its code does."""
        return self.own or self.code.severity

    def __str__(self) -> str:
        return f"{self.place}: {self.code.slug}: {self.message}"


def fails(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether any problem is an error; `strict` counts warnings as errors."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in bad for problem in problems)


class DeckError(Exception):
    """Settings or environment are wrong: one line, and the next thing to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
