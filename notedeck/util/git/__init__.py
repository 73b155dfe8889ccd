"""What git knows about a folder.

Only reads: no hook, filter, pager, password prompt or network is ever used, and no setting of the repository.
"""

from __future__ import annotations

from notedeck.util.git.history import (
    Commit,
    CommittedFile,
    find_clean_head,
    find_committed_file,
    is_ancestor,
    is_clean,
    is_committed,
    is_shallow,
    list_commit_times,
    read_committed,
    was_committed,
)
from notedeck.util.git.ignored import is_ignored
from notedeck.util.git.index import is_staged
from notedeck.util.git.log import (
    ChangedFiles,
    find_first_commit,
    list_later_commits,
    read_blob,
    read_changed_lines,
    read_versions,
)
from notedeck.util.git.revisions import Revision, find_revision
from notedeck.util.git.run import find_head_hash, has_no_commit
from notedeck.util.git.worktree import find_worktree, list_remote_slugs, name_folder_from_top

__all__ = [
    "ChangedFiles",
    "Commit",
    "CommittedFile",
    "Revision",
    "find_clean_head",
    "find_committed_file",
    "find_first_commit",
    "find_head_hash",
    "find_revision",
    "find_worktree",
    "has_no_commit",
    "is_ancestor",
    "is_clean",
    "is_committed",
    "is_ignored",
    "is_shallow",
    "is_staged",
    "list_commit_times",
    "list_later_commits",
    "list_remote_slugs",
    "name_folder_from_top",
    "read_blob",
    "read_changed_lines",
    "read_committed",
    "read_versions",
    "was_committed",
]
