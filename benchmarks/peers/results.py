"""What one run measured: kept as JSON, from which the pages are written."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.peers.targets import Sizes
from benchmarks.peers.usage import MEGABYTE, Usage
from tests.support.paths import ROOT

RESULTS_FILE = ROOT / "docs" / "performance.json"


@dataclass(frozen=True, slots=True)
class Point:
    """A first build of so many cards: seconds of the clock, of all processors, and megabytes."""

    cards: int
    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Timing:
    """The medians of what a trial of a group took, as in Point."""

    group: str
    trial: str
    wall: float
    cpu: float
    memory: float


@dataclass(slots=True)
class Results:
    """All figures of a run: `circumstances` in words, `curves` by program, `stages` in seconds by state of the deck.

    `before` are those of an earlier version of notedeck, if the run measured one too.
    """

    sizes: Sizes
    runs: int
    circumstances: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    curves: dict[str, list[Point]] = field(default_factory=dict)
    stages: dict[str, dict[str, float]] = field(default_factory=dict)
    timings: list[Timing] = field(default_factory=list)
    before: Results | None = None

    def add_point(self, program: str, cards: int, usage: Usage) -> None:
        """Add a first build of so many cards to the curve of a program, in the order of sizes."""
        points = [*self.curves.get(program, []), Point(cards, *round_usage(usage))]
        self.curves[program] = sorted(points, key=lambda point: point.cards)

    def add_timing(self, group: str, trial: str, usage: Usage) -> None:
        """Add what a trial took."""
        self.timings.append(Timing(group, trial, *round_usage(usage)))


def round_usage(usage: Usage) -> tuple[float, float, float]:
    """Return seconds, seconds of processors and megabytes, with the digits that count."""
    return round(usage.wall, 3), round(usage.cpu, 3), round(usage.memory / MEGABYTE, 1)


def write_results(results: Results, file: Path) -> None:
    """Write results as JSON."""
    file.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_results(file: Path) -> Results:
    """Return results from JSON."""
    return parse_results(json.loads(file.read_text(encoding="utf-8")))


def parse_results(values: dict[str, Any]) -> Results:
    """Return results from the values of JSON."""
    return Results(
        sizes=Sizes(**values["sizes"]),
        runs=values["runs"],
        circumstances=values["circumstances"],
        figures=values["figures"],
        curves={name: [Point(**point) for point in points] for name, points in values["curves"].items()},
        stages=values["stages"],
        timings=[Timing(**timing) for timing in values["timings"]],
        before=parse_results(values["before"]) if values["before"] else None,
    )


def describe_circumstances(checkout: Path, versions: Mapping[str, str]) -> dict[str, str]:
    """Return when, where and with which versions a run measures."""
    commit = run_git(checkout, "describe", "--always", "--abbrev=12", "--dirty=, with changes", "--exclude=*")
    return {
        "date": time.strftime("%Y-%m-%d"),
        "commit": commit,
        "processor": find_processor(),
        "cores": str(count_cores()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    } | dict(versions)


def run_git(checkout: Path, *words: str) -> str:
    """Return what git says about a checkout."""
    return subprocess.run(
        ("git", *words), cwd=checkout, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def count_cores() -> int:
    """Return the number of processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def find_processor() -> str:
    """Return the name of the processor."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
