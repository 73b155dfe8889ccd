"""What is measured, in groups that share notes; a group yields names of targets with their figures."""

from __future__ import annotations

import math
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median

from benchmarks.peers.pictures import measure_pictures
from benchmarks.peers.programs import Ankivalenz, MarkdownAnkiDecks, Notedeck, Program, limit_environment
from benchmarks.peers.stages import measure_stages
from benchmarks.peers.testbed import (
    Testbed,
    compare_processors,
    compare_walls,
    find_extra_wall,
    find_middle,
    report,
)
from benchmarks.peers.usage import MEGABYTE, Usage, measure_command
from benchmarks.peers.watching import measure_saves

Figures = Iterator[tuple[str, float]]
PROGRAMS: tuple[type[Program], ...] = (Notedeck, Ankivalenz, MarkdownAnkiDecks)
PACKING_RATIO = re.compile(r"([\d.]+) times")
# Before builds that are not the first, as nobody builds twice within a second: a card that changes twice within one
# waits for the next, and a file that was written in the second of the build before has to be read again.
PAUSE_SECONDS = 1.1
START_RUNS = 5  # times as many as of other trials: a start takes milliseconds


def measure_start(testbed: Testbed) -> Figures:
    """Measure commands that do nothing, against a Python that does nothing."""
    environment, folder, program = limit_environment(testbed.folder), testbed.folder, testbed.build_deck
    trials = {
        "python -c pass": testbed.measure_python,
        "--version": lambda: measure_command((program, "--version"), folder, environment),
        "--help": lambda: measure_command((program, "--help"), folder, environment),
    }
    usages = testbed.measure_in_turns("start", trials, START_RUNS * testbed.results.runs)
    yield "version", compare_processors(usages["--version"], usages["python -c pass"])
    yield "help", compare_processors(usages["--help"], usages["python -c pass"])


def measure_peers(testbed: Testbed) -> Figures:
    """Measure first builds of few cards by all programs."""
    usages = measure_first_builds(testbed, testbed.results.sizes.few, PROGRAMS, testbed.results.runs)
    for name in (Ankivalenz.name, MarkdownAnkiDecks.name):
        yield f"{name}-wall", compare_walls(usages[Notedeck.name], usages[name])
        yield f"{name}-cpu", compare_processors(usages[Notedeck.name], usages[name])


def measure_first_builds(
    testbed: Testbed, cards: int, kinds: tuple[type[Program], ...], runs: int
) -> Mapping[str, list[Usage]]:
    """Measure first builds of so many cards, and add them to the curves of the programs."""
    programs = [testbed.open(kind, cards) for kind in kinds]
    trials = {program.name: program.measure_first for program in programs}
    usages = testbed.measure_in_turns(f"first builds of {cards:,} cards", trials, runs)
    for program in programs:
        testbed.results.add_point(program.name, cards, find_middle(usages[program.name]))
        if not isinstance(program, Notedeck):
            testbed.close(program)
    return usages


def measure_changes(testbed: Testbed) -> Figures:
    """Measure builds of some cards after nothing, one note and all paths changed."""
    deck = testbed.open(Notedeck, testbed.results.sizes.some)
    trials = {
        "python -c pass": testbed.measure_python,
        "first build": deck.measure_first,
        "nothing changed": lambda: measure_after(deck, change_nothing),
        "one note changed": lambda: measure_after(deck, deck.edit_note),
        "folders renamed": lambda: measure_after(deck, deck.rename_folders),
    }
    usages = testbed.measure_in_turns("changes", trials, testbed.results.runs)
    first = usages["first build"]
    yield "nothing", compare_walls(usages["nothing changed"], first)
    yield "nothing-over-python", find_extra_wall(usages["nothing changed"], usages["python -c pass"])
    yield "edited", compare_walls(usages["one note changed"], first)
    yield "renamed", compare_walls(usages["folders renamed"], first)


def change_nothing() -> None:
    """Leave the notes as they are."""


def measure_after(deck: Notedeck, change: Callable[[], None]) -> Usage:
    """Change the notes, and measure the build after it."""
    time.sleep(PAUSE_SECONDS)
    change()
    return deck.measure()


def measure_growth(testbed: Testbed) -> Figures:
    """Measure first builds of more and more cards; of the most also builds after nothing and one note changed."""
    results, sizes = testbed.results, testbed.results.sizes
    measure_first_builds(testbed, sizes.smallest, PROGRAMS, results.runs)
    measure_first_builds(testbed, sizes.some, PROGRAMS, 1)
    first = find_middle(measure_first_builds(testbed, sizes.many, (Notedeck, Ankivalenz), 1)[Notedeck.name])
    yield "many-first", first.wall
    yield "many-memory", first.memory / MEGABYTE
    points = results.curves[Notedeck.name]
    yield "growth-time", find_exponent(points[0].cards, points[0].cpu, points[-1].cards, points[-1].cpu)
    yield "growth-memory", find_exponent(points[0].cards, points[0].memory, points[-1].cards, points[-1].memory)
    deck = testbed.open(Notedeck, sizes.many)
    changes = {
        "nothing changed": lambda: measure_after(deck, change_nothing),
        "one note changed": lambda: measure_after(deck, deck.edit_note),
    }
    usages = testbed.measure_in_turns(f"changes of {sizes.many:,} cards", changes, results.runs)
    yield "many-nothing", find_middle(usages["nothing changed"]).wall
    yield "many-edited", find_middle(usages["one note changed"]).wall
    testbed.close(deck)


def find_exponent(cards: int, value: float, more_cards: int, more_value: float) -> float:
    """Return the power of the number of cards by which a value grows, 1 if it grows in proportion."""
    return math.log(more_value / value) / math.log(more_cards / cards)


def measure_preview(testbed: Testbed) -> Figures:
    """Measure the preview of some cards against a first build."""
    deck = testbed.open(Notedeck, testbed.results.sizes.some)
    words = ("preview", "-o", deck.output)
    trials = {
        "first build": deck.measure_first,
        "first preview": lambda: measure_first_other(deck, *map(str, words)),
        "preview, nothing changed": lambda: deck.measure_other(*words),
    }
    usages = testbed.measure_in_turns("preview", trials, testbed.results.runs)
    yield "preview-first", find_extra_wall(usages["first preview"], usages["first build"])
    yield "preview-nothing", find_middle(usages["preview, nothing changed"]).wall


def measure_first_other(deck: Notedeck, *words: str) -> Usage:
    """Measure another command as if for the first time."""
    deck.forget_builds()
    return deck.measure_other(*words)


def measure_reports(testbed: Testbed) -> Figures:
    """Measure the commands that write nothing against builds in the same state."""
    deck = testbed.open(Notedeck, testbed.results.sizes.some)

    def measure_edited(word: str) -> Usage:
        deck.edit_note()
        return deck.measure_other(word)

    trials = {
        "first diff": lambda: measure_first_other(deck, "diff"),
        "first check": lambda: measure_first_other(deck, "check"),
        "first build": deck.measure_first,
        "diff, one note changed": lambda: measure_edited("diff"),
        "check, one note changed": lambda: measure_edited("check"),
        "build, one note changed": lambda: measure_after(deck, deck.edit_note),
    }
    usages = testbed.measure_in_turns("reports", trials, testbed.results.runs)
    for word in ("diff", "check"):
        yield f"{word}-first", compare_walls(usages[f"first {word}"], usages["first build"])
        edited = usages[f"{word}, one note changed"]
        yield f"{word}-edited", compare_walls(edited, usages["build, one note changed"])


def measure_watch(testbed: Testbed) -> Figures:
    """Measure `watch` with some cards."""
    deck = testbed.open(Notedeck, testbed.results.sizes.some)
    yield "watch", median(measure_saves(deck, testbed.results.runs + 2))


def measure_packing(testbed: Testbed) -> Figures:
    """Measure packing alone, with `benchmarks.packing`."""
    sizes = testbed.results.sizes
    environment = limit_environment(testbed.folder) | {"PYTHONPATH": str(testbed.checkout)}
    for name, cards in (("packing-some", sizes.some), ("packing-many", sizes.many)):
        command = (testbed.python, "-m", "benchmarks.packing", str(cards))
        done = subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8")
        report(done.stdout.strip())
        yield name, float(PACKING_RATIO.findall(done.stdout)[-1])


def fill_stage_table(testbed: Testbed) -> Figures:
    """Fill in where the time of builds goes; these are no figures with a target."""
    testbed.results.stages = measure_stages(testbed.open(Notedeck, testbed.results.sizes.some), testbed.python)
    yield from ()


GROUPS: dict[str, Callable[[Testbed], Figures]] = {
    "start": measure_start,
    "peers": measure_peers,
    "changes": measure_changes,
    "preview": measure_preview,
    "reports": measure_reports,
    "watch": measure_watch,
    "stages": fill_stage_table,
    "packing": measure_packing,
    "pictures": measure_pictures,
    "growth": measure_growth,
}
GROUPS_BEFORE = ("start", "peers", "changes", "preview", "reports", "watch", "stages")  # the others take too long
