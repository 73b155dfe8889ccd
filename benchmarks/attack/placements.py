"""Links, pipes, devices, folders and endless files in the place of what the program reads: no hang, no leak."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from itertools import product
from pathlib import Path

from benchmarks.attack import Result
from benchmarks.attack._program import Limits
from benchmarks.attack._sandbox import NOTE, Sandbox, draw_png, open_sandbox
from benchmarks.attack._trial import (
    COMMANDS,
    ENDLESS,
    UNTIL_STOPPED,
    choose_tries,
    judge_package,
    summarize,
    try_commands,
)
from tests.support.repository import create_repository, run_git

TRIES = 200
LIMITS = Limits(seconds=40)  # a command takes half a second, and git may be asked three times
ENDLESS_EVERY = 4  # placements, one is also tried with the commands that do not end
SETTINGS = 'name = "notes"\ntranslate_to = ["en"]\n[card]\ntemplate = "card"\n'
PLACES = (
    "notes/deck.toml",
    "notes/deck.lock",
    "notes/translations",
    "notes/translations/en.po",
    "notes/translations/glossary.csv",
    "notes/glossary.csv",
    "notes/style.css",
    "notes/card",
    "notes/card/back.html",
    "notes/a.md",
    "notes/a.png",
    "notes/.gitignore",
    "notes",
    "media",
    "media/b.png",
    ".git",
    ".git/config",
    ".git/HEAD",
    ".git/index",
    ".gitattributes",
    ".mailmap",
    "output",
    "output/.cache",
    "output/.gitignore",
    ".notedeck-cache",
)


def put_fifo(sandbox: Sandbox, path: str) -> None:
    """Put a pipe that nobody writes to."""
    os.mkfifo(sandbox.clear(path))


def put_socket(sandbox: Sandbox, path: str) -> None:
    """Put a Unix socket."""
    file, here = sandbox.clear(path), Path.cwd()
    os.chdir(file.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(file.name)
    finally:
        os.chdir(here)


def put_device(sandbox: Sandbox, path: str) -> None:
    """Put the device /dev/zero, or a link to it where devices need more rights."""
    file = sandbox.clear(path)
    try:
        os.mknod(file, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        file.symlink_to("/dev/zero")


def put_folder(sandbox: Sandbox, path: str) -> None:
    """Put a folder with a file."""
    folder = sandbox.clear(path)
    folder.mkdir()
    (folder / "x.md").write_text(NOTE, encoding="utf-8")


def put_huge_file(sandbox: Sandbox, path: str) -> None:
    """Put a file of 10 GB that takes no room on the disk."""
    with sandbox.clear(path).open("wb") as stream:
        stream.truncate(10 * 1024**3)


def put_binary(sandbox: Sandbox, path: str) -> None:
    """Put bytes that are no text."""
    sandbox.clear(path).write_bytes(bytes(range(256)) * 8)


def link_to(target: str) -> Callable[[Sandbox, str], None]:
    """Return what puts a symlink to a path; {top} is the sandbox."""

    def put_link(sandbox: Sandbox, path: str) -> None:
        sandbox.link(path, target.replace("{top}", str(sandbox.top)))

    return put_link


KINDS: dict[str, Callable[[Sandbox, str], None]] = {
    "pipe": put_fifo,
    "socket": put_socket,
    "device": put_device,
    "folder": put_folder,
    "10 GB": put_huge_file,
    "bytes": put_binary,
    "link to a secret": link_to("{top}/home/.ssh/id_rsa"),
    "link to a secret picture": link_to("{top}/outside/secret.png"),
    "link to a folder of secrets": link_to("{top}/home/.ssh"),
    "link to the home": link_to("{top}/home"),
    "link to nothing": link_to("{top}/outside/new"),
    "link to itself": link_to("loop"),
    "link to /dev/zero": link_to("/dev/zero"),
    "link to /dev/stdin": link_to("/dev/stdin"),
    "link to the environment": link_to("/proc/self/environ"),
    "link to a pipe": link_to("{top}/outside/pipe"),
}


def attack(tries: int, seed: int) -> Result:
    """Try every command at so many of the placements."""
    chosen = choose_tries(list(product(PLACES, KINDS)), tries, seed)
    through: list[str] = []
    runs = 0
    for number, (place, kind) in enumerate(chosen):
        commands = COMMANDS + (ENDLESS if number % ENDLESS_EVERY == 0 else ())
        for words in commands:
            through += summarize(f"{kind} at {place}", try_placement(place, kind, words))
        runs += len(commands)
    return Result(runs, tuple(through))


def try_placement(place: str, kind: str, words: tuple[str, ...]) -> list[str]:
    """Return what a command did wrong in a repository with one placement."""
    with open_sandbox({}) as sandbox:
        prepare(sandbox)
        KINDS[kind](sandbox, place)
        sandbox.planted.add(sandbox.work / place)
        wrong = try_commands(sandbox, [words], UNTIL_STOPPED if words in ENDLESS else LIMITS)
        return wrong + judge_package(sandbox)


def prepare(sandbox: Sandbox) -> None:
    """Write a repository that has all that the program reads."""
    os.mkfifo(sandbox.outside / "pipe")
    create_repository(sandbox.work)
    sandbox.write("notes/a.md", NOTE + "\n![x](a.png) ![y](../media/b.png)\n")
    sandbox.write("notes/a.png", draw_png())
    sandbox.write("media/b.png", draw_png(9, 9))
    sandbox.write("notes/deck.toml", SETTINGS)
    sandbox.write("notes/style.css", ".card { color: red }\n")
    sandbox.write("notes/card/back.html", "{{Front}}<hr>{{Back}}\n")
    run_git(sandbox.work, "add", "-A")
    run_git(sandbox.work, "commit", "-q", "-m", "notes")
