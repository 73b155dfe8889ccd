"""What a build knows about the notes, and which second counts as the present."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE, IdentitySettings
from notedeck.identity.lock.entries import Entry
from notedeck.identity.lock.format import FILE_NAME
from notedeck.model import Key, Value
from notedeck.problems import Problem, Severity
from notedeck.source.times import find_present_second
from notedeck.util.files.read import is_present


class Scope(Value, frozen=True):
    """What a build knows: all notes but `unread`, the notes or folders that could not be read without errors.

    `now` is the Unix second that counts as the present. `forget_after` is the number of builds with changes after which
    packages no longer carry a removed card, 0 for never. `packed` are cards of this computer's packages by guid, and
    `followed` the guids of cards by the keys that they got in commits since the last build; `copied` are those of cards
    that are gone by the keys of their copies, which give way to them. `notes` is how a command names the deck, "" for
    the current folder. With `renew`, cards of an earlier rendering count as changed.
    """

    now: int
    unread: frozenset[str] = frozenset()
    forget_after: int = 0
    packed: Mapping[str, Entry] = {}
    followed: Mapping[Key, str] = {}
    copied: Mapping[Key, str] = {}
    notes: str = ""
    renew: bool = False

    def has_read(self, path: str) -> bool:
        """Return whether this build read the note at `path`, or knows that it is gone."""
        return not self.unread or self.unread.isdisjoint(list_scopes(path))

    def format_link(self, old: str, new: str) -> str:
        """Return the command by which the card `new` of the notes continues the card `old`, both guids."""
        return " ".join(("build-deck link", *map(shlex.quote, filter(None, (old, new, self.notes)))))

    def format_unlink(self, guid: str) -> str:
        """Return the command by which a removed card, and those with its text, stay different cards."""
        return " ".join(("build-deck unlink", *map(shlex.quote, filter(None, (guid, self.notes)))))


def list_scopes(path: str) -> tuple[str, ...]:
    """Return all names by which a note is known, or a folder above it: what `is_under` says it is under."""
    slashes = (at for at, letter in enumerate(path) if letter == "/")
    return ("", ".", path, *(path[:at] for at in slashes))


def create_scope(
    folder: Path,
    settings: IdentitySettings,
    files: Sequence[Path],
    problems: Iterable[Problem],
    unread: Iterable[str] = (),
) -> Scope:
    """Return the scope of a build of `folder` that read `files`, with these problems on reading, but not `unread`.

    A build of a commit uses the commit's time: everyone who builds it gives a changed card the same time.
    """
    own_files = [file for name in (FILE_NAME, SETTINGS_FILE) if is_present(file := folder / name)]
    failed = {problem.place.path for problem in problems if problem.code.severity is Severity.ERROR}
    now = find_present_second(folder, (*own_files, *files))
    return Scope(now, frozenset({*failed, *unread}), settings.forget_removed_after, renew=settings.renew)
