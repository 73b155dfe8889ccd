"""Repositories whose settings, hooks and files start programs, lead elsewhere or never end: without any effect."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attack import Result
from benchmarks.attack._program import Limits
from benchmarks.attack._sandbox import NOTE, Sandbox, draw_png, open_sandbox
from benchmarks.attack._trial import choose_tries, judge_package, summarize, try_commands
from tests.support.repository import commit_files, create_repository, run_git

TRIES = 500
LIMITS = Limits(seconds=60)
COMMANDS = (("build", "notes"), ("check", "notes"), ("diff", "notes"), ("preview", "notes"))
PROGRAM_SETTINGS = """
    core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy core.hooksPath
    core.alternateRefsCommand
    diff.external diff.x.command diff.x.textconv filter.x.clean filter.x.smudge filter.x.process merge.x.driver
    gpg.program gpg.ssh.program gpg.x509.program gpg.ssh.defaultKeyCommand credential.helper sequence.editor pager.log
    pager.ls-tree pager.cat-file alias.log alias.ls-tree alias.cat-file alias.rev-parse alias.config alias.status
    uploadpack.packObjectsHook remote.origin.uploadpack remote.origin.vcs remote.origin.proxy difftool.x.cmd
    trace2.eventTarget
    mailmap.blob interactive.diffFilter submodule.x.update browser.x.cmd man.x.cmd imap.tunnel sendemail.smtpserver
    """.split()  # noqa: SIM905
VALUE_SETTINGS = (
    ("mailmap.file", "/dev/zero"),
    ("include.path", "/dev/zero"),
    ("include.path", "{top}/outside/pipe"),
    ("include.path", "{top}/outside/config"),
    ("includeIf.gitdir:/.path", "{top}/outside/config"),
    ("core.attributesFile", "{top}/outside/pipe"),
    ("core.excludesFile", "/dev/zero"),
    ("core.worktree", "{top}"),
    ("core.worktree", "../.."),
    ("core.worktree", "/"),
    ("core.bare", "true"),
    ("core.repositoryFormatVersion", "99"),
    ("extensions.partialClone", "origin"),
    ("extensions.worktreeConfig", "true"),
    ("extensions.objectFormat", "sha256"),
    ("remote.origin.promisor", "true"),
    ("remote.origin.url", "ext::touch {marks}/ran"),
    ("remote.origin.url", "file:///{top}/outside"),
    ("log.showSignature", "true"),
    ("log.mailmap", "true"),
    ("log.follow", "true"),
    ("blame.ignoreRevsFile", "/dev/zero"),
    ("fetch.fsckSkipList", "/dev/zero"),
    ("commit.template", "/dev/zero"),
    ("core.logAllRefUpdates", "always"),
    ("core.untrackedCache", "true"),
    ("core.splitIndex", "true"),
    ("gc.auto", "1"),
    ("maintenance.auto", "true"),
    ("index.threads", "100000"),
    ("core.packedGitLimit", "999999999999g"),
    ("core.bigFileThreshold", "1"),
    ("core.abbrev", "no"),
    ("safe.directory", "*"),
    ("i18n.logOutputEncoding", "utf-7"),
    ("format.pretty", "%H%x00%x01%an"),
    ("log.date", "format:%1000000000d"),
    ("color.ui", "always"),
    ("trace2.normalTarget", "{marks}/trace"),
    ("http.proxy", "http://trap.example"),
)
HOOKS = """
    pre-commit post-checkout post-index-change fsmonitor-watchman reference-transaction pre-auto-gc post-rewrite
    update pre-receive post-merge query-watchman
    """.split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Trick:
    """What is done to a repository."""

    name: str
    apply: Callable[[Sandbox], None]


def set_value(name: str, value: str) -> Trick:
    """Return the trick that sets a value in .git/config."""

    def apply(sandbox: Sandbox) -> None:
        text = value.replace("{top}", str(sandbox.top)).replace("{marks}", str(sandbox.marks))
        text = text.replace("{program}", str(sandbox.work / "trap.sh"))
        section, _, key = name.rpartition(".")
        first, _, rest = section.partition(".")
        head = f'[{first} "{rest}"]' if rest else f"[{first}]"
        with (sandbox.work / ".git/config").open("a", encoding="utf-8") as stream:
            stream.write(f'{head}\n\t{key} = "{text}"\n')

    return Trick(f"{name} = {value}", apply)


def add_hook(name: str) -> Trick:
    """Return the trick that adds a hook."""

    def apply(sandbox: Sandbox) -> None:
        shutil.copy(sandbox.work / "trap.sh", sandbox.work / ".git/hooks" / name)

    return Trick(f"hook {name}", apply)


def write_file(path: str, content: str | bytes) -> Trick:
    """Return the trick that writes a file of the repository; {top} is the sandbox."""

    def apply(sandbox: Sandbox) -> None:
        text = content.replace("{top}", str(sandbox.top)) if isinstance(content, str) else content
        sandbox.clear(path)
        sandbox.write(path, text)

    return Trick(f"{path} with {content[:30]!r}", apply)


def put_pipe(path: str) -> Trick:
    """Return the trick that puts a pipe."""
    return Trick(f"pipe at {path}", lambda sandbox: os.mkfifo(sandbox.clear(path)))


def link(path: str, target: str) -> Trick:
    """Return the trick that puts a symlink."""

    def apply(sandbox: Sandbox) -> None:
        sandbox.link(path, target.replace("{top}", str(sandbox.top)))

    return Trick(f"{path} -> {target}", apply)


def grow(path: str, size: int) -> Trick:
    """Return the trick that makes a file huge; it takes no room on the disk."""

    def apply(sandbox: Sandbox) -> None:
        with (sandbox.work / path).open("ab") as stream:
            stream.truncate(size)

    return Trick(f"{size:,} bytes at {path}", apply)


def list_tricks() -> list[Trick]:
    """Return all tricks."""
    files: tuple[str, ...] = (
        ".git/config",
        ".git/HEAD",
        ".git/index",
        ".git/packed-refs",
        ".git/refs/heads/main",
        ".git/commondir",
    )
    files += (
        ".git/objects/info/alternates",
        ".git/info/attributes",
        ".git/info/exclude",
        ".git/shallow",
        ".git/info/grafts",
    )
    files += (".gitattributes", ".gitignore", ".mailmap", ".gitmodules", ".git/config.worktree")
    return [
        *(set_value(name, "{program}") for name in PROGRAM_SETTINGS),
        *(set_value(name, value) for name, value in VALUE_SETTINGS),
        *map(add_hook, HOOKS),
        *map(put_pipe, files),
        *(link(path, "/dev/zero") for path in files),
        *(link(path, "{top}/home/.ssh/id_rsa") for path in files),
        *(grow(path, 5 * 1024**3) for path in files if path not in (".git/commondir", ".git/config.worktree")),
        link(".git/objects", "{top}/outside"),
        link(".git/objects/pack", "/proc/self/fd"),
        link(".git/refs", "{top}/home"),
        link(".git/hooks", "{top}/outside"),
        write_file(".git/HEAD", "ref: ../../../home/.ssh/id_rsa\n"),
        write_file(".git/HEAD", "ref: refs/heads/" + "a/" * 5_000 + "\n"),
        write_file(".git/HEAD", "0" * 40),
        write_file(".git/HEAD", b"\0" * 99),
        write_file(".git/commondir", "{top}/outside/repository/.git\n"),
        write_file(".git/commondir", "../../home\n"),
        write_file(".git/objects/info/alternates", "{top}/outside/repository/.git/objects\n"),
        write_file(".git/objects/info/alternates", "/proc/self/fd\n" * 5_000),
        write_file(".git/config", "[include]\n\tpath = config\n[core]\n\trepositoryformatversion = 0\n"),
        write_file(".git/config", "[" * 100_000),
        write_file(".git/config", '[a "' + "\\" * 99_999 + '"]\n'),
        write_file(".git/config", b"\xff\0" * 5_000),
        write_file(".git/packed-refs", "0" * 40 + " refs/heads/main\n" * 50_000),
        write_file(".gitattributes", "*.md filter=x diff=x working-tree-encoding=utf-7 ident\n" * 1_000),
        Trick(".git file to another repository", lambda box: point_elsewhere(box, box.outside / "repository" / ".git")),
        Trick(".git file to the home", lambda box: point_elsewhere(box, box.home)),
        Trick(".git file to itself", lambda box: point_elsewhere(box, box.work / ".git")),
        Trick(".git file to the root", lambda box: point_elsewhere(box, Path("/"))),
        Trick(".git file within the notes", lambda box: point_within(box)),
    ]


def point_elsewhere(sandbox: Sandbox, target: Path) -> None:
    """Replace .git by a file that names another folder."""
    repository = create_repository(sandbox.outside / "repository")
    commit_files(repository, 1_000_000_000, a=NOTE)
    run_git(repository, "config", "core.worktree", str(sandbox.top))
    sandbox.clear(".git").write_text(f"gitdir: {target}\n", encoding="utf-8")


def point_within(sandbox: Sandbox) -> None:
    """Move the repository into the notes, and let it claim the folder around everything."""
    shutil.move(sandbox.work / ".git", sandbox.notes / "repository")
    (sandbox.notes / ".git").write_text("gitdir: repository\n", encoding="utf-8")
    run_git(sandbox.notes, "config", "core.worktree", str(sandbox.top))


def attack(tries: int, seed: int) -> Result:
    """Run the reading commands in a repository with each trick."""
    chosen = choose_tries(list_tricks(), tries, seed)
    through: list[str] = []
    for trick in chosen:
        through += summarize(trick.name, try_trick(trick))
    return Result(len(chosen), tuple(through))


def try_trick(trick: Trick) -> list[str]:
    """Return what the commands did wrong in a repository with a trick."""
    with open_sandbox({}) as sandbox:
        prepare(sandbox)
        with suppress(OSError):
            trick.apply(sandbox)
        return [*try_commands(sandbox, COMMANDS, LIMITS), *judge_package(sandbox)]


def prepare(sandbox: Sandbox) -> None:
    """Create a repository with two commits, a removed card and a picture outside of it."""
    create_repository(sandbox.work)
    os.mkfifo(sandbox.outside / "pipe")
    program = f"#!/bin/sh\ntouch {sandbox.marks}/ran\ncat >/dev/null\n"
    (sandbox.outside / "config").write_text(f"[core]\n\tfsmonitor = {sandbox.work}/trap.sh\n", encoding="utf-8")
    sandbox.write("trap.sh", program).chmod(0o755)
    sandbox.write("notes/a.png", draw_png())
    commit_files(sandbox.work, 1_000_000_000, notes__a=NOTE, notes__b="# b\n\n## 나중에 사라질 제목\n\n글.\n")
    try_commands(sandbox, [("build", "notes", "-o", str(sandbox.temp / "out"))])
    shutil.rmtree(sandbox.temp / "out", ignore_errors=True)
    shutil.rmtree(sandbox.home / ".cache", ignore_errors=True)
    (sandbox.notes / "b.md").unlink()
    sandbox.write(".gitattributes", "*.md filter=x diff=x merge=x\n")
    commit_files(sandbox.work, 1_000_000_100, notes__a=NOTE + "\n![x](a.png) ![y](../../outside/secret.png)\n")
