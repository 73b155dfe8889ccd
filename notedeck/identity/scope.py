"""What a build can tell about the notes, and which second counts as the present."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE, IdentitySettings
from notedeck.identity.lock.format import FILE_NAME
from notedeck.problems import Problem, Severity
from notedeck.source.deck_root import is_under
from notedeck.source.times import present_second


@dataclass(frozen=True, slots=True)
class Scope:
    """What a build can tell: some notes or folders may be unreadable just now (`unread`).

    `now` is the Unix second that counts as the present. `forget_after` is the number of builds after which removed
    cards go, 0 for never.
    """

    now: int
    unread: frozenset[str] = frozenset()
    forget_after: int = 0

    def sees(self, path: str) -> bool:
        """Whether this build has read the note at `path`, or knows that it is gone."""
        return not any(is_under(path, one) for one in self.unread)


def scope_of(folder: Path, settings: IdentitySettings, files: Sequence[Path], unread: Iterable[Problem]) -> Scope:
    """The scope of a build of `folder` that read `files`; `unread` is what was found wrong on reading.

    A build of a commit takes the commit's time: everyone who builds it gives a changed card the same.
    """
    own = [file for name in (FILE_NAME, SETTINGS_FILE) if (file := folder / name).is_file()]
    bad = frozenset(problem.place.path for problem in unread if problem.code.severity is Severity.ERROR)
    return Scope(present_second(folder, (*own, *files)), bad, settings.forget_removed_after)
