"""Where measurements happen: environments, note sets, and the order of turns."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.peers.programs import Notedeck, Program, find_executable, limit_environment
from benchmarks.peers.results import Results
from benchmarks.peers.usage import MEGABYTE, Usage, measure_command

P = TypeVar("P", bound=Program)
Trial = Callable[[], Usage]


@dataclass(slots=True)
class Testbed:
    """A folder with the environments and note sets of a run, the checkout that it measures, and its results so far."""

    folder: Path
    checkout: Path
    results: Results
    programs: dict[tuple[type[Program], int], Program] = field(default_factory=dict)

    @property
    def environments(self) -> Path:
        """Return the folder of the environments."""
        return self.folder / "environments"

    @property
    def build_deck(self) -> Path:
        """Return the command of the checkout."""
        return find_executable(Notedeck, self.environments)

    @property
    def python(self) -> Path:
        """Return the Python in which the checkout is installed."""
        return self.build_deck.with_name("python")

    def open(self, kind: type[P], cards: int) -> P:
        """Return a program with notes for so many cards; they are written the first time."""
        program = self.programs.get((kind, cards))
        if not isinstance(program, kind):
            program = kind(find_executable(kind, self.environments), self.folder / f"{kind.name}-{cards}", cards)
            self.programs[kind, cards] = program
        return program

    def close(self, program: Program) -> None:
        """Delete the folder of a program that is not needed any more."""
        shutil.rmtree(program.folder)
        self.programs = {key: other for key, other in self.programs.items() if other is not program}

    def measure_in_turns(self, group: str, trials: Mapping[str, Trial], runs: int) -> dict[str, list[Usage]]:
        """Run all trials one after the other, `runs` times: other work on the machine then slows all of them alike."""
        usages: dict[str, list[Usage]] = {name: [] for name in trials}
        for _ in range(runs):
            for name, trial in trials.items():
                usages[name].append(trial())
                report(f"{name}: {describe_usage(usages[name][-1])}")
        for name in trials:
            self.results.add_timing(group, name, find_middle(usages[name]))
        return usages

    def measure_python(self) -> Usage:
        """Measure a Python that does nothing."""
        command = (self.python, "-c", "pass")
        return measure_command(command, self.folder, limit_environment(self.folder))


def describe_usage(usage: Usage) -> str:
    """Return what a command took, for a person."""
    return f"{usage.wall:.2f} s, {usage.cpu:.2f} s of processors, {usage.memory / MEGABYTE:.0f} MB"


def report(line: str) -> None:
    """Print progress with the time of day."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {line}\n")
    sys.stderr.flush()


def compare_walls(usages: Sequence[Usage], others: Sequence[Usage]) -> float:
    """Return how many times as long the first took as the others, the median of all turns."""
    return median(usage.wall / other.wall for usage, other in zip(usages, others, strict=True))


def compare_processors(usages: Sequence[Usage], others: Sequence[Usage]) -> float:
    """Return how many times as much processor time the first took as the others, the median of all turns."""
    return median(usage.cpu / other.cpu for usage, other in zip(usages, others, strict=True))


def find_extra_wall(usages: Sequence[Usage], others: Sequence[Usage]) -> float:
    """Return how many seconds longer the first took than the others, the median of all turns."""
    return median(usage.wall - other.wall for usage, other in zip(usages, others, strict=True))


def find_middle(usages: Sequence[Usage]) -> Usage:
    """Return the median of the times, and the highest peak of memory."""
    wall, cpu = median(usage.wall for usage in usages), median(usage.cpu for usage in usages)
    return Usage(wall, cpu, max(usage.memory for usage in usages))
