"""The files that `init` writes, and what is already there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from notedeck.config.settings import SETTINGS_FILE
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util import git
from notedeck.util.files.read import FileRefusedError, is_present, read_file
from notedeck.util.resources import read_resource

PACKAGE = "notedeck.scaffold"
MERGE_LINE = "deck.lock merge=deck-lock\n"
OUTPUT_LINE = "output/\n"
WORKFLOW = ".github/workflows/cards.yml"
DOWNLOAD_URL = "https://github.com/{}/releases/download/deck/deck.apkg"  # the defaults of action.yml

NO_DOWNLOAD = '# download_url = ""'
MAX_LIST_BYTES = 1_000_000  # of a .gitignore


class NewFile(Value, frozen=True):
    """A file for a deck: where it belongs, its text, and its purpose as a clause for people.

    `is_there` is whether a file of this name exists; it stays as it is. `line` is what belongs in such a file, and
    `commented` the line that `line` replaces if `init` wrote the file before it was known.
    """

    file: Path
    text: str
    purpose: str
    is_there: bool = False
    line: str = ""
    commented: str = ""

    @property
    def lacks_line(self) -> bool:
        """Whether the file is there without the line that belongs in it."""
        return self.is_there and bool(self.line) and self.line not in read_lines(self.file)

    @property
    def can_be_completed(self) -> bool:
        """Whether the file lacks its line and has the one that it replaces."""
        return self.lacks_line and self.commented in read_lines(self.file)


def plan_files(folder: Path, name: str, languages: tuple[str, str], *, github: bool, korean: bool) -> list[NewFile]:
    """Return the files for the deck in `folder` with this name.

    `languages` are those of the notes and of translations. With `github`, the workflow for GitHub is one of them; with
    `korean`, the comments in the settings are Korean.
    """
    top = git.find_worktree(folder)
    link = find_download_url(folder) if top and github else ""
    plan = [create_settings(folder, name, languages, link, korean=korean)]
    if top:
        plan += list_git_files(folder, top)
    if top and github:
        plan.append(create_workflow(top, git.name_folder_from_top(folder, top)))
    return plan


def find_download_url(folder: Path) -> str:
    """Return the link to the package that GitHub will publish, "" if the notes have no repository there."""
    slugs = git.list_remote_slugs(folder)
    return DOWNLOAD_URL.format(slugs[0]) if slugs else ""


def create_settings(folder: Path, name: str, languages: tuple[str, str], link: str, *, korean: bool) -> NewFile:
    """Return the settings of a deck, each with its default in a comment; `link` is that of the package, "" for none."""
    own, target = languages
    lines = f'language = "{own}"\ntranslate_to = ["{target}"]'
    download = f'download_url = "{link}"' if link else NO_DOWNLOAD
    text = read_resource(PACKAGE, "deck.ko.toml" if korean else "deck.toml")
    text = text.replace("{name}", json.dumps(name, ensure_ascii=False)).replace("{language}", lines)
    text = text.replace("{download}", download)
    file = create_file(folder / SETTINGS_FILE, text, Message("the settings, each with its default"))
    return file.replace(line=download, commented=NO_DOWNLOAD) if link else file


def list_git_files(folder: Path, top: Path) -> Iterator[NewFile]:
    """Yield what git should know of a deck."""
    yield create_file(folder / ".gitattributes", MERGE_LINE, Message("git merges deck.lock by itself"), is_shared=True)
    yield create_file(top / ".gitignore", OUTPUT_LINE, Message("git leaves the packages out"), is_shared=True)


def create_workflow(top: Path, notes: str) -> NewFile:
    """Return the workflow that checks pull requests and publishes the deck; `notes` is the folder from the top."""
    text = read_resource(PACKAGE, "cards.yml").replace("{notes}", json.dumps(notes, ensure_ascii=False))
    return create_file(top / WORKFLOW, text, Message("GitHub checks pull requests and publishes the deck"))


def read_lines(file: Path) -> list[str]:
    """Return the lines of a file that is there, none if it cannot be read."""
    return read_text(file).splitlines()


def read_text(file: Path) -> str:
    """Return the text of a file that is there, "" if it cannot be read."""
    try:
        return read_file(file, roots=[file], max_bytes=MAX_LIST_BYTES).decode("utf-8", "surrogateescape")
    except (FileRefusedError, OSError):
        return ""


def complete_text(new: NewFile) -> str:
    """Return the text of a file that is there, with its line in the place of the commented one."""
    lines = read_text(new.file).splitlines(keepends=True)
    return "".join(line.replace(new.commented, new.line) if line.strip() == new.commented else line for line in lines)


def create_file(file: Path, text: str, purpose: str, *, is_shared: bool = False) -> NewFile:
    """Return a file; one that others write to as well is complete if it has the line."""
    is_there = is_present(file)
    return NewFile(file, text, purpose, is_there, text.strip() if is_shared else "")
