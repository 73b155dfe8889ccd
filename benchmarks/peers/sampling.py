"""Run the program and write where its processor time goes, as JSON: `python -P sampling.py FILE WORD…`.

A timer asks every few milliseconds which package of notedeck is at work; what a library does counts for the package
that called it. Run as a file, so that nothing is imported that the program would have to import itself.
"""

import os
import signal
import sys
import time
from types import FrameType

INTERVAL_SECONDS = 0.005
PROGRAM = f"{os.sep}site-packages{os.sep}notedeck{os.sep}"
CACHE = f"{PROGRAM}util{os.sep}cache{os.sep}"
IMPORTLIB = "<frozen importlib._bootstrap>"
PYTHON, IMPORTS, OTHERS = "Python itself", "imports", "processes that it starts"
PASSED_ON = ("util", "pipeline", "__main__")  # count for the package that called them

seconds_by_stage = {PYTHON: time.process_time()}
last = [time.process_time()]


def name_stage(frame: FrameType | None) -> str:
    """Return what the program is doing in a frame."""
    stage = ""
    while frame is not None:
        file = frame.f_code.co_filename
        if file == IMPORTLIB:
            return IMPORTS
        if not stage and PROGRAM in file:
            package = file.rpartition(PROGRAM)[2].partition(os.sep)[0].removesuffix(".py")
            stage = "cache" if CACHE in file else "" if package in PASSED_ON else package
        frame = frame.f_back
    return stage or PYTHON


def take_sample(_: int, frame: FrameType | None) -> None:
    """Add the processor time since the last sample to a stage."""
    now = time.process_time()
    stage = name_stage(frame)
    seconds_by_stage[stage] = seconds_by_stage.get(stage, 0.0) + now - last[0]
    last[0] = now


def write_stages(file: str) -> None:
    """Write the seconds of all stages."""
    import json

    seconds_by_stage[PYTHON] += time.process_time() - last[0]
    times = os.times()
    seconds_by_stage[OTHERS] = times.children_user + times.children_system
    with open(file, "w", encoding="utf-8") as stream:  # noqa: PTH123 - pathlib may not be loaded yet
        json.dump(seconds_by_stage, stream)


def run_program(file: str, words: list[str]) -> int:
    """Run the program on one core, where it does everything itself, and return its exit status."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    signal.signal(signal.SIGPROF, take_sample)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL_SECONDS, INTERVAL_SECONDS)
    from notedeck.cli.main import main

    status = main(words)
    signal.setitimer(signal.ITIMER_PROF, 0)
    write_stages(file)
    return status


if __name__ == "__main__":
    sys.exit(run_program(sys.argv[1], sys.argv[2:]))
