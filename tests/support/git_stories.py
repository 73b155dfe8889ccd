"""Stories of a study group with git: what its members do, as lines of data.

Lines with `$` are steps, all others edits of the notes (`stories.py`). `$ build`, `$ import`, `$ commit` and
`$ git ARGS…` happen in the clone of the member who was named last by `$ kim` or `$ lee`; `$ share` pushes and the other
one pulls; `$ clone` and `$ clone --depth 1` make a new one with an empty cache; `$ no cache` deletes the cache,
`$ conflict ARGS…` is a git command that fails, `$ zip NAME` takes a copy without git in a folder of this name, and
`$ upgrade` gives a program that draws the same content in another way. `$ link` runs the first command that the last
build named. An hour passes before each step, and a minute after `$ quickly`.
"""

from __future__ import annotations

import shlex
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest

from notedeck.anki import fields
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.problems import Problem, ProblemCode
from notedeck.stage_values import BuiltDeck
from tests.support.anki_collection import Anki, open_collection
from tests.support.building import build_and_write
from tests.support.repository import GitFailedError, commit_files, create_repository, run_git
from tests.support.stories import NOTES, apply_edits, describe_changes

MINUTE, HOUR = 60, 3600
DAYS_AGO = 30 * 24 * HOUR  # when a story begins, so that it ends before now
MEMBERS = ("kim", "lee")


@dataclass(slots=True)
class Clock:
    """A clock that stands still but for `advance`; `time.time` shows it."""

    second: int = field(default_factory=lambda: int(time.time()) - DAYS_AGO)
    step: int = HOUR

    def advance(self) -> int:
        """Move on by a step, and return the Unix second."""
        self.second += self.step
        return self.second

    @classmethod
    def start(cls, monkeypatch: pytest.MonkeyPatch) -> Self:
        """Return a clock that `time.time` shows from now on."""
        clock = cls()
        monkeypatch.setattr(time, "time", lambda: float(clock.second))
        return clock


@dataclass(slots=True)
class Member:
    """A member with a clone, an Anki, and what is in it: each card's schedule by guid and number."""

    name: str
    folder: Path
    anki: Anki
    latest: BuiltDeck | None = None
    place: str = "clone"
    is_upgraded: bool = False
    schedules: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def notes(self) -> Path:
        """The notes in the member's clone."""
        return self.folder / self.place / "notes"

    @property
    def package(self) -> Path:
        """The package that the member builds."""
        return self.folder / "out" / "deck.apkg"


@dataclass(slots=True)
class Group:
    """A study group: the repository that its members share, and the member who acts."""

    folder: Path
    clock: Clock
    members: dict[str, Member]
    now: str = MEMBERS[0]
    lines: list[str] = field(default_factory=list)

    @property
    def member(self) -> Member:
        """The member who acts."""
        return self.members[self.now]

    def play(self, story: str) -> None:
        """Do the steps of a story one after the other."""
        for step in split_steps(story):
            second = self.clock.advance()
            if not step.startswith("$ "):
                apply_edits(self.member.notes, step)
                continue
            self.do(step.removeprefix("$ ").split(), second)

    def do(self, words: list[str], second: int) -> None:
        """Do one step."""
        clone = self.member.folder / "clone"
        match words:
            case [name] if name in self.members:
                self.now = name
            case ["build"]:
                self.build()
            case ["import"]:
                self.load()
            case ["commit"]:
                commit_files(clone, second)
            case ["share"]:
                self.share(second)
            case ["quickly"]:
                self.clock.step = MINUTE
            case ["no", "cache"]:
                shutil.rmtree(self.member.package.parent / "cache", ignore_errors=True)
            case ["clone", *args]:
                shutil.rmtree(self.member.package.parent / "cache", ignore_errors=True)
                shutil.rmtree(clone)
                run_git(self.member.folder, "clone", "-q", *args, (self.folder / "shared").as_uri(), "clone")
            case ["zip", name]:
                shutil.rmtree(self.member.package.parent / "cache", ignore_errors=True)
                shutil.copytree(clone, self.member.folder / name, ignore=shutil.ignore_patterns(".git"))
                self.member.place = name
            case ["upgrade"]:
                self.member.is_upgraded = True
            case ["git", *args]:
                run_git(clone, *args, second=second)
            case ["conflict", *args]:
                with pytest.raises(GitFailedError):
                    run_git(clone, *args, second=second)
            case ["cp", old, new]:
                shutil.copyfile(self.member.notes / old, self.member.notes / new)
            case ["link" | "unlink" as command]:
                lines = (line for line in self.list_unclear()[0].quoted if f" {command} " in line)
                assert main(shlex.split(next(lines))[1:]) == ExitStatus.DONE
            case ["rm", name]:
                (self.member.notes / name).unlink()
            case _:
                raise ValueError(f"no step: {words}")

    def build(self) -> None:
        """Build, and note what the build says."""
        member = self.member
        count = len(member.latest.deck.cards) if member.latest else 0
        with draw_differently() if member.is_upgraded else nullcontext():
            member.latest = build_and_write(member.notes, member.package)
        unclear = [problem.message.split('"')[1] for problem in self.list_unclear()]
        changes = describe_changes(member.latest.changes, count)
        self.lines.append(f"{member.name}: " + ", ".join([changes, *(f"unclear {title}" for title in unclear)]))

    def list_unclear(self) -> list[Problem]:
        """Return the problems of the last build that a person decides with `link`."""
        problems = self.member.latest.problems if self.member.latest else ()
        codes = (ProblemCode.AMBIGUOUS_MATCH, ProblemCode.COPY_OF_REMOVED)
        return [problem for problem in problems if problem.code in codes]

    def load(self) -> None:
        """Import the package of the member who acts into every Anki."""
        for member in self.members.values():
            member.anki.load(self.member.package)

    def share(self, second: int) -> None:
        """Push, and let the others pull."""
        run_git(self.member.folder / "clone", "push", "-q", "origin", "HEAD:main", second=second)
        for other in self.members.values():
            if other is not self.member:
                run_git(other.folder / "clone", "pull", "-q", "--rebase=false", second=second)


@contextmanager
def draw_differently() -> Iterator[None]:
    """Make builds write other HTML with the same content, as another version of the program or of a library may."""
    finish = fields.finish_texts

    def finish_differently(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.replace("<p>", '<p class="new">').replace("<ul>", "\n<ul >") for text in finish(texts))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "finish_texts", finish_differently)
        fields.finish_sides.cache_clear()
        yield
    fields.finish_sides.cache_clear()


def split_steps(story: str) -> Iterator[str]:
    """Yield the steps of a story: the lines between two steps with `$` are one."""
    edits: list[str] = []
    for line in story.split("\n"):
        if not line.startswith("$ "):
            edits.append(line)
            continue
        if edits:
            yield "\n".join(edits)
            edits = []
        yield line
    if edits:
        yield "\n".join(edits)


def start_group(
    folder: Path, clock: Clock, stack: ExitStack, notes: Path = NOTES, names: Sequence[str] = MEMBERS
) -> Group:
    """Return a group whose members have built, committed and learnt the first deck."""
    run_git(folder, "init", "-q", "--bare", "-b", "main", "shared")
    members = {}
    for name in names:
        anki = stack.enter_context(open_collection(folder / name / "anki"))
        members[name] = Member(name, folder / name, anki)
    first = create_repository(folder / names[0] / "clone")
    shutil.copytree(notes, first / "notes")
    run_git(first, "remote", "add", "origin", (folder / "shared").as_uri())
    group = Group(folder, clock, members)
    group.play("$ commit\n$ build\n$ commit")
    run_git(first, "push", "-q", "-u", "origin", "HEAD:main")
    group.play("$ import")
    for name in names[1:]:
        run_git(folder / name, "clone", "-q", (folder / "shared").as_uri(), "clone")
        group.play(f"$ {name}\n$ build")
    group.play(f"$ {names[0]}")
    group.lines.clear()
    for member in members.values():
        learn(member)
    return group


def learn(member: Member) -> None:
    """Give every card that has none an interval of its own."""
    for number, card in enumerate(member.anki.cards(), start=10):
        key = card.note().guid, card.ord
        if key not in member.schedules:
            member.anki.col.sched.set_due_date([card.id], f"{number}!")
            member.schedules[key] = member.anki.col.get_card(card.id).ivl
