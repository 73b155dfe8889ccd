"""Full disks, folders that may not be written or read, other clocks, odd environments, and two commands at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from benchmarks.attack import Result
from benchmarks.attack._judge import judge_ending, query_collection
from benchmarks.attack._program import Limits, run_program, spawn_program
from benchmarks.attack._states import BUILD, COMMANDS, PREVIEW, TRANSLATE, State, Words, open_state, run_at_fixed_time
from benchmarks.attack._trial import choose_tries, summarize

TRIES = 400
NOBODY = 65534 if os.geteuid() == 0 else 0  # the superuser may write everywhere
UNKNOWN_USER = 54321 if os.geteuid() == 0 else 0  # in no list of users
PAIRS = ((BUILD, BUILD), (BUILD, TRANSLATE), (TRANSLATE, TRANSLATE), (BUILD, PREVIEW), (PREVIEW, PREVIEW))
YEAR = 365 * 86_400.0
FULL_AFTER_BYTES = (1, 512, 4_096, 20_000, 60_000, 200_000)
CLOCKS = (-60.0 * YEAR, -10 * YEAR, -3_600.0, 3_600.0, 10 * YEAR, 60 * YEAR, 300 * YEAR)
FOLDERS = (
    "work/notes",
    "work",
    "work/output",
    "home",
    "home/.cache",
    "tmp",
    "work/notes/aws",
    "work/notes/translations",
)
FILES = ("work/notes/aws/1.md", "work/notes/deck.lock", "work/notes/deck.toml", "work/notes/translations/en.po")
ENVIRONMENTS: Mapping[str, Mapping[str, str | None]] = {
    "no HOME": {"HOME": None, "USERPROFILE": None, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None},
    "HOME missing": {"HOME": "/nonexistent", "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None},
    "HOME a file": {"HOME": "/dev/null", "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None},
    "HOME relative": {"HOME": "a/b", "XDG_CACHE_HOME": "c", "XDG_CONFIG_HOME": "d"},
    "HOME empty": {"HOME": "", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""},
    "no TMPDIR": {"TMPDIR": None},
    "TMPDIR missing": {"TMPDIR": "/nonexistent"},
    "TMPDIR a file": {"TMPDIR": "/dev/null"},
    "LC_ALL=C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "LC_ALL unknown": {"LC_ALL": "xx_YY.nothing"},
    "no PATH": {"PATH": None},
    "PATH empty": {"PATH": ""},
    "PATH here": {"PATH": ".:notes"},
    "TZ unknown": {"TZ": "Nowhere/Land"},
    "TZ extreme": {"TZ": "XXX-167:59:59"},
    "COLUMNS=1": {"COLUMNS": "1", "LINES": "1"},
    "COLUMNS=x": {"COLUMNS": "x", "TERM": "dumb"},
    "no environment": {"HOME": None, "PATH": None, "TMPDIR": None, "LC_ALL": None, "TZ": None, "XDG_CACHE_HOME": None},
    "user unnamed": {"LOGNAME": None, "USER": None, "LNAME": None, "USERNAME": None},
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong around one command. `prepare` changes the sandbox first.

    `is_owner` is whether all belongs to the other user of the limits; `is_compared` whether all comes out the same.
    """

    name: str
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str | None] = field(default_factory=dict)
    prepare: Callable[[State], None] = lambda _: None
    is_owner: bool = False
    is_compared: bool = True


def forbid(place: str, mode: int) -> Callable[[State], None]:
    """Return what sets the mode of a file or folder."""

    def prepare(state: State) -> None:
        path = state.sandbox.top / place
        if path.exists():
            path.chmod(mode)

    return prepare


def list_faults() -> list[Fault]:
    """Return all faults."""
    return [
        *(Fault(f"disk full after {size} bytes", Limits(file_size=size)) for size in FULL_AFTER_BYTES),
        *(Fault(f"clock wrong by {seconds / YEAR:.1f} years", Limits(clock=seconds)) for seconds in CLOCKS),
        *(
            Fault(
                f"{place} with mode {mode:o}",
                Limits(user=NOBODY),
                {},
                forbid(place, mode),
                is_owner=True,
                is_compared=False,
            )
            for place, mode in product((*FOLDERS, *FILES), (0o555, 0o444, 0o000))
        ),
        Fault("everything of another user", Limits(user=NOBODY), is_compared=False),
        Fault("a user without a name", Limits(user=UNKNOWN_USER), ENVIRONMENTS["user unnamed"], is_owner=True),
        *(Fault(name, environment=variables) for name, variables in ENVIRONMENTS.items()),
    ]


def attack(tries: int, seed: int) -> Result:
    """Run every command with every fault; then, without it, all commands must give what they would have given."""
    chosen = choose_tries(list(product(list_faults(), COMMANDS)), tries, seed)
    through: list[str] = []
    with open_state() as state:
        for fault, words in chosen:
            through += summarize(f"{fault.name}: {words[0]}", try_fault(state, fault, words))
        pairs = PAIRS[:tries]
        for pair in pairs:
            through += summarize(f"{pair[0][0]} and {pair[1][0]} at once", try_both(state, pair))
    return Result(len(chosen) + len(pairs), tuple(through))


def try_fault(state: State, fault: Fault, words: Words) -> list[str]:
    """Return how a command ended badly, and what was wrong after it."""
    state.restore()
    if fault.is_owner and fault.limits.user:
        give_away(state.sandbox.top, fault.limits.user)
    fault.prepare(state)
    run = (run_program if fault.limits.clock else run_at_fixed_time)(
        state.sandbox, words, fault.limits, fault.environment
    )
    wrong = list(judge_ending(run))
    if fault.is_owner and fault.limits.user:
        give_away(state.sandbox.top, os.geteuid())
    if fault.limits.clock:
        return [*wrong, *judge_guids(state)]
    is_dated = "TZ" in fault.environment and words == TRANSLATE  # the header of translations has the time zone
    if fault.is_compared and not is_dated:
        return [*wrong, *state.judge_files(words), *state.judge_next(words)]
    return wrong


def judge_guids(state: State) -> list[str]:
    """Return which cards lost their identity by a wrong clock, after a build with the right one."""
    expected = state.sandbox.temp / "expected.apkg"
    expected.write_bytes(state.finished[BUILD]["output/notes.apkg"])
    wrong = list(judge_ending(run_program(state.sandbox, BUILD)))
    guids = [
        {row[0] for row in query_collection(file, "select guid from notes")}
        for file in (expected, state.sandbox.work / "output/notes.apkg")
    ]
    return [*wrong, *(["the guids are others"] if guids[0] != guids[1] else [])]


def give_away(folder: Path, user: int) -> None:
    """Make another user the owner of everything in a folder."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, user, follow_symlinks=False)


def try_both(state: State, pair: tuple[Words, Words]) -> list[str]:
    """Return what was wrong with two commands at the same time."""
    state.restore()
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda words: spawn_program(state.sandbox, words), pair))
    wrong = [line for run in runs for line in judge_ending(run)]
    wrong += [f"status {run.status}: {run.errors[-200:]!r}" for run in runs if run.status != os.EX_OK]
    return [*wrong, *judge_guids(state)]
