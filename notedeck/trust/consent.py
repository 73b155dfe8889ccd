"""Compare what a deck asks for with what the user has allowed."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from notedeck.anki.theme import find_active_parts
from notedeck.config.settings import DiagramSettings, Settings
from notedeck.messages import Message, join_messages
from notedeck.model import Value
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.source.deck_root import DeckRoot
from notedeck.trust.command_files import NotesFolders
from notedeck.trust.find import limit_theme, list_notes_folders, list_requests, resolve_path
from notedeck.trust.limits import Consent
from notedeck.trust.record import RecordPlace, delete_record, find_record_place, read_hash, write_hash
from notedeck.trust.requests import Request, RequestKind, hash_requests, show_characters
from notedeck.trust.symlinks import Symlink, find_outside_symlinks

MAX_NAMED_REQUESTS = 3
MAX_REQUEST_CHARACTERS = 120
SCRIPT_HINT = Message('Name a script that reads the code block: command = "python tools/draw.py"')


class Petition(Value, frozen=True):
    """What a deck asks for, the folders of its notes, and the place of the user's answer."""

    root: DeckRoot
    requests: tuple[Request, ...]
    own: NotesFolders
    place: RecordPlace

    @property
    def is_allowed(self) -> bool:
        """Whether the user allowed exactly this."""
        return not self.requests or read_hash(self.place) == hash_requests(self.requests)


def refuse_unknown_symlinks(symlinks: tuple[Symlink, ...], root: DeckRoot) -> None:
    """Raise DeckError if the user has never allowed notes behind these symlinks."""
    if read_hash(find_place(symlinks, list_notes_folders(root.folder))) is None:
        raise refuse_symlink(symlinks[0], root)


def find_petition(root: DeckRoot, settings: Settings, *, is_asked: bool = True) -> Petition:
    """Return what the settings of a deck ask for.

    Unless the user asked for it (`is_asked`) or has a record of the deck, no file outside of the notes is opened, and
    so the petition is incomplete. Raises DeckError for a command with files that cannot be read.
    """
    symlinks = find_outside_symlinks(root.named)
    own = list_notes_folders(root.folder)
    place = find_place(symlinks, own)
    reads_outside = is_asked or read_hash(place) is not None
    requests = list_requests(root.folder, settings, symlinks, own, reads_outside=reads_outside)
    return Petition(root, requests, own, place)


def find_place(symlinks: tuple[Symlink, ...], own: NotesFolders) -> RecordPlace:
    """Return where the user's answer to a deck is."""
    return find_record_place(own.root, (link.file for link in symlinks), own.own)


def limit_to_consent(root: DeckRoot, settings: Settings, *, trusts_all: bool) -> Consent:
    """Return what `limit_settings` of `limits.py` returns, for settings that ask for something."""
    petition = find_petition(root, settings, is_asked=trusts_all)
    is_allowed = trusts_all or petition.is_allowed
    if not is_allowed and any(request.kind is RequestKind.NOTES for request in petition.requests):
        raise refuse_symlink(find_outside_symlinks(root.named)[0], root)
    programs = [request for request in petition.requests if request.kind is RequestKind.PROGRAM]
    commands = {
        request.name: request.command if is_allowed and not request.runs_code_blocks else None for request in programs
    }
    problems = list_problems(petition, is_allowed=is_allowed)
    allowed = limit_paths(settings, petition.own, is_allowed=is_allowed)
    return Consent(allowed if is_allowed else block_theme(allowed, petition), commands, problems)


def limit_paths(settings: Settings, own: NotesFolders, *, is_allowed: bool) -> Settings:
    """Return the settings with resolved paths, without those outside or hidden unless they are allowed."""

    def limit(path: Path | None) -> Path | None:
        target = resolve_path(path) if path else None
        return target if target and (is_allowed or own.has_visible_path(target)) else None

    roots = tuple(target for path in settings.media.media_roots if (target := limit(path)))
    return settings.replace(
        media=settings.media.replace(media_roots=roots),
        theme=settings.theme.replace(templates=limit(settings.theme.templates)),
        diagrams=DiagramSettings(),
    )


def block_theme(settings: Settings, petition: Petition) -> Settings:
    """Return the settings without the active files of the theme."""
    blocked = find_active_parts(petition.root.folder, limit_theme(settings.theme, petition.own, reads_outside=False))
    return settings.replace(theme=settings.theme.replace(blocked=tuple(part.file for part in blocked)))


def list_problems(petition: Petition, *, is_allowed: bool) -> tuple[Problem, ...]:
    """Return the problem of a command that nobody can allow, and that of everything else that is not allowed."""
    refused = list_refused(petition)
    others = [] if is_allowed else [request for request in petition.requests if request not in refused]
    problems = [*map(describe_refusal, refused[:1]), *([describe_requests(others, petition.root)] if others else [])]
    return tuple(problems)


def describe_requests(requests: Sequence[Request], root: DeckRoot) -> Problem:
    """Return the one problem of a deck that asks for what is not allowed."""
    texts = [shorten_request(request) for request in requests[:MAX_NAMED_REQUESTS]]
    more = len(requests) - MAX_NAMED_REQUESTS
    texts += [Message("and {more} more", more=more)] if more > 0 else []
    message = Message("this deck {texts}. That is left out until you allow it", texts=join_messages("; ", texts))
    return Problem(ProblemCode.NOT_TRUSTED, requests[0].place, message, describe_trusting(root))


def shorten_request(request: Request) -> str:
    """Return a request in words, without its end if it is long."""
    text = request.describe()
    return text if len(text) <= MAX_REQUEST_CHARACTERS else text[:MAX_REQUEST_CHARACTERS]


def list_refused(petition: Petition) -> list[Request]:
    """Return the requests that nobody can allow."""
    return [request for request in petition.requests if request.runs_code_blocks]


def describe_refusal(request: Request) -> Problem:
    """Return the problem of a command that is never run."""
    return Problem(ProblemCode.NOT_TRUSTED, request.place, word_refusal(request), SCRIPT_HINT)


def word_refusal(request: Request) -> Message:
    """Return why a command is never run."""
    line = show_characters(request.line)[:MAX_REQUEST_CHARACTERS]
    return Message(
        "the command for the language {request} would run the code blocks of the notes: {line}",
        request=show_characters(request.name),
        line=line,
    )


def refuse_symlink(link: Symlink, root: DeckRoot) -> DeckError:
    """Return the error for notes behind a symlink."""
    message = Message(
        "{file} is a symlink that leads out of its folder, to {target}", file=link.file, target=link.target
    )
    owner_hint = Message("or name the folder itself: build-deck {target}", target=quote_path(name_target(link, root)))
    return DeckError(message, Message("{trusting}, {naming}", trusting=describe_trusting(root), naming=owner_hint))


def name_target(link: Symlink, root: DeckRoot) -> Path:
    """Return where the path of the notes leads behind a symlink."""
    named = Path(os.path.realpath(root.named))
    return named if named.is_relative_to(link.target) else link.target


def describe_trusting(root: DeckRoot) -> Message:
    """Return how to allow what a deck asks for."""
    return Message("If you trust whoever wrote it: build-deck trust {named}", named=quote_path(root.named))


def quote_path(path: Path) -> str:
    """Return a path as a word for the shell."""
    return shlex.quote(str(path))


def record_consent(petition: Petition) -> None:
    """Record that the user allows what a deck asks for now. Raises DeckError, also if nobody can allow it."""
    for request in list_refused(petition)[:1]:
        raise DeckError(Message("{place}: {refusal}", place=request.place, refusal=word_refusal(request)), SCRIPT_HINT)
    write_hash(petition.place, hash_requests(petition.requests))


def withdraw_consent(root: DeckRoot) -> bool:
    """Delete the record of a deck, and return whether anything was allowed. Raises DeckError."""
    symlinks = find_outside_symlinks(root.named)
    return delete_record(find_place(symlinks, list_notes_folders(root.folder)))
