"""Measure an input at several sizes, and how its time grows; each measurement is a process that can be ended."""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sys
import time
from dataclasses import dataclass

from benchmarks.hostile.texts import HostileInput, Layer

SIZES = (25_000, 50_000, 100_000)  # characters
MAX_SECONDS_PER_SIZE = 8  # then a measurement ends
MAX_MEMORY_BYTES = 4_000_000_000
MAX_SECONDS = 2.0  # at the largest size
MAX_EXPONENT = 1.3  # of the time, where it is long enough to be measured
MIN_MEASURED_SECONDS = 0.5
MAX_MEGABYTES = 1_000  # at the largest size
MEGABYTE = 1_000_000
EXPECTED_ERRORS = ("DeckError", "BrokenImageError", "InvalidYaml")  # what a user reads as a message


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its processor seconds, infinite if it did not end; how many MB it took; the error that it raised."""

    seconds: float
    megabytes: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The runs of an input, one for each size."""

    layer: str
    name: str
    sizes: tuple[int, ...]
    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The time for the largest size."""
        return self.runs[-1].seconds

    @property
    def exponent(self) -> float:
        """The growth between the two largest sizes: 1 is linear, 2 quadratic."""
        half, whole = self.runs[-2].seconds, self.seconds
        if math.isinf(whole):
            return math.inf
        return math.log(max(whole, 1e-6) / max(half, 1e-6)) / math.log(self.sizes[-1] / self.sizes[-2])

    @property
    def error(self) -> str:
        """The error of the largest run, if users would see it as a crash."""
        error = next((run.error for run in self.runs if run.error), "")
        return "" if error.startswith(EXPECTED_ERRORS) else error

    @property
    def is_too_slow(self) -> bool:
        """Whether it breaks a limit of time or memory."""
        grows = self.seconds > MIN_MEASURED_SECONDS and self.exponent > MAX_EXPONENT
        return (
            grows or self.runs[-1].megabytes > MAX_MEGABYTES or self.seconds > MAX_SECONDS * self.sizes[-1] / SIZES[-1]
        )

    def format(self) -> str:
        """Return one row of the table."""
        times = " ".join(f"{run.seconds:7.3f}" for run in self.runs)
        mark = self.error or ("TOO SLOW" if self.is_too_slow else "")
        return (
            f"{self.layer:12} {self.name:46.46} {times} {self.exponent:5.2f} {self.runs[-1].megabytes:6.0f} MB {mark}"
        )


def measure_input(layer: Layer, item: HostileInput, sizes: tuple[int, ...] = SIZES) -> Measurement:
    """Return the runs of an input; larger sizes than the first one that does not end are not tried."""
    runs: list[Run] = []
    for size in sizes:
        has_hung = bool(runs) and math.isinf(runs[-1].seconds)
        runs.append(Run(math.inf) if has_hung else run_in_child(layer, item, size))
    return Measurement(layer.name, item.name, sizes, tuple(runs))


def run_in_child(layer: Layer, item: HostileInput, size: int) -> Run:
    """Run an input of one size in a process of its own, and end the process if that takes too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.write(writing, json.dumps(run_here(layer, item, size)).encode())
        os._exit(0)
    os.close(writing)
    data = os.read(reading, 65_536)  # nothing, if the system ended the child
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if data:
        return Run(*json.loads(data))
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    is_out_of_time = number in (signal.SIGXCPU, signal.SIGKILL)
    return Run(math.inf, error="" if is_out_of_time else f"the interpreter crashed with signal {number}")


def run_here(layer: Layer, item: HostileInput, size: int) -> tuple[float, float, str]:
    """Run an input; return the seconds, the MB that it added to the peak, and the error."""
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the process ends soon
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS_PER_SIZE, MAX_SECONDS_PER_SIZE))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    value = item.write(size)
    before = read_peak_megabytes()
    start = time.process_time()
    try:
        layer.run(value)
        error = ""
    except (Exception, MemoryError) as failure:
        error = f"{type(failure).__name__}: {failure}"[:70].replace("\n", " ")
    return time.process_time() - start, read_peak_megabytes() - before, error


def read_peak_megabytes() -> float:
    """Return the peak of this process's memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
