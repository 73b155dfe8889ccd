"""Whether deck.lock is kept with the notes: in git, and as new as they are."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from notedeck.identity.changes import KIND_COUNTS, Change, count_by_kind
from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.format import FILE_NAME, encode_lock
from notedeck.identity.lock.store import StoredLock
from notedeck.messages import NO_MESSAGE, Message, join_messages
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode, Severity
from notedeck.util import git
from notedeck.util.files.read import is_present

PLACE = Place(FILE_NAME)
SIGNS_OF_REPOSITORY = (".gitignore", ".gitattributes", ".github")
DOWNLOAD = re.compile(r".-(?:main|master|[0-9a-f]{40})$")  # what GitHub names the folder in a ZIP file
DEEPEN = "git fetch --unshallow"
SAVE_HINT = Message("Build, then commit {file} together with the notes.", file=FILE_NAME)


def find_upkeep_problems(
    before: StoredLock, lock: Lock, changes: Sequence[Change], note: Path, *, locked: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with how a deck.lock is kept; `before` is the one that was read, `lock` that of this build.

    `note` is the file of one of the notes. If it is `locked`, it must be in git, if the notes are, and must not change.
    """
    if locked and (before.data is None or before.data.replace(b"\r\n", b"\n") != encode_lock(lock)):
        yield Problem(ProblemCode.LOCK_BEHIND, PLACE, describe_lag(before, changes), SAVE_HINT)
    if git.is_committed(note) and (reason := find_reason_outside(before)):
        message = Message("git does not have {file}: {reason}", file=before.file.name, reason=reason)
        command = f"git add -f {shlex.quote(str(before.file))}"
        hint = Message("Without it, others get new cards for all that was renamed. Run: {command}", command=command)
        yield Problem(ProblemCode.LOCK_UNTRACKED, PLACE, message, hint, Severity.ERROR if locked else None)
    if changes and (effect := find_effect_of_shallow_history(before) or find_effect_of_download(before)):
        yield effect


def find_reason_outside(before: StoredLock) -> Message:
    """Return why git does not have, or will not have, a deck.lock; "" if it has, or if the file was not there yet."""
    if git.is_committed(before.file) or git.is_staged(before.file):
        return NO_MESSAGE
    if git.is_ignored(before.file):
        return Message("a .gitignore names it")
    return Message("it was never added") if before.data is not None else NO_MESSAGE


def find_effect_of_shallow_history(before: StoredLock) -> Problem | None:
    """Return the problem for a clone without the earlier commits, if they would tell what deck.lock does not."""
    if not git.is_shallow(before.file.parent):
        return None
    if before.data is None and not git.is_committed(before.file):
        message = Message(
            "there is no {file}, and this copy has only a part of the history of the notes", file=FILE_NAME
        )
        hint = Message(
            "So its cards are others than those of a whole copy. Build in one, and commit {file}. Run: {deepen}",
            file=FILE_NAME,
            deepen=DEEPEN,
        )
        return Problem(ProblemCode.HISTORY_SHALLOW, PLACE, message, hint)
    if before.data is not None and git.is_clean(before.file):
        message = Message(
            "{file} is older than the notes, and this copy has only a part of their history", file=FILE_NAME
        )
        hint = Message(
            "So cards may get other times, or become new, where a whole copy finds them. Run: {deepen}", deepen=DEEPEN
        )
        return Problem(ProblemCode.HISTORY_SHALLOW, PLACE, message, hint)
    return None


def find_effect_of_download(before: StoredLock) -> Problem | None:
    """Return the problem for a folder that was downloaded from a repository, without history and deck.lock."""
    folder = before.file.parent.resolve()
    if before.data is not None or git.find_worktree(folder) is not None:
        return None
    tops = (folder, folder.parent)
    signs = (name for name in SIGNS_OF_REPOSITORY for top in tops if is_present(top / name))
    names = (Message("the name {top}", top=top.name) for top in tops if DOWNLOAD.search(top.name))
    sign = next(chain(signs, names), "")
    if not sign:
        return None
    message = Message(
        "there is no {file}, and this folder is a copy of a git repository, as {sign} tells", file=FILE_NAME, sign=sign
    )
    hint = Message(
        "So its cards are others than those of a clone. To share them, commit {file} in the repository first.",
        file=FILE_NAME,
    )
    return Problem(ProblemCode.HISTORY_SHALLOW, PLACE, message, hint)


def describe_lag(before: StoredLock, changes: Sequence[Change]) -> Message:
    """Return what a build would change in a deck.lock."""
    if before.data is None:
        return Message("there is no {file}", file=FILE_NAME)
    kinds = count_by_kind(changes).items()
    counts = join_messages(", ", (KIND_COUNTS[kind].fill(count=count) for kind, count in kinds if count))
    return Message(
        "{file} is older than the notes: {value}",
        file=FILE_NAME,
        value=counts or Message("a build would write other lines"),
    )
