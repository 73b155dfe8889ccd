"""Run commands in a sandbox one after the other, and collect what each did wrong."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.attack._judge import find_package, judge_run, read_fields, read_media
from benchmarks.attack._markup import find_active
from benchmarks.attack._program import Limits, run_program
from benchmarks.attack._sandbox import Sandbox, take_snapshot

T = TypeVar("T")
SPEECH = re.compile(r"\[anki:tts lang=[a-z]{2}_[A-Z]{2}\]|\[/anki:tts\]")  # the program's own commands

BUILD = ("build", "notes")
COMMANDS: tuple[tuple[str, ...], ...] = (
    BUILD,
    ("check", "notes", "--github"),
    ("diff", "notes"),
    ("preview", "notes"),
    ("translate", "notes", "--engine", "pseudo"),
    ("glossary", "notes"),
    ("forget", "notes"),
    ("link", "가용성", "내구성", "notes"),
    ("unlink", "내구성", "notes"),
)
ENDLESS = (("watch", "notes"), ("preview", "notes", "--serve", "--port", "0"))
UNTIL_STOPPED = Limits(stop_signal=signal.SIGINT, stop_seconds=2.0)


def try_commands(
    sandbox: Sandbox,
    commands: Iterable[Sequence[str]],
    limits: Limits | None = None,
    environment: Mapping[str, str] | None = None,
    owned: tuple[Path, ...] | None = None,
) -> list[str]:
    """Return what the commands did wrong, each line after the command."""
    wrong: list[str] = []
    for words in commands:
        before = take_snapshot(sandbox.top)
        used = limits or (UNTIL_STOPPED if tuple(words) in ENDLESS else None)
        run = run_program(sandbox, words, used, environment)
        wrong += [f"{' '.join(words)}: {line}" for line in judge_run(sandbox, run, before, owned)]
    return wrong


def judge_package(sandbox: Sandbox) -> list[str]:
    """Return what is active in the fields of the package in the output folder; nothing if there is none."""
    package = find_package(sandbox)
    if package is None:
        return []
    media = read_media(package)
    return [
        f"{fields.get('Source')} {name}: {active}"
        for fields in read_fields(package)
        for name, text in fields.items()
        for active in find_active(SPEECH.sub("", text) if name.startswith("Speech") else text, media)
    ]


def summarize(label: str, wrong: Sequence[str]) -> list[str]:
    """Return one line for a try that did something wrong, none for another."""
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return [f"{label}: {wrong[0]}{more}"] if wrong else []


def choose_tries(items: Sequence[T], tries: int, seed: int) -> list[T]:
    """Return so many of the items, chosen by chance but in their order; all of them if there are no more."""
    if tries >= len(items):
        return list(items)
    numbers = sorted(random.Random(seed).sample(range(len(items)), tries))
    return [items[number] for number in numbers]
