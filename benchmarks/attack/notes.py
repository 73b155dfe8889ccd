"""Hostile notes: nothing active may be in any field of the package, or on any side of a card in the browser."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.attack import Result
from benchmarks.attack._hostile_notes import generate_note
from benchmarks.attack._judge import find_package, judge_run, read_fields, read_media
from benchmarks.attack._markup import find_active
from benchmarks.attack._program import Limits, run_program
from benchmarks.attack._sandbox import draw_png, open_sandbox, take_snapshot

TRIES = 20_000
BATCH = 500  # notes in one package
LIMITS = Limits(seconds=300)


def attack(tries: int, seed: int) -> Result:
    """Build the notes, and read every field of every package."""
    through: list[str] = []
    for start in range(0, tries, BATCH):
        numbers = range(start, min(start + BATCH, tries))
        notes = {f"notes/{number}.md": generate_note(random.Random(f"{seed} {number}"), number) for number in numbers}
        through += attack_batch(notes)
    return Result(tries, tuple(through))


def attack_batch(notes: dict[str, str]) -> Iterator[str]:
    """Yield what is active on the cards of these notes."""
    with open_sandbox({**notes, "notes/a.png": draw_png()}) as sandbox:
        before = take_snapshot(sandbox.top)
        run = run_program(sandbox, ("build", "notes"), LIMITS)
        yield from judge_run(sandbox, run, before)
        package = find_package(sandbox)
        if package is None:
            yield f"no package: {run.errors[-300:]}"
            return
        media = read_media(package)
        for fields in read_fields(package):
            for name, text in fields.items():
                yield from (f"{fields.get('Source')} {name}: {active}" for active in find_active(text, media))
