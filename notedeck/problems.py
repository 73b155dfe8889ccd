"""Problems of the notes as values, with a closed set of codes; and the error of settings and environment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from notedeck.model import Place


class Severity(Enum):
    """How severe a problem is: an error takes a note or a part of it out of the deck, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ProblemCode(Enum):
    """Every problem that notes can have: its default severity and one sentence about it."""

    NOTE_UNREADABLE = (Severity.ERROR, "The note cannot be read.")
    NOTE_ENCODING = (Severity.ERROR, "The note is not text in any encoding that notedeck knows.")
    NOTE_TOO_LARGE = (Severity.ERROR, "The note is larger than the limit.")
    DUPLICATE_NAME = (Severity.ERROR, "Two notes have names that differ only in their Unicode form.")
    SYMLINK_OUTSIDE = (Severity.WARNING, "A symlink that leads out of the notes is not followed.")
    FRONT_MATTER = (Severity.ERROR, "The front matter is not valid YAML.")
    FRONT_MATTER_VALUE = (Severity.WARNING, "A value in the front matter is not allowed.")
    COMMENT_UNKNOWN = (Severity.WARNING, "A notedeck comment has an unknown directive.")
    STYLE_UNKNOWN = (Severity.ERROR, "A note or title chooses a style that does not exist.")
    STYLE_EMPTY = (Severity.WARNING, "The style chosen for a note or title makes no card there.")
    LEGACY_ENCODING = (Severity.INFO, "The note is not in UTF-8 and was converted on reading.")

    MEDIA_MISSING = (Severity.WARNING, "A picture or sound is not where the note says.")
    MEDIA_OUTSIDE = (Severity.WARNING, "A file outside the allowed folders is not packed.")
    MEDIA_CASE = (Severity.WARNING, "The note spells a file name in another letter case.")
    MEDIA_TYPE = (Severity.WARNING, "A file is not a picture, sound or video that Anki can show.")
    MEDIA_BROKEN = (Severity.WARNING, "A picture is damaged, unsafe or far too large.")
    MEDIA_FETCH = (Severity.WARNING, "A remote picture could not be downloaded; its link stays.")

    DIAGRAM_FAILED = (Severity.WARNING, "A diagram could not be drawn; its code block stays.")
    DIAGRAM_RENDERER = (Severity.WARNING, "No renderer is installed for a diagram language.")

    DUPLICATE_CARD_ID = (Severity.WARNING, "Two sections have the same card id; only the first keeps it.")
    CARDS_DEFERRED = (Severity.WARNING, "New cards of a note with an error are held back until it is fixed.")
    AMBIGUOUS_MATCH = (Severity.WARNING, "A new card could be one of several removed cards, so it stays new.")
    DUPLICATE_LOCK_LINE = (Severity.WARNING, "Two lines of deck.lock describe one card; the newer line counts.")
    LOCK_MISSING = (Severity.WARNING, "The committed deck.lock is missing.")
    TRANSLATION_DAMAGED = (Severity.WARNING, "A translation lacks code, a link or a picture.")
    GLOSSARY_LINE = (Severity.WARNING, "A line of glossary.csv is not a term.")
    TRANSLATION_TRUNCATED = (Severity.WARNING, "A translation memory has lost entries.")

    BACK_LONG = (Severity.INFO, "A back is too long to learn at once.")
    BACK_EMPTY = (Severity.WARNING, "A back says nothing yet.")
    BACK_ONE_WORD = (Severity.INFO, "A back is a single word although the title asks no question.")
    BACK_LINK_ONLY = (Severity.INFO, "A back is only a link.")
    BACK_PICTURE_ONLY = (Severity.INFO, "A back is a picture without a word.")
    DUPLICATE_FRONT = (Severity.WARNING, "Two cards of one subdeck have the same front and breadcrumb.")
    FRONT_IS_BACK = (Severity.WARNING, "A back says the same as the front.")
    MEDIA_HUGE = (Severity.WARNING, "A media file is larger than 5 MB.")
    MEDIA_UNUSED = (Severity.INFO, "No note shows some of the files beside the pictures in use.")
    PICTURE_REMOTE = (Severity.INFO, "Pictures on the web do not show without a network.")
    UNRENDERED_MARKDOWN = (Severity.WARNING, "A card shows Markdown characters instead of their effect.")
    STRAY_CLOZE = (Severity.WARNING, "A card without cloze deletions shows Anki's cloze syntax as text.")
    UNTRANSLATED = (Severity.INFO, "Cards of a translated deck have no translation.")
    PACKAGE_LARGE = (Severity.WARNING, "The package is larger than AnkiWeb accepts.")
    DECK_NAME = (Severity.INFO, "Anki changes the name of a deck.")

    LOCK_UNWRITABLE = (Severity.WARNING, "The notes folder is read-only, so deck.lock cannot be updated.")
    LOCK_IN_FUTURE = (Severity.WARNING, "A time in deck.lock lies in the future.")

    def __init__(self, severity: Severity, sentence: str) -> None:
        """Store the default severity and the sentence."""
        self.severity = severity
        self.sentence = sentence

    @property
    def slug(self) -> str:
        """The name on screen and in settings, such as `media-missing`."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem at a place: `message` names the thing and what is wrong, `hint` says what to do next.

    `severity_override` is the severity that the settings give to the code.
    """

    code: ProblemCode
    place: Place
    message: str
    hint: str = ""
    severity_override: Severity | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the settings, else that of the code."""
        return self.severity_override or self.code.severity

    def __str__(self) -> str:
        """Return `path:line: code: message`."""
        return f"{self.place}: {self.code.slug}: {self.message}"


def fails(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Return whether any problem is an error; `strict` counts warnings as errors."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in failing for problem in problems)


class DeckError(Exception):
    """Settings or environment are wrong: one line about it, and a hint with the next thing to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Store the hint."""
        super().__init__(message)
        self.hint = hint
