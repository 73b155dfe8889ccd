"""What a file is in the last commits of all branches and tags, and in the stash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from notedeck.util.git.repository import Repository
from notedeck.util.git.revisions import find_base, find_reference, list_references
from notedeck.util.git.run import find_checked_repository, run_git
from notedeck.util.git.worktree import find_worktree, name_path_from_top

MAX_TIPS = 100  # with more, git is not asked
STASH = "refs/stash"
HEADER = re.compile(rb"[0-9a-f]{40,64} blob (\d+)\n")


def read_at_tips(file: Path) -> tuple[bytes, ...] | None:
    """Return the contents that a file has in the last commits of branches and tags, and in the stash.

    Without git there are none; the result is None if git does not answer, or if there are too many branches.
    """
    repository, top = find_checked_repository(file.parent), find_worktree(file.parent)
    name = name_path_from_top(file, top) if top else ""
    if repository is None or not name:
        return ()
    commits = sorted(list_tips(repository))
    if len(commits) > MAX_TIPS:
        return None
    names = "".join(f"{commit}:{name}\n" for commit in commits)
    output = run_git(file.parent, "cat-file", "--batch", is_optional=True, data=names.encode("utf-8"))
    return None if output is None else tuple(split_contents(output))


def list_tips(repository: Repository) -> set[str]:
    """Return the hashes of the last commits of all branches and tags, and of the stash."""
    tips = {find_base(repository, name) for name in set(list_references(repository))}
    return {tip for tip in (*tips, find_reference(repository, STASH)) if tip}


def split_contents(output: bytes) -> Iterator[bytes]:
    """Yield the contents of files in the output of `git cat-file --batch`, without those that are missing."""
    position = 0
    while position < len(output):
        header = HEADER.match(output, position)
        if header is None:
            position = output.find(b"\n", position) + 1 or len(output)
            continue
        end = header.end() + int(header[1])
        yield output[header.end() : end]
        position = end + 1
