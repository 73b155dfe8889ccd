"""The namespace of a deck's guids: the same for all who build the deck, and another for any other deck."""

from __future__ import annotations

from pathlib import Path

from notedeck.identity.guids import create_namespace
from notedeck.util import git


def find_namespace(folder: Path, setting: str, default: str) -> str:
    """Return the namespace of a deck in `folder` that has no deck.lock yet: 16 characters of a-z and 2-7.

    In a repository it comes from the first commit, the place of the folder, and `setting`, the name of the deck in
    deck.toml: all clones have these, whatever they are named. A repository without a commit has no clones, so its place
    on this computer does. Elsewhere it comes from the name, which is `default` without a setting (docs/decisions/0029).
    """
    top = git.find_worktree(folder)
    first_commit = git.find_first_commit(folder) if top else ""
    if top and first_commit:
        return create_namespace(first_commit, git.name_folder_from_top(folder, top), setting)
    if git.has_no_commit(folder):
        return create_namespace("", str(folder.resolve()), setting or default)
    return create_namespace("", "", setting or default)
