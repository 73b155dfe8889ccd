"""Problems of the notes as values, with a closed set of codes; and the error of settings and environment."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from notedeck.errors import DeckError as DeckError
from notedeck.messages import NO_MESSAGE, Message
from notedeck.model import Place, Value


class Severity(Enum):
    """How severe a problem is: an error takes a note or a part of it out of the deck, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ProblemCode(Enum):
    """Every problem that notes can have: its name on screen and in settings, and its default severity."""

    NOTE_UNREADABLE = ("note-unreadable", Severity.ERROR)  # the note cannot be read
    NOTE_ENCODING = ("note-encoding", Severity.ERROR)  # the note is not text in any encoding that notedeck knows
    NOTE_TOO_LARGE = ("note-too-large", Severity.ERROR)  # the note is larger than the limit
    DUPLICATE_NAME = ("duplicate-name", Severity.ERROR)  # two notes have names that differ only in their Unicode form
    SYMLINK_OUTSIDE = ("symlink-outside", Severity.WARNING)  # a symlink that leads out of the notes is not followed
    FRONT_MATTER = ("front-matter", Severity.WARNING)  # a line of the front matter is not valid
    FRONT_MATTER_VALUE = ("front-matter-value", Severity.WARNING)  # a value in the front matter is not allowed
    COMMENT_UNKNOWN = ("comment-unknown", Severity.WARNING)  # a notedeck comment has an unknown directive
    STYLE_UNKNOWN = ("style-unknown", Severity.ERROR)  # a note or title chooses a style that does not exist
    STYLE_EMPTY = ("style-empty", Severity.WARNING)  # the style chosen for a note or title makes no card there
    FORMULA_REFUSED = ("formula-refused", Severity.WARNING)  # a formula that Anki cannot or must not run is code
    QUESTION_UNANSWERED = ("question-unanswered", Severity.WARNING)  # a question has no answer, so there is no card
    ANSWERS_UNPLACED = ("answers-unplaced", Severity.WARNING)  # the numbers of a list of answers fit no questions
    EMBED_MISSING = ("embed-missing", Severity.WARNING)  # a note or part that a note embeds is not there
    COMMENT_REMOVED = ("comment-removed", Severity.INFO)  # comments that only their author sees are on no card
    SYNTAX_DROPPED = ("syntax-dropped", Severity.INFO)  # syntax of a tool that a card cannot show is left out
    NOTEBOOK_CODE_ONLY = ("notebook-code-only", Severity.INFO)  # a notebook has only code, so there is no card
    LEGACY_ENCODING = ("legacy-encoding", Severity.INFO)  # the note is not in UTF-8 and was converted on reading

    MEDIA_MISSING = ("media-missing", Severity.WARNING)  # a picture or sound is not where the note says
    MEDIA_OUTSIDE = ("media-outside", Severity.WARNING)  # a file outside the allowed folders is not packed
    MEDIA_CASE = ("media-case", Severity.WARNING)  # the note spells a file name in another letter case
    MEDIA_TYPE = ("media-type", Severity.WARNING)  # a file is not a picture, sound or video that Anki can show
    MEDIA_BROKEN = ("media-broken", Severity.WARNING)  # a picture is damaged, unsafe or far too large
    MEDIA_FETCH = ("media-fetch", Severity.WARNING)  # a remote picture could not be downloaded; its link stays

    DIAGRAM_FAILED = ("diagram-failed", Severity.WARNING)  # a diagram could not be drawn; its code block stays
    DIAGRAM_RENDERER = ("diagram-renderer", Severity.WARNING)  # no renderer is installed for a diagram language

    DUPLICATE_CARD_ID = (
        "duplicate-card-id",
        Severity.WARNING,
    )  # two sections have the same card id; the first keeps it
    CARDS_DEFERRED = ("cards-deferred", Severity.WARNING)  # new cards of a note with an error are held back
    AMBIGUOUS_MATCH = ("ambiguous-match", Severity.WARNING)  # it could be one of several removed cards
    COPY_OF_REMOVED = (
        "copy-of-removed",
        Severity.WARNING,
    )  # a card has the text of a removed one
    LOCK_MERGED = ("lock-merged", Severity.INFO)  # deck.lock has lines of both sides of a merge; the newer count
    LOCK_TAKEN_OVER = (
        "lock-taken-over",
        Severity.INFO,
    )  # this deck has cards of another folder's deck.lock now
    LOCK_BEHIND = ("lock-behind", Severity.ERROR)  # with --locked: a build would change deck.lock
    LOCK_UNTRACKED = ("lock-untracked", Severity.WARNING)  # git has the notes, but not deck.lock
    HISTORY_SHALLOW = ("history-shallow", Severity.WARNING)  # deck.lock is behind, and the clone lacks its history
    LOCK_MISSING = ("lock-missing", Severity.WARNING)  # the committed deck.lock is missing
    RENDERING_EARLIER = ("rendering-earlier", Severity.INFO)  # members have cards as an earlier notedeck drew them
    TRANSLATION_DAMAGED = ("translation-damaged", Severity.WARNING)  # a translation lacks code, a link or a picture
    GLOSSARY_LINE = ("glossary-line", Severity.WARNING)  # a line of glossary.csv is not a term
    TRANSLATION_DUPLICATE = ("translation-duplicate", Severity.WARNING)  # a memory translates a text twice
    TRANSLATION_HIDDEN = ("translation-hidden", Severity.WARNING)  # a translation has characters that nobody sees
    TRANSLATION_TRUNCATED = ("translation-truncated", Severity.WARNING)  # a translation memory has lost entries

    BACK_LONG = ("back-long", Severity.INFO)  # a back is too long to learn at once
    BACK_TERMS = ("back-terms", Severity.INFO)  # a back is too long, and its terms could be cards of their own
    BACK_EMPTY = ("back-empty", Severity.WARNING)  # a section says nothing yet, so there is no card
    BACK_ONE_WORD = ("back-one-word", Severity.INFO)  # a back is a single word although the title asks no question
    BACK_LABEL_ONLY = ("back-label-only", Severity.WARNING)  # a back only announces something: "예)", "The kinds are:"
    BACK_LINK_ONLY = ("back-link-only", Severity.INFO)  # a back is only a link
    BACK_PICTURE_ONLY = ("back-picture-only", Severity.INFO)  # a back is a picture without a word
    DUPLICATE_FRONT = ("duplicate-front", Severity.WARNING)  # same front and breadcrumb in one subdeck
    FRONT_IS_BACK = ("front-is-back", Severity.WARNING)  # a back says the same as the front
    FRONT_REPEATED = ("front-repeated", Severity.INFO)  # a front repeats the title above it
    MEDIA_HUGE = ("media-huge", Severity.WARNING)  # a media file is larger than 5 MB
    MEDIA_UNUSED = ("media-unused", Severity.INFO)  # no note shows some of the files beside the pictures in use
    PICTURE_REMOTE = ("picture-remote", Severity.INFO)  # pictures on the web do not show without a network
    UNRENDERED_MARKDOWN = ("unrendered-markdown", Severity.WARNING)  # a card shows Markdown as text
    FOREIGN_SYNTAX = ("foreign-syntax", Severity.WARNING)  # a card shows the syntax of another program as text
    STRAY_CLOZE = ("stray-cloze", Severity.WARNING)  # a card without cloze deletions shows Anki's cloze syntax as text
    TERM_VARIES = ("term-varies", Severity.INFO)  # a memory translates a term in several ways
    GLOSSARY_BROKEN = ("glossary-broken", Severity.INFO)  # a translation has another word than the glossary
    UNTRANSLATED = ("untranslated", Severity.INFO)  # cards of a translated deck have no translation
    PACKAGE_LARGE = ("package-large", Severity.WARNING)  # the package is larger than AnkiWeb accepts
    DECK_NAME = ("deck-name", Severity.INFO)  # Anki changes the name of a deck
    DECK_NAME_OTHER = ("deck-name-other", Severity.INFO)  # --deck names another deck than deck.toml or deck.lock
    DECK_NAME_KEPT = ("deck-name-kept", Severity.INFO)  # the name of the deck is from deck.lock, not from the folder

    NOT_TRUSTED = ("not-trusted", Severity.WARNING)  # deck.toml asks for what the user has not allowed
    LOCK_UNWRITABLE = ("lock-unwritable", Severity.WARNING)  # the notes folder is read-only
    LOCK_IN_FUTURE = ("lock-in-future", Severity.WARNING)  # a time in deck.lock is in the future

    def __new__(cls, slug: str, severity: Severity) -> ProblemCode:  # noqa: ARG004
        """Make the name the value, by which a code is stored and found."""
        code = object.__new__(cls)
        code._value_ = slug
        return code

    def __init__(self, slug: str, severity: Severity) -> None:
        """Store the name and the default severity."""
        self.slug = slug
        self.severity = severity


class Problem(Value, frozen=True):
    """A problem at a place: `message` names the thing and what is wrong, `hint` says what to do next.

    `severity_override` is the severity that the settings give to the code. `quoted` are lines to show below the
    message, which is one line itself. `amount` is how many things it counts, for totals.
    """

    code: ProblemCode
    place: Place
    message: Message
    hint: Message = NO_MESSAGE
    severity_override: Severity | None = None
    quoted: tuple[str, ...] = ()
    amount: int = 0

    @property
    def severity(self) -> Severity:
        """The severity of the settings, else that of the code."""
        return self.severity_override or self.code.severity

    def describe(self) -> Message:
        """Return `path:line: code: message`."""
        return Message("{place}: {code}: {message}", place=self.place, code=self.code.slug, message=self.message)

    def __str__(self) -> str:
        """Return `path:line: code: message` in English."""
        return str(self.describe())


def has_failures(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Return whether any problem is an error; `strict` counts warnings as errors."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in failing for problem in problems)
