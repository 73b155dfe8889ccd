"""What reports call kinds of changes, severities and reasons."""

from __future__ import annotations

from notedeck.identity.changes import Kind
from notedeck.messages import Message, Noun
from notedeck.model import LeftOutReason, SkipReason
from notedeck.problems import Severity

KIND_LABELS = {  # ten columns wide
    Kind.NEW: Message("new       "),
    Kind.CHANGED: Message("changed   "),
    Kind.RENAMED: Message("renamed   "),
    Kind.MOVED: Message("moved     "),
    Kind.RETURNED: Message("returned  "),
    Kind.REMOVED: Message("removed   "),
}
MOVE_NAMES = {"folder": Message("folder"), "note": Message("note"), "section": Message("section")}
SEVERITY_NOUNS = {
    Severity.ERROR: Noun("error"),
    Severity.WARNING: Noun("warning"),
    Severity.INFO: Noun("info", "info"),
}
SKIP_NAMES = {
    SkipReason.HEADING: Message("heading"),
    SkipReason.CONTENTS: Message("contents"),
    SkipReason.LINKS: Message("links"),
    SkipReason.NAVIGATION: Message("navigation"),
    SkipReason.BYLINE: Message("byline"),
    SkipReason.REPOSITORY: Message("repository"),
    SkipReason.ANNOUNCEMENT: Message("announcement"),
    SkipReason.UNWRITTEN: Message("unwritten"),
    SkipReason.EMPTY: Message("empty"),
    SkipReason.UNANSWERED: Message("unanswered"),
    SkipReason.REPEATED: Message("repeated"),
    SkipReason.UNPLACED: Message("unplaced"),
}
SKIP_NOUNS = {
    SkipReason.HEADING: Noun("listed heading"),
    SkipReason.CONTENTS: Noun("table of contents", "tables of contents"),
    SkipReason.LINKS: Noun("list of links", "lists of links"),
    SkipReason.NAVIGATION: Noun("navigation line"),
    SkipReason.BYLINE: Noun("byline"),
    SkipReason.REPOSITORY: Noun("part about the repository", "parts about the repository"),
    SkipReason.ANNOUNCEMENT: Noun("announcement"),
    SkipReason.UNWRITTEN: Noun("title still to be written", "titles still to be written"),
    SkipReason.EMPTY: Noun("empty title"),
    SkipReason.UNANSWERED: Noun("question without an answer", "questions without an answer"),
    SkipReason.REPEATED: Noun("repeated list of answers", "repeated lists of answers"),
    SkipReason.UNPLACED: Noun("list of answers to no questions", "lists of answers to no questions"),
}
LEFT_OUT_NAMES = {
    LeftOutReason.FOLDER: Message("in a folder of other files"),
    LeftOutReason.REPOSITORY: Message("file of the repository"),
    LeftOutReason.INDEX: Message("list of links"),
    LeftOutReason.TRANSLATION: Message("translation"),
    LeftOutReason.VERSION: Message("old version"),
    LeftOutReason.PART: Message("part of another note"),
}
LEFT_OUT_NOUNS = {
    LeftOutReason.FOLDER: Noun("in a folder of other files", "in folders of other files"),
    LeftOutReason.REPOSITORY: Noun("file of the repository", "files of the repository"),
    LeftOutReason.INDEX: Noun("list of links", "lists of links"),
    LeftOutReason.TRANSLATION: Noun("translation"),
    LeftOutReason.VERSION: Noun("old version"),
    LeftOutReason.PART: Noun("part of another note", "parts of other notes"),
}
