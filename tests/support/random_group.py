"""A study group that edits, builds, imports, merges and takes back at random, over notes whose sections have a token.

The token is a word that no edit changes, so it says which section a card is of, whatever its title and text are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.git_stories import Group
from tests.support.repository import GitFailedError, commit_files, run_git

TOKEN = re.compile(r"토큰\d+")
SECTION = re.compile(r"^## .*\n(?:(?!## ).*\n?)*", re.M)
SYLLABLES = (
    "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
)


@dataclass(slots=True)
class RandomGroup:
    """A group, the dice that decide, and which guid and which token belong together: `owners` are tokens by guid."""

    group: Group
    dice: random.Random
    guids: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    number: int = 0

    def act(self) -> None:
        """Let somebody do something."""
        group = self.group
        group.now = self.dice.choice(list(group.members))
        second = group.clock.advance()
        action = self.dice.choices(list(ACTIONS), weights=list(ACTIONS.values()))[0]
        self.done.append(f"{group.now}: {action.__name__}")
        action(self, second)

    @property
    def clone(self) -> Path:
        """The clone of the member who acts."""
        return self.group.member.folder / "clone"

    @property
    def has_doubled_sections(self) -> bool:
        """Whether a section is in the notes twice, as after a merge of two different names of a note."""
        texts = [note.read_text(encoding="utf-8") for note in self.group.member.notes.rglob("*.md")]
        tokens = [token for text in texts for token in TOKEN.findall(text)]
        return len(tokens) > len(set(tokens))

    def choose_note(self) -> Path:
        """Return one of the notes of the member who acts."""
        return self.dice.choice(sorted(self.group.member.notes.rglob("*.md")))

    def create_section(self) -> str:
        """Return a section with a token that no other one has."""
        self.number += 1
        return create_section(self.dice, f"토큰{100 + self.number}")


def write_random_notes(folder: Path, dice: random.Random) -> Path:
    """Write three notes with five sections each, and return their folder."""
    folder.mkdir()
    tokens = iter(range(100))
    for name in ("a", "b", "c"):
        sections = [create_section(dice, f"토큰{next(tokens)}") for _ in range(5)]
        (folder / f"{name}.md").write_text(f"# {name}\n\n{''.join(sections)}", encoding="utf-8")
    return folder


def create_words(dice: random.Random, count: int) -> str:
    """Return words that are hardly ever the same again, so that two sections are not alike by chance."""
    return " ".join("".join(dice.choices(SYLLABLES, k=3)) for _ in range(count))


def create_section(dice: random.Random, token: str) -> str:
    """Return a section with a token."""
    first, second, third = (create_words(dice, 6) for _ in range(3))
    return f"## {create_words(dice, 2)}\n{token} {first}\n{second}\n{third}\n\n"


def edit_text(world: RandomGroup, _: int) -> None:
    """Replace a line of a section by another."""
    note = world.choose_note()
    lines = note.read_text(encoding="utf-8").split("\n")
    places = [at for at, line in enumerate(lines) if line and not line.startswith("#") and not TOKEN.search(line)]
    if places:
        lines[world.dice.choice(places)] = create_words(world.dice, 6)
        note.write_text("\n".join(lines), encoding="utf-8")


def rename_section(world: RandomGroup, _: int) -> None:
    """Give a section another title."""
    note = world.choose_note()
    lines = note.read_text(encoding="utf-8").split("\n")
    places = [at for at, line in enumerate(lines) if line.startswith("## ")]
    if places:
        lines[world.dice.choice(places)] += f" {create_words(world.dice, 1)}"
        note.write_text("\n".join(lines), encoding="utf-8")


def add_section(world: RandomGroup, _: int) -> None:
    """Add a section at the end of a note."""
    note = world.choose_note()
    text = note.read_text(encoding="utf-8").rstrip("\n")
    note.write_text(f"{text}\n\n{world.create_section()}", encoding="utf-8")


def remove_section(world: RandomGroup, _: int) -> None:
    """Remove a section, unless it is the last of its note."""
    note = world.choose_note()
    text = note.read_text(encoding="utf-8")
    sections = SECTION.findall(text)
    if len(sections) > 1:
        note.write_text(text.replace(world.dice.choice(sections), "", 1), encoding="utf-8")


def rename_note(world: RandomGroup, _: int) -> None:
    """Rename a note."""
    note = world.choose_note()
    note.rename(note.with_name(f"{note.stem[:20]}{world.dice.randrange(1000)}.md"))


def build(world: RandomGroup, _: int) -> None:
    """Build, if no note has a conflict."""
    world.group.build()


def build_and_import(world: RandomGroup, _: int) -> None:
    """Build, and let everybody import the package."""
    world.group.build()
    world.group.load()


def build_and_commit(world: RandomGroup, second: int) -> None:
    """Build, and commit notes and deck.lock together."""
    world.group.build()
    commit_files(world.clone, second)


def commit(world: RandomGroup, second: int) -> None:
    """Commit without a build."""
    commit_files(world.clone, second)


def share(world: RandomGroup, second: int) -> None:
    """Commit, merge what the others have, build, and push; all others merge the result."""
    commit_files(world.clone, second)
    run_git(world.clone, "fetch", "-q", "origin")
    try:
        run_git(world.clone, "merge", "-q", "--no-edit", "origin/main", second=second)
    except GitFailedError:
        resolve_notes(world)
    world.group.build()
    commit_files(world.clone, second)
    run_git(world.clone, "push", "-q", "origin", "HEAD:main")


def resolve_notes(world: RandomGroup) -> None:
    """Resolve the conflicts of a merge in the notes with one of the sides, and leave those in deck.lock."""
    for line in run_git(world.clone, "-c", "core.quotePath=false", "status", "--porcelain").splitlines():
        state, name = line[:2], line[3:].strip('"')
        if not name.endswith(".md"):
            continue
        if state in ("UU", "AA"):
            run_git(world.clone, "checkout", "-q", world.dice.choice(["--ours", "--theirs"]), "--", name)
        elif state in ("UD", "DU", "DD", "AU", "UA") and not (world.clone / name).exists():
            run_git(world.clone, "rm", "-q", "--cached", "--", name)


def list_unmerged(clone: Path) -> list[str]:
    """Return the files with conflicts."""
    return run_git(clone, "diff", "--name-only", "--diff-filter=U").split("\n")[:-1]


def revert(world: RandomGroup, second: int) -> None:
    """Revert one of the last commits, unless that conflicts in a note."""
    if run_git(world.clone, "status", "--porcelain"):
        return
    commits = run_git(world.clone, "rev-list", "--no-merges", "-4", "HEAD").split()[:-1]
    if commits:
        try:
            run_git(world.clone, "revert", "--no-edit", world.dice.choice(commits), second=second)
        except GitFailedError:
            if list_unmerged(world.clone) == ["notes/deck.lock"]:
                build_and_commit(world, second)
            else:
                run_git(world.clone, "reset", "-q", "--hard")


def throw_away(world: RandomGroup, _: int) -> None:
    """Throw away all that is not committed."""
    run_git(world.clone, "checkout", "-q", "-f", "HEAD", "--", ".")
    run_git(world.clone, "clean", "-q", "-f", "-d")


def switch_version(world: RandomGroup, _: int) -> None:
    """Let a member use another version of the program from now on, which draws cards in another way."""
    world.group.member.is_upgraded = not world.group.member.is_upgraded


def delete_cache(world: RandomGroup, second: int) -> None:
    """Delete the cache; all is committed and built before, as nothing else remembers what is not."""
    build_and_commit(world, second)
    world.group.do(["no", "cache"], second)


ACTIONS: dict[Callable[[RandomGroup, int], None], int] = {
    edit_text: 14,
    rename_section: 8,
    add_section: 6,
    remove_section: 5,
    rename_note: 2,
    build: 6,
    build_and_import: 14,
    build_and_commit: 10,
    commit: 5,
    share: 8,
    revert: 8,
    throw_away: 3,
    delete_cache: 2,
    switch_version: 2,
}
