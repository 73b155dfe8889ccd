"""kill -9 at random moments of build, translate and preview: nothing is half-written, and the next run repairs all."""

from __future__ import annotations

import random
import signal

from benchmarks.attack import Result
from benchmarks.attack._program import Limits
from benchmarks.attack._states import COMMANDS, State, open_state, run_at_fixed_time
from benchmarks.attack._trial import summarize

TRIES = 200
MIN_SECONDS = 0.005


def attack(tries: int, seed: int) -> Result:
    """Kill a command, look at its files, and run all commands undisturbed."""
    through: list[str] = []
    with open_state() as state:
        seconds = {words: measure(state, words) for words in COMMANDS}
        for number in range(tries):
            words = COMMANDS[number % len(COMMANDS)]
            moment = random.Random(f"{seed} {number}").uniform(MIN_SECONDS, seconds[words])
            through += summarize(f"{words[0]} killed after {moment:.3f} s", try_kill(state, words, moment))
    return Result(tries, tuple(through))


def measure(state: State, words: tuple[str, ...]) -> float:
    """Return how long a command takes, in seconds."""
    state.restore()
    return run_at_fixed_time(state.sandbox, words).seconds


def try_kill(state: State, words: tuple[str, ...], moment: float) -> list[str]:
    """Return what was wrong after a kill, and after the next run."""
    state.restore()
    run_at_fixed_time(state.sandbox, words, Limits(stop_signal=signal.SIGKILL, stop_seconds=moment))
    return [*state.judge_files(words), *state.judge_next(words)]
