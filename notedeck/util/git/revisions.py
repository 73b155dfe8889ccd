"""Find the commit that a person names: a branch, a tag, `origin/main`, `HEAD~3`, a hash, `main...`.

Branches and tags are read here, as git sees none of them (`repository.py`); git resolves only hashes and what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.files.read import FileRefusedError, is_present, read_file, walk_tree
from notedeck.util.git.repository import (
    GIT_FOLDER,
    HASH,
    MAX_REFS_BYTES,
    SHALLOW_FILE,
    Repository,
    find_repository,
    follow_reference,
    is_readable,
    read_head,
    read_pointer_inside,
    read_reference,
)
from notedeck.util.git.run import find_checked_repository, read_settings, run_git
from notedeck.util.processes.programs import find_program
from notedeck.util.suggest import find_closest_name

REVISION = re.compile(r"(?P<base>[^\s~^:?*\[\]\\\x00-\x1f\x7f]+)(?P<steps>(?:[~^]\d{0,9})*)")
SHORT_HASH = re.compile(r"[0-9a-f]{4,64}")
OWN_NAMES = ("HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD")
REFERENCE_PLACES = ("{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
LISTED_REFERENCE = re.compile(rb"^[0-9a-f]{40,64} refs/(?:heads|tags|remotes)/([^\r\n]+)", re.MULTILINE)
COMMON_MARK = "..."
FORMS = Message("Name a branch, a tag, origin/main, HEAD~3 or a hash; main... is where this branch left main.")
WITHOUT_COMMITS = Message("Compare with the last build instead: build-deck diff.")
SHALLOW_HINT = Message(
    "This clone has only a part of the history. Get the rest with `git fetch --unshallow`, and another branch with "
    "`git fetch origin main:main`; in GitHub Actions, give actions/checkout `fetch-depth: 0`."
)


class Revision(Value, frozen=True):
    """A commit that a person named: its hash, and how many commits it has that the checked-out one does not have."""

    name: str
    commit: str
    ahead: int = 0


def find_revision(root: Path, name: str) -> Revision:
    """Return the commit that a person names, in the repository around `root`.

    With `...` at its end it is the last one that it has in common with the checked-out commit. Raises DeckError that
    says what to do if there is none.
    """
    repository = require_repository(root)
    end = name.removesuffix(COMMON_MARK)
    words = REVISION.fullmatch(end)
    if words is None or not is_plain(words["base"]):
        raise DeckError(Message('"{name}" is not the name of a commit', name=name), FORMS)
    base = find_base(repository, words["base"])
    commit = base and ask(root, "rev-parse", "--verify", "--quiet", f"{base}{words['steps']}^{{commit}}")
    if not commit:
        raise describe_unknown(repository, end)
    if end != name:
        return Revision(name, find_common_commit(root, repository, end, commit))
    ahead = ask(root, "rev-list", "--count", commit, "^HEAD")
    return Revision(name, commit, int(ahead or 0))


def require_repository(root: Path) -> Repository:
    """Return the repository around a folder or file. Raises DeckError if git cannot tell what is in it."""
    if find_program("git") is None:
        raise DeckError(
            Message("git is not installed, so there are no commits"),
            Message("Install git. {without_commits}", without_commits=WITHOUT_COMMITS),
        )
    repository = find_checked_repository(root)
    if repository is None:
        is_there = find_repository(root.resolve()) is not None or is_any_above(root.resolve())
        reason = (
            Message("is a repository that notedeck does not read") if is_there else Message("is in no git repository")
        )
        raise DeckError(
            Message("{root} {reason}, so there are no commits", root=root, reason=reason),
            Message("Name notes in a clone. {without_commits}", without_commits=WITHOUT_COMMITS),
        )
    if not is_readable(repository, read_settings(repository)):
        message = Message("the commits of {top} are stored in a way that notedeck does not read", top=repository.top)
        raise DeckError(
            message, Message("Use a clone that was not made with --shared, --reference or --ref-format=reftable.")
        )
    if not read_head_or_none(repository):
        raise DeckError(
            Message("{top} has no commit yet", top=repository.top),
            Message("Commit the notes first. {without_commits}", without_commits=WITHOUT_COMMITS),
        )
    return repository


def is_any_above(root: Path) -> bool:
    """Return whether there is a `.git` in or above a folder."""
    return any(is_present(folder / GIT_FOLDER) for folder in (root, *root.parents))


def read_head_or_none(repository: Repository) -> str:
    """Return the hash of the checked-out commit, "" without one, or if it cannot be read."""
    with suppress(FileRefusedError, OSError, ValueError):
        return read_head(repository)
    return ""


def is_plain(name: str) -> bool:
    """Return whether a name can be that of a branch, so that it leads to no other place than those of branches."""
    parts = name.split("/")
    return "@{" not in name and all(part and part[0] not in ".-" and ".." not in part for part in parts)


def find_base(repository: Repository, name: str) -> str:
    """Return the hash that a name stands for, a hash as it is, "" for an unknown name."""
    if name in ("@", "HEAD"):
        return read_head_or_none(repository)
    if name in OWN_NAMES:
        with suppress(FileRefusedError, OSError, ValueError):
            first = read_pointer_inside(repository.own, name)[:64]
            return next(iter(HASH.findall(first)), "")
        return ""
    for place in REFERENCE_PLACES:
        if (full := place.format(name)).startswith("refs/") and (found := find_reference(repository, full)):
            return found
    return name if SHORT_HASH.fullmatch(name) else ""


def find_reference(repository: Repository, name: str) -> str:
    """Return the hash that the full name of a branch or tag stands for, "" without it."""
    with suppress(FileRefusedError, OSError, ValueError):
        return follow_reference(repository, text) if (text := read_reference(repository.common, name)) else ""
    return ""


def ask(root: Path, *args: str) -> str:
    """Return the one line that git prints, "" if it fails."""
    return (run_git(root, *args, is_optional=True) or b"").decode("ascii", "replace").strip()


def find_common_commit(root: Path, repository: Repository, name: str, commit: str) -> str:
    """Return the last commit that a commit and the checked-out one have in common. Raises DeckError without one."""
    common = ask(root, "merge-base", commit, "HEAD")
    if common:
        return common
    hint = SHALLOW_HINT if is_shallow(repository) else Message("Name it without the dots: {name}", name=name)
    raise DeckError(Message("{name} and this branch have no commit in common here", name=name), hint)


def is_shallow(repository: Repository) -> bool:
    """Return whether a clone lacks the earlier commits."""
    return is_present(repository.common / SHALLOW_FILE)


def describe_unknown(repository: Repository, name: str) -> DeckError:
    """Return the error for a commit that is not there."""
    message = Message('there is no commit "{name}" in {top}', name=name, top=repository.top)
    names = sorted(list_references(repository))
    remote = next((other for other in names if other.endswith(f"/{name}")), "")
    if is_shallow(repository) and not remote:
        return DeckError(message, SHALLOW_HINT)
    if closest := remote or find_closest_name(name, names):
        return DeckError(
            message, Message('Did you mean "{closest}"? To get what is new on the server: git fetch', closest=closest)
        )
    if {*"~^"} & {*name}:
        return DeckError(message, Message("The history is shorter than that, or the name before ~ and ^ is unknown."))
    return DeckError(message, Message("{forms} A branch that is only on the server: git fetch first.", forms=FORMS))


def list_references(repository: Repository) -> Iterator[str]:
    """Yield the short names of all branches and tags."""
    with suppress(FileRefusedError):
        packed = read_file(repository.common / "packed-refs", roots=[repository.common], max_bytes=MAX_REFS_BYTES)
        yield from (match[1].decode("utf-8", "replace") for match in LISTED_REFERENCE.finditer(packed))
    for kind in ("heads", "tags", "remotes"):
        top = repository.common / "refs" / kind
        for folder, files in walk_tree(top, lambda _: True):
            yield from ((folder / file).relative_to(top).as_posix() for file in files)
