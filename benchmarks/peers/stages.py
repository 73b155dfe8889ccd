"""Where the time of a build goes: the processor time of each package, on one core, for three states of a deck."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.peers import sampling
from benchmarks.peers.programs import Notedeck
from benchmarks.peers.testbed import report
from benchmarks.peers.usage import measure_command


def measure_stages(deck: Notedeck, python: Path) -> dict[str, dict[str, float]]:
    """Return the seconds of each stage for a first build, one with nothing and one with one note changed."""
    states: dict[str, Callable[[], None]] = {
        "first": deck.forget_builds,
        "nothing": lambda: None,
        "edited": deck.edit_note,
    }
    stages = {}
    for state, prepare in states.items():
        prepare()
        stages[state] = sample_build(deck, python)
        report(f"stages, {state}: {sum(stages[state].values()):.2f} s")
    return stages


def sample_build(deck: Notedeck, python: Path) -> dict[str, float]:
    """Return the seconds of each stage of one build."""
    file = deck.home / "stages.json"
    script = Path(sampling.__file__)
    command = (python, "-P", script, file, *deck.command[1:])
    measure_command(command, deck.notes, deck.environment)
    seconds: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return {stage: round(value, 3) for stage, value in seconds.items()}
