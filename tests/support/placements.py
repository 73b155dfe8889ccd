"""Something else than a file or folder in each place that a build reads: pipes, devices, symlinks, 10 GB of nothing."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.attack._judge import judge_run
from benchmarks.attack._program import Limits, run_program
from benchmarks.attack._sandbox import NOTE, Sandbox, draw_png, open_sandbox, take_snapshot

LIMITS = Limits(seconds=25, memory=3 * 1024**3)
SETTINGS = """
translate_to = ["en"]
media_roots = ["pictures"]
[card]
template = "cards"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>가</text></svg>'
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "내구성"\nmsgstr "durability"\n'
FILES: dict[str, str | bytes] = {
    "notes/a.md": NOTE + "\n![그림](p.png)\n\n![도형](/media/shot.svg)\n\n![[far.png]]\n",
    "notes/aws/s3.md": NOTE,
    "notes/p.png": draw_png(),
    "notes/pictures/far.png": draw_png(9, 9),
    "media/shot.svg": SVG,
    "notes/deck.toml": SETTINGS,
    "notes/style.css": ".card { color: black; }\n",
    "notes/cards/front.html": "{{Front}}\n",
    "notes/translations/en.po": PO,
    "notes/glossary.csv": "term,translation\n내구성,durability\n",
}
PLACES = (
    *FILES,
    "notes",
    "notes/aws",
    "notes/cards",
    "notes/translations",
    "notes/pictures",
    "notes/deck.lock",
    "media",
    ".git",
    ".git/HEAD",
    ".git/config",
    ".git/packed-refs",
    ".git/refs/heads/main",
    ".git/index",
    ".git/objects",
    ".git/objects/info/alternates",
    ".git/info/attributes",
    ".gitattributes",
    ".mailmap",
)
COMMANDS = (
    ("build", "notes"),
    ("check", "notes"),
    ("diff", "notes"),
    ("preview", "notes"),
    ("translate", "notes", "--dry-run"),
    ("translate", "notes", "--review"),
    ("glossary", "notes"),
    ("build", "notes/a.md"),
)
Kind = Callable[[Path, Sandbox], object]


def make_socket(path: Path, sandbox: Sandbox) -> None:
    """Put a socket at a path."""
    with socket.socket(socket.AF_UNIX) as server:
        short = sandbox.top / "s"
        server.bind(str(short))
        short.rename(path)


def make_large_file(path: Path, _: Sandbox) -> None:
    """Put a file at a path that takes no space, and is larger than any limit."""
    path.touch()
    os.truncate(path, 300_000_000)


def make_device(path: Path, _: Sandbox) -> None:
    """Put /dev/zero itself at a path. Raises PermissionError unless run as root."""
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))


def link_pipe(path: Path, sandbox: Sandbox) -> None:
    """Put a symlink to a pipe outside at a path."""
    os.mkfifo(sandbox.outside / "pipe")
    path.symlink_to(sandbox.outside / "pipe")


KINDS: dict[str, Kind] = {
    "pipe": lambda path, _: os.mkfifo(path),
    "socket": make_socket,
    "device": make_device,
    "folder": lambda path, _: path.mkdir(),
    "300 MB": make_large_file,
    "link to zero": lambda path, _: path.symlink_to("/dev/zero"),
    "link to random": lambda path, _: path.symlink_to("/dev/urandom"),
    "link to terminal": lambda path, _: path.symlink_to("/dev/tty"),
    "link to memory": lambda path, _: path.symlink_to("/proc/self/mem"),
    "link to environment": lambda path, _: path.symlink_to("/proc/self/environ"),
    "link to pipe": link_pipe,
    "link to secret text": lambda path, sandbox: path.symlink_to(sandbox.outside / "secret.md"),
    "link to secret style": lambda path, sandbox: path.symlink_to(sandbox.outside / "secret.css"),
    "link to secret picture": lambda path, sandbox: path.symlink_to(sandbox.outside / "secret.svg"),
    "relative link out": lambda path, sandbox: path.symlink_to(os.path.relpath(sandbox.outside / "a", path.parent)),
    "link to home": lambda path, sandbox: path.symlink_to(sandbox.home),
    "link to hidden folder": lambda path, sandbox: path.symlink_to(sandbox.home / ".ssh"),
    "link to disk": lambda path, _: path.symlink_to("/"),
    "link to /proc": lambda path, _: path.symlink_to("/proc"),
    "link to itself": lambda path, _: path.symlink_to(path.name),
    "link to parent": lambda path, _: path.symlink_to("."),
    "link to nothing": lambda path, _: path.symlink_to("nothing"),
    "link to long name": lambda path, _: path.symlink_to("x" * 300),
}


def try_place(place: str, kind: str, commands: Sequence[tuple[str, ...]] = COMMANDS) -> Iterator[str]:
    """Yield what the commands do wrong with something of a kind in a place. Raises PermissionError."""
    with open_sandbox(FILES) as sandbox:
        shutil.copytree(create_repository(), sandbox.work / ".git")
        path = sandbox.clear(place)
        KINDS[kind](path, sandbox)
        sandbox.planted.add(path)
        owned = (*sandbox.list_owned(), sandbox.home / ".config")
        for words in commands:
            before = take_snapshot(sandbox.top)
            run = run_program(sandbox, words, LIMITS)
            yield from (f"{place}, {kind}: {line}" for line in judge_run(sandbox, run, before, owned))


@cache
def create_repository() -> Path:
    """Return the `.git` of a repository with the files in its only commit."""
    folder = Path(mkdtemp(prefix="placements-git-"))
    for name, content in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", "-C", str(folder), *identity, *words], check=True)
    return folder / ".git"
