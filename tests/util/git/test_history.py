"""What we learn from git, and what a repository must not be able to do."""

from __future__ import annotations

import hashlib
import os
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest

from notedeck.util import git
from notedeck.util.files import states
from notedeck.util.files.read import read_file
from notedeck.util.git import Commit, find_clean_head, find_worktree, history, list_commit_times, list_remote_slugs, run
from notedeck.util.processes.limited import TimeLimitError
from tests.support.repository import commit_files, create_repository, run_git

OLD, NEW, LAST = 1_000_000_000, 1_000_000_100, 1_000_000_200


EXPECTED = {"a.md": OLD, "가상메모리.md": OLD, "sub/b.md": NEW, "sub/c.md": OLD}


def seconds(root: Path) -> Mapping[str, int]:
    """The commit times of all notes below `root`, by name."""
    files = [path for path in root.rglob("*.md") if ".git" not in path.parts]
    return {file.relative_to(root).as_posix(): second for file, second in list_commit_times(root, files).items()}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = create_repository(tmp_path / "내 노트")
    commit_files(folder, OLD, a="a", 가상메모리="가", sub__b="b", sub__c="c")
    commit_files(folder, NEW, sub__b="b2")
    return folder


def test_last_commit_of_each_file(notes: Path) -> None:
    assert seconds(notes) == {"a.md": OLD, "가상메모리.md": OLD, "sub/b.md": NEW, "sub/c.md": OLD}


def test_a_folder_inside_the_work_tree(notes: Path) -> None:
    assert seconds(notes / "sub") == {"b.md": NEW, "c.md": OLD}


def test_one_file_as_root(notes: Path) -> None:
    assert list_commit_times(notes / "sub" / "b.md", [notes / "sub" / "b.md"]) == {notes / "sub" / "b.md": NEW}


def test_a_link_to_the_work_tree(notes: Path) -> None:
    link = notes.parent / "link"
    link.symlink_to(notes / "sub")
    assert seconds(link) == {"b.md": NEW, "c.md": OLD}


def test_files_that_are_not_as_committed(notes: Path) -> None:
    (notes / "a.md").write_text("changed", encoding="utf-8")
    (notes / "new.md").write_text("new", encoding="utf-8")
    (notes / "staged.md").write_text("staged", encoding="utf-8")
    run_git(notes, "add", "staged.md")
    gone = notes / "sub" / "c.md"
    gone.unlink()
    assert seconds(notes) == {"가상메모리.md": OLD, "sub/b.md": NEW}
    assert list_commit_times(notes, [gone]) == {}


def test_a_touched_file_is_not_changed(notes: Path) -> None:
    os.utime(notes / "a.md", (LAST, LAST))
    assert seconds(notes)["a.md"] == OLD


def test_each_file_is_read_once_and_again_when_it_changes(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "is_older", lambda _state, _moment: True)
    read: list[str] = []
    own = read_file

    def count(file: Path, **limits: Any) -> bytes:
        read.append(file.name)
        return own(file, **limits)

    monkeypatch.setattr(history, "read_file", count)
    assert seconds(notes) == seconds(notes) == EXPECTED
    assert sorted(read) == sorted(Path(name).name for name in EXPECTED)
    before = (notes / "a.md").stat()
    (notes / "a.md").write_text("b", encoding="utf-8")
    os.utime(notes / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "a.md" not in seconds(notes)


def test_git_is_asked_once_about_a_commit(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    own = run.run_git

    def count(top: Path, *words: str, **limits: Any) -> bytes | None:
        asked.append(words[0])
        return own(top, *words, **limits)

    monkeypatch.setattr(run, "run_git", count)
    assert seconds(notes) == seconds(notes) == EXPECTED
    assert asked == ["ls-tree", "log"]
    run_git(notes, "commit", "--allow-empty", "-q", "-m", "empty")
    assert seconds(notes) == EXPECTED
    assert asked == ["ls-tree", "log"] * 2


def test_an_answer_that_git_did_not_give_is_asked_for_again(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(run, "run_git", lambda *_: None)
        assert seconds(notes) == {}
    assert seconds(notes) == EXPECTED


def test_a_file_that_changed_just_now_is_read_each_time(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "is_older", lambda _state, _moment: False)
    assert seconds(notes) == EXPECTED
    (notes / "a.md").write_text("b", encoding="utf-8")
    assert "a.md" not in seconds(notes)


def test_a_symlink_has_the_time_of_its_file(notes: Path) -> None:
    (notes / "link.md").symlink_to(notes / "sub" / "b.md")
    assert seconds(notes)["link.md"] == NEW


def test_line_ends_of_windows_are_not_a_change(notes: Path) -> None:
    commit_files(notes, LAST, lines="a\nb\n")
    (notes / "lines.md").write_bytes(b"a\r\nb\r\n")
    assert seconds(notes)["lines.md"] == LAST


def test_a_changed_file_after_a_merge(notes: Path) -> None:
    run_git(notes, "checkout", "-q", "-b", "side", "HEAD~1")
    commit_files(notes, NEW + 5, a="from the side")
    run_git(notes, "checkout", "-q", "main")
    commit_files(notes, NEW + 10, 가상메모리="on main")
    run_git(notes, "merge", "-q", "--no-ff", "--no-commit", "side")
    commit_files(notes, LAST, sub__c="in the merge itself")
    assert seconds(notes) == {"a.md": NEW + 5, "가상메모리.md": NEW + 10, "sub/b.md": NEW, "sub/c.md": LAST}


def test_a_renamed_file_counts_as_changed(notes: Path) -> None:
    run_git(notes, "mv", "a.md", "z.md")
    commit_files(notes, LAST)
    assert seconds(notes)["z.md"] == LAST


def test_names_that_are_hard_to_read(notes: Path) -> None:
    names = ["1000000000", "commit 0123", "a\tb", "a b", '"x"', "-n", ":(top)x", "*"]
    commit_files(notes, LAST, **dict.fromkeys(names, "x"))
    found = seconds(notes)
    assert {found[f"{name}.md"] for name in names} == {LAST}


def test_a_folder_with_the_name_of_a_pattern(notes: Path) -> None:
    commit_files(notes, LAST, **{"[s]*__x": "x", ":!y__y": "y"})
    assert seconds(notes / "[s]*") == {"x.md": LAST}
    assert seconds(notes / ":!y") == {"y.md": LAST}


def test_a_name_in_pieces_is_the_same_name(notes: Path) -> None:
    composed = notes / "가상메모리.md"
    pieces = notes / unicodedata.normalize("NFD", composed.name)
    composed.rename(pieces)
    assert list_commit_times(notes, [pieces]) == {pieces: OLD}


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    folder = create_repository(tmp_path / "new")
    (folder / "a.md").write_text("a", encoding="utf-8")
    assert seconds(folder) == {}
    assert find_worktree(folder) == folder


def test_a_shallow_clone(notes: Path, tmp_path: Path) -> None:
    commit_files(notes, LAST, a="a2")
    run_git(tmp_path, "clone", "-q", "--depth", "2", f"file://{notes}", "clone")
    assert seconds(tmp_path / "clone") == {"a.md": LAST, "가상메모리.md": NEW, "sub/b.md": NEW, "sub/c.md": NEW}


def test_a_second_work_tree(notes: Path, tmp_path: Path) -> None:
    run_git(notes, "worktree", "add", "-q", str(tmp_path / "second"))
    assert find_worktree(tmp_path / "second" / "sub") == tmp_path / "second"
    assert seconds(tmp_path / "second" / "sub") == {"b.md": NEW, "c.md": OLD}


def test_sha256(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    run_git(folder, "init", "-q", "--object-format=sha256")
    commit_files(folder, OLD, a="a")
    assert seconds(folder) == {"a.md": OLD}


def test_no_work_tree(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    if find_worktree(tmp_path.parent) is None:
        assert (find_worktree(tmp_path), list_remote_slugs(tmp_path), seconds(tmp_path)) == (None, (), {})


def test_a_bare_repository_is_no_work_tree(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q", "--bare", "bare")
    assert find_worktree(tmp_path / "bare") == find_worktree(tmp_path)


def test_git_is_missing(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.parse_config.cache_clear()
    monkeypatch.setenv("PATH", str(notes))
    assert (find_worktree(notes), list_remote_slugs(notes), seconds(notes)) == (None, (), {})


def test_git_refuses(notes: Path) -> None:
    (notes / ".git" / "HEAD").write_text("nonsense", encoding="utf-8")
    assert (find_worktree(notes), list_remote_slugs(notes), seconds(notes)) == (None, (), {})


def exceed_limit(*_: object) -> NoReturn:
    raise TimeLimitError


def test_git_takes_too_long(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_worktree(notes) == notes
    with monkeypatch.context() as context:
        context.setattr(run, "run_program", exceed_limit)
        assert seconds(notes) == {}
    monkeypatch.setattr(run, "start_git", lambda *_: pytest.fail("git was started again"))
    assert seconds(notes) == {}


def test_git_prints_too_much(notes: Path) -> None:
    assert run.run_git(notes, "cat-file", "blob", "HEAD:a.md", max_bytes=1) == b"a"
    assert run.run_git(notes, "cat-file", "blob", "HEAD:sub/b.md", max_bytes=1) is None


def test_run_from_a_hook_of_another_repository(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = create_repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert find_worktree(notes) == notes
    assert seconds(notes)["a.md"] == OLD


def test_a_work_tree_that_claims_more_is_not_believed(notes: Path) -> None:
    run_git(notes, "config", "core.worktree", str(notes.parent))
    assert find_worktree(notes) is None


def test_a_submodule_is_a_work_tree(notes: Path, tmp_path: Path) -> None:
    outer = create_repository(tmp_path / "outer")
    run_git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(notes), "inner")
    assert find_worktree(outer / "inner" / "sub") == outer / "inner"


def trap(folder: Path, trace: Path) -> Path:
    """A program that leaves a trace when it runs, and can pass as a signer of commits."""
    program = folder / "trap"
    signature = 'printf "\\n[GNUPG:] SIG_CREATED D\\n" >&2; echo "-----BEGIN PGP SIGNATURE-----"'
    program.write_text(f'#!/bin/sh\ntouch "{trace}"\ncat >/dev/null\n{signature}\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(shutil.which("sh") is None, reason="the program that must not run is a shell script")
def test_a_repository_cannot_start_programs(notes: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    program = str(trap(tmp_path, trace))
    run_git(notes, "config", "gpg.program", program)
    (notes / "signed.md").write_text("x", encoding="utf-8")
    run_git(notes, "add", "-A")
    run_git(notes, "commit", "-q", "-S", "-m", "signed")
    trace.unlink()
    names = ["core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.askPass", "log.showSignature"]
    names += ["filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv", "diff.x.command"]
    for name in names:
        run_git(notes, "config", name, "true" if name == "log.showSignature" else program)
    (notes / ".gitattributes").write_text("*.md filter=x diff=x\n", encoding="utf-8")
    (notes / "a.md").write_text("changed", encoding="utf-8")
    assert seconds(notes)["sub/b.md"] == NEW
    assert find_worktree(notes) == notes
    assert find_clean_head(notes, [notes / "a.md"]) is None
    commit = find_clean_head(notes, [notes / "sub" / "b.md"])
    assert commit == Commit(run_git(notes, "rev-parse", "HEAD").strip(), OLD)
    assert not trace.exists()


def test_the_repository_is_left_as_it_was(notes: Path) -> None:
    def digest() -> str:
        files = sorted(path for path in (notes / ".git").rglob("*") if path.is_file())
        return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()

    os.utime(notes / "a.md", (LAST, LAST))
    before = digest()
    assert seconds(notes)
    list_remote_slugs(notes)
    assert digest() == before


OTHER = "../other/.git"  # a repository of the user, seen from the stranger's folder
TAMPERINGS: dict[str, Callable[[Path, Path], object]] = {
    "an alternate": lambda git, other: write(git / "objects/info/alternates", f"{other}/objects\n"),
    "another place for everything": lambda git, other: write(git / "commondir", f"{other}\n"),
    "a symlink to another repository": lambda git, other: link(git, other),
    "the name of another repository": lambda git, _: point(git, OTHER),
    "objects of another repository": lambda git, other: link(git / "objects", other / "objects"),
    "packs of another repository": lambda git, other: link(git / "objects/pack", other / "objects/pack"),
    "settings of another repository": lambda git, other: link(git / "config", other / "config"),
    "HEAD of another repository": lambda git, other: link(git / "HEAD", other / "HEAD"),
    "a branch of another repository": lambda git, other: link(git / "refs/heads/main", other / "refs/heads/main"),
    "a branch outside": lambda git, _: write(git / "HEAD", "ref: refs/../../../other/.git/refs/heads/main\n"),
    "a branch in a circle": lambda git, _: write(git / "refs/heads/main", "ref: refs/heads/main\n"),
    "no branch": lambda git, _: write(git / "HEAD", "ref: HEAD\n"),
    "an unknown storage": lambda git, _: append(git / "config", "[extensions]\n\trefStorage = reftable\n"),
    "an unknown hash function": lambda git, _: append(git / "config", "[extensions]\n\tobjectFormat = sha3\n"),
    "settings that are none": lambda git, _: append(git / "config", "[core\n"),
    "too many settings": lambda git, _: append(git / "config", "[a]\nb\n" * 200_000),
}


READ_NOWHERE = ("an alternate", "objects of another repository", "packs of another repository", "an unknown storage")


@pytest.mark.parametrize("name", READ_NOWHERE)
def test_a_history_that_is_not_read_changes_no_work_tree(name: str, notes: Path) -> None:
    other = create_repository(notes.parent / "other")
    commit_files(other, LAST, a="a")
    TAMPERINGS[name](notes / ".git", other / ".git")
    assert find_worktree(notes / "sub") == notes


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def point(git: Path, target: str) -> None:
    git.rename(git.parent / "x")
    git.write_text(f"gitdir: {target}\n", encoding="utf-8")


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


def link(path: Path, target: Path) -> None:
    path.rename(path.with_name(f"{path.name}-before"))
    path.symlink_to(target)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_repository_that_leads_elsewhere_is_left_alone(name: str, notes: Path) -> None:
    other = create_repository(notes.parent / "other")
    commit_files(other, LAST, a="a", 가상메모리="가", sub__b="b2", sub__c="c")
    TAMPERINGS[name](notes / ".git", other / ".git")
    assert seconds(notes) == {}
    assert git.find_head_hash(notes) == ""
    assert list(git.read_versions(notes / "a.md", 5)) == []


# What git itself would read, run or follow; TARGET is a file that never ends.
SETTINGS = """
[include] path = TARGET
[includeIf "gitdir:**"] path = TARGET
[mailmap] file = TARGET
[core] attributesFile = TARGET
[core] excludesFile = TARGET
[core] worktree = ..
[core] worktree = ../..
[diff] orderFile = TARGET
[blame] ignoreRevsFile = TARGET
[extensions] partialClone = origin
[extensions] worktreeConfig = true
[extensions] somethingNew = true
[log] follow = true
[log] diffMerges = off
[log] showSignature = true
[log] date = TARGET
[diff] external = TARGET
[format] pretty = TARGET
[notes] displayRef = refs/*
[i18n] logOutputEncoding = utf-16
[core] packedGitLimit = 1
[alias] log = !TARGET
[core] hooksPath = TARGET
[core] fsmonitor = TARGET
[remote "origin"] promisor = true
[remote "origin"] vcs = TARGET
""".strip().splitlines()


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_of_a_repository_counts(setting: str, notes: Path) -> None:
    section, _, assignment = setting.partition("] ")
    append(notes / ".git/config", f"{section}]\n\t{assignment.replace('TARGET', '/dev/zero')}\n")
    assert seconds(notes) == ({} if setting == "[core] worktree = ../.." else EXPECTED)


@pytest.mark.parametrize(
    "name", ["info/attributes", "info/grafts", "info/exclude", "config.worktree", "index", "hooks"]
)
def test_files_that_git_would_read_are_not_read(name: str, notes: Path) -> None:
    file = notes / ".git" / name
    shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)
    file.parent.mkdir(exist_ok=True)
    file.symlink_to("/dev/zero")
    assert seconds(notes) == EXPECTED


def test_replaced_objects_do_not_count(notes: Path) -> None:
    last, first = run_git(notes, "rev-list", "HEAD").split()
    run_git(notes, "replace", "--force", last, first)
    assert seconds(notes) == EXPECTED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize(
    "name", ["", "config", "HEAD", "refs/heads/main", "packed-refs", "shallow", "objects/pack/x.idx", "objects/00/x"]
)
def test_git_does_not_wait_for_a_pipe(name: str, notes: Path) -> None:
    path = notes / ".git" / name
    if name in ("", "packed-refs"):
        shutil.rmtree(notes / ".git" / ("refs/heads" if name else ""))
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    assert seconds(notes) == {}


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://github.com/kim/notes.git", "kim/notes"),
        ("https://github.com/kim/notes", "kim/notes"),
        ("https://github.com/kim/no.tes/", "kim/no.tes"),
        ("https://www.github.com/kim/notes", "kim/notes"),
        ("https://token:x@github.com/kim/notes.git", "kim/notes"),
        ("http://GitHub.com/Kim/Notes", "Kim/Notes"),
        ("git@github.com:kim/notes.git", "kim/notes"),
        ("github.com:kim/notes", "kim/notes"),
        ("ssh://git@github.com/kim/notes.git", "kim/notes"),
        ("ssh://git@ssh.github.com:443/kim/notes.git", "kim/notes"),
        ("git://github.com/kim/notes.git", "kim/notes"),
        ("https://gitlab.com/kim/notes.git", None),
        ("https://notgithub.com/kim/notes", None),
        ("https://github.com.example.org/kim/notes", None),
        ("https://example.org/github.com/kim/notes", None),
        ("https://gist.github.com/kim/0123", None),
        ("https://github.com/kim", None),
        ("https://github.com/kim/notes/more", None),
        ("../github.com/kim/notes", None),
    ],
)
def test_github_remotes(url: str, slug: str | None, tmp_path: Path) -> None:
    folder = create_repository(tmp_path / "new")
    run_git(folder, "remote", "add", "origin", url)
    assert list_remote_slugs(folder) == ((slug,) if slug else ())


def test_all_github_remotes_once(notes: Path) -> None:
    for name, url in {"origin": "git@github.com:kim/notes", "up": "https://github.com/lee/notes"}.items():
        run_git(notes, "remote", "add", name, url)
    run_git(notes, "config", "--add", "remote.origin.url", "https://github.com/kim/notes.git")
    run_git(notes, "config", "remote.origin.pushurl", "https://github.com/park/notes.git")
    assert sorted(list_remote_slugs(notes / "sub")) == ["kim/notes", "lee/notes"]
