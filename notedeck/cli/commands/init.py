"""`init`: look at a folder of notes, say what is in it, and write the files that a deck needs.

No file is replaced, but for a line that an earlier `init` left as a comment.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import ReadingOptions
from notedeck.errors import DeckError
from notedeck.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

    from notedeck.cli.run import Run
    from notedeck.scaffold.files import NewFile


GENERAL_NAMES = frozenset(("docs", "md", "note", "notes", "노트"))  # of folders; they say nothing about a deck


@dataclass(frozen=True, slots=True, kw_only=True)
class InitOptions(ReadingOptions):
    """The options of `init`."""

    github: bool = False
    dry_run: bool = False
    write: bool = False


def run(options: InitOptions, console: Console) -> int:
    """Look at the notes, and write what is missing; with an existing set-up only on request."""
    from notedeck.cli.reports.init import report_init

    done, languages = look_at_deck(options, console)
    plan = plan_deck(done, languages, github=options.github)
    needs_write = is_set_up(done)
    is_dry = options.dry_run or (needs_write and not options.write)
    if not is_dry:
        write_files(plan, done.project.root.folder)
    words = (*list_words(options), *(("--write",) if needs_write else ()))
    report_init(console, done, plan, words if is_dry else None, as_json=options.json)
    return ExitStatus.DONE


def list_words(options: InitOptions) -> Iterator[str]:
    """Yield the options as they were typed, without those on what to write."""
    if options.deck:
        yield f"--deck {shlex.quote(options.deck)}"
    flags = {"--fetch": options.fetch, "--trust": options.trust, "--github": options.github}
    yield from (word for word, is_on in flags.items() if is_on)


def look_at_deck(options: InitOptions, console: Console) -> tuple[Run, tuple[str, str]]:
    """Return the deck in the language that its settings say, else in the one that its notes are in, and the languages.

    Which notes are translations of others depends on it.
    """
    from notedeck.cli.run import create_quiet_console, run_pipeline
    from notedeck.scaffold.language import guess_languages
    from notedeck.util.html import strip_tags

    done = run_pipeline(options, console)
    settings = done.project.settings.translation
    if is_set_up(done):
        return done, (settings.language, settings.translate_to[0])
    texts = (strip_tags(text) for card in done.built.deck.cards for text in (card.front, card.back))
    languages = guess_languages(texts)
    if languages[0] != settings.language:
        done = run_pipeline(options, create_quiet_console(), languages=languages)
    return done, languages


def plan_deck(done: Run, languages: tuple[str, str], *, github: bool) -> list[NewFile]:
    """Return the files for a deck. Raises DeckError if there is no repository for a workflow."""
    from notedeck.scaffold.files import plan_files
    from notedeck.util import git

    folder = done.project.root.folder.resolve()
    if github and not git.find_worktree(folder):
        hint = Message("Create a repository first: git init. Then put it on GitHub.")
        raise DeckError(Message("{folder} is in no git repository, so GitHub has nothing to run", folder=folder), hint)
    name = choose_name(folder, done.project.lock_file.lock.deck or done.project.deck_setting)
    return plan_files(folder, name, languages, github=github, korean=languages[0] == "ko")


def choose_name(folder: Path, name: str) -> str:
    """Return the name that a deck has, else that of its folder, or of the folder above one named `notes`."""
    from notedeck.cards.naming import name_top_deck

    own = folder.parent if folder.name.casefold() in GENERAL_NAMES else folder
    return name_top_deck(own, name)


def is_set_up(done: Run) -> bool:
    """Return whether somebody chose settings for this deck, or built it."""
    from notedeck.config.settings import SETTINGS_FILE
    from notedeck.util.files.read import is_present

    return done.project.lock_file.data is not None or is_present(done.project.root.folder / SETTINGS_FILE)


def write_files(files: Sequence[NewFile], folder: Path) -> None:
    """Write new files in the folder of the notes or its repository, and the lines that `init` left as comments.

    Raises DeckError where a file cannot be written.
    """
    from notedeck.scaffold.files import complete_text
    from notedeck.util import git
    from notedeck.util.files.write import create_folder, replace_file

    inside = git.find_worktree(folder) or folder.resolve()
    texts = {new.file: new.text for new in files if not new.is_there}
    texts |= {new.file: complete_text(new) for new in files if new.can_be_completed}
    for file, text in texts.items():
        create_folder(file.parent, inside=inside)
        with replace_file(file, inside=inside) as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))


COMMAND = Command(InitOptions, run)
