"""Addresses of pictures and sounds that lead out of the notes: nothing from there is packed or stays on a card."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import product
from urllib.parse import quote

from benchmarks.attack import Result
from benchmarks.attack._sandbox import Sandbox, draw_secret, open_sandbox
from benchmarks.attack._trial import BUILD, choose_tries, judge_package, summarize, try_commands
from tests.support.repository import create_repository, run_git

TRIES = 400
BATCH = 40
SLUG = "https://github.com/kim/study"
FORMS = (
    "![x]({})",
    "![x](<{}>)",
    '<img src="{}">',
    "<img alt='a \"b\"' src='{}'>",
    "![[{}]]",
    "![[{}|100]]",
    '<video src="{}"></video>',
    '<audio controls><source src="{}"></audio>',
    "![x][r]\n\n[r]: {}",
    "![x][r]\n\n[r]: <{}>",
    "[x]({})",
)
# {up} leads from the notes to the sandbox, {top} is the absolute path of the sandbox; {name} is the file
SPELLINGS = (
    "{up}/outside/{name}",
    "{top}/outside/{name}",
    "{up}/home/{name}",
    "{up}/home/.ssh/{name}",
    "{top}/home/.ssh/{name}",
    "../../../../../../../../../../../../../../..{top}/outside/{name}",
    "./././{up}/./outside//{name}",
    "a/b/../../{up}/outside/{name}",
    "missing/../{up}/outside/{name}",
    "file://{top}/outside/{name}",
    "file:{top}/outside/{name}",
    "FILE://localhost{top}/outside/{name}",
    "file:///{top}/outside/{name}",
    "file:{up}/outside/{name}",
    "file://127.0.0.1{top}/outside/{name}",
    "FiLe:%2F%2F{top}/outside/{name}",
    "~/{name}",
    "$HOME/{name}",
    "${{HOME}}/{name}",
    "%HOME%/{name}",
    "//localhost{top}/outside/{name}",
    "///{top}/outside/{name}",
    "\\\\localhost\\{back}\\outside\\{name}",
    "..\\..\\outside\\{name}",
    "..\\../outside\\{name}",
    "\\\\?\\{back}\\outside\\{name}",
    "{up}/outside/{name}?raw=true",
    "{up}/outside/{name}#a",
    "{up}/outside/{name}%00.png",
    "{up}%00/outside/{name}",
    "{up}/outside/./{name}/.",
    "{up}/OUTSIDE/{name}",
    "{up}/outside/{upper}",
    "%2e%2e/%2e%2e/outside/{name}",
    "..%2f..%2foutside%2f{name}",
    "%252e%252e/%252e%252e/outside/{name}",
    "..%252f..%252foutside%252f{name}",
    "..%c0%af..%c0%afoutside/{name}",
    "&#46;&#46;/&#x2e;./outside/{name}",
    "．．/．．/outside/{name}",
    "..∕..∕outside∕{name}",
    "{up}/out&Tab;side/{name}",
    "/proc/self/root{top}/outside/{name}",
    "/proc/self/cwd/../outside/{name}",
    "/proc/thread-self/cwd/../outside/{name}",
    "/dev/fd/../../..{top}/outside/{name}",
    "{name}",
    "outside/{name}",
    "./{name}",
    "linked/{name}",
    "linked-home/{name}",
    "linked-home/.ssh/{name}",
    "linked-top/outside/{name}",
    "linked-loop/{name}",
    "linked.png",
    "linked-chain.png",
    "deep/linked-relative/{name}",
    "../media/{name}",
    "../media/linked.png",
    "../.git/{name}",
    ".git/{name}",
    "../.GIT/{name}",
    "/.git/{name}",
    "media/../../.git/{name}",
    SLUG + "/blob/main/../../outside/{name}",
    SLUG + "/raw/main/..%2f../outside/{name}",
    SLUG + "/blob/main/.git/{name}",
    SLUG + "/blob/main/notes/linked/{name}",
    "https://raw.githubusercontent.com/kim/study/main/../../../../outside/{name}",
    "https://raw.githubusercontent.com/kim/study/main/notes/linked.png",
    "app://local{top}/outside/{name}",
    "obsidian://open?path={top}/outside/{name}",
    "attachment:{up}/outside/{name}",
    "C:{up}/outside/{name}",
    "x:{top}/outside/{name}",
)
NAMES = ("secret.png", "비밀.png", "secret.svg", "secret.mp3", ".ssh/id_rsa")


def attack(tries: int, seed: int) -> Result:
    """Build notes with many addresses at once, and those of a batch that leaked one by one."""
    addresses = choose_tries(list_references(), tries, seed)
    through: list[str] = []
    for start in range(0, len(addresses), BATCH):
        batch = addresses[start : start + BATCH]
        if build_references(batch):
            through += [line for one in batch for line in summarize(repr(one), build_references([one]))]
    return Result(len(addresses), tuple(through))


def list_references() -> list[str]:
    """Return every form with every spelling of some file."""
    pairs = product(SPELLINGS, NAMES[:2])
    more = product(SPELLINGS[:12], NAMES[2:])
    addresses = [spelling.replace("{name}", name) for spelling, name in (*pairs, *more)]
    return [FORMS[number % len(FORMS)].replace("{}", address) for number, address in enumerate(addresses * 3)]


def build_references(references: Sequence[str]) -> list[str]:
    """Return what a build of notes with these references did wrong."""
    with open_sandbox({}) as sandbox:
        lay_traps(sandbox)
        for number, reference in enumerate(references):
            text = fill(reference, sandbox)
            sandbox.write(f"notes/{number}.md", f"# 노트 {number}\n\n## 그림 {number}\n\n글. {text}\n")
        wrong = [*try_commands(sandbox, [BUILD, ("preview", "notes")]), *judge_package(sandbox)]
        return [line for line in wrong if not is_allowed_link(line)]


def is_allowed_link(line: str) -> bool:
    """Return whether a line is about a link in the text, which opens nothing before somebody clicks it."""
    return "<a href=" in line and not any(word in line.lower() for word in ("javascript", "data:", "file:"))


def fill(reference: str, sandbox: Sandbox) -> str:
    """Return a reference with the paths of this sandbox."""
    top = str(sandbox.top)
    paths = {"{up}": "../..", "{top}": top, "{back}": top.replace("/", "\\"), "{upper}": "SECRET.PNG"}
    for mark, path in paths.items():
        reference = reference.replace(mark, path)
    quoted = quote(reference, safe="/:<>[]()!|\\\"'= #?%&;$~{}\n") if "(" in reference and len(reference) % 2 else ""
    return quoted or reference


def lay_traps(sandbox: Sandbox) -> None:
    """Make a repository of the notes, with links out of it and secrets in its own folder."""
    for path, target in list_links(sandbox):
        sandbox.link(path, target)
    create_repository(sandbox.work)
    run_git(sandbox.work, "remote", "add", "origin", SLUG)
    run_git(sandbox.work, "add", "-A")
    run_git(sandbox.work, "commit", "-q", "-m", "notes")
    for name in NAMES[:2]:
        (sandbox.work / ".git" / name).write_bytes(draw_secret())


def list_links(sandbox: Sandbox) -> Iterator[tuple[str, str]]:
    """Yield the symlinks that the repository has."""
    outside, home = str(sandbox.outside), str(sandbox.home)
    yield "notes/linked", outside
    yield "notes/linked-home", home
    yield "notes/linked-top", str(sandbox.top)
    yield "notes/linked-loop", "linked-loop"
    yield "notes/linked.png", f"{outside}/secret.png"
    yield "notes/linked-chain.png", "linked.png"
    yield "notes/deep/linked-relative", "../../../outside"
    yield "media", os.path.relpath(f"{outside}/media", sandbox.work)
