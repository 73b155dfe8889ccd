"""A deck with many large pictures against encoding the same pictures one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.programs import Notedeck, limit_environment
from benchmarks.peers.testbed import Testbed, compare_walls
from benchmarks.peers.usage import measure_command
from benchmarks.sample_notes import SECTIONS, draw_png

PIXELS = (700, 500)
HEADING = "## "
NOISE = 31  # gives a PNG of about 1 MB
MAX_RUNS = 1  # each takes a minute on two cores


def measure_pictures(testbed: Testbed) -> Iterator[tuple[str, float]]:
    """Measure a first build with a large picture on each card."""
    deck = testbed.open(Notedeck, testbed.results.sizes.pictures)
    add_pictures(deck.notes)
    environment = limit_environment(deck.home) | {"PYTHONPATH": str(testbed.checkout)}
    command = (testbed.python, "-m", "benchmarks.peers.encoding", deck.notes)
    trials = {
        "encoding on one core": lambda: measure_command(command, testbed.folder, environment),
        "first build with pictures": deck.measure_first,
    }
    usages = testbed.measure_in_turns("pictures", trials, min(MAX_RUNS, testbed.results.runs))
    yield "pictures", compare_walls(usages["first build with pictures"], usages["encoding on one core"])
    testbed.close(deck)


def add_pictures(folder: Path) -> None:
    """Add a picture of its own to each section of the notes."""
    for note in sorted(folder.rglob("*.md")):
        head, *sections = note.read_text(encoding="utf-8").split(HEADING)
        for place, section in enumerate(sections):
            picture = note.with_name(f"{note.stem}-{place}.png")
            picture.write_bytes(draw_png(int(note.stem) * SECTIONS + place, PIXELS, noise=NOISE))
            sections[place] = f"{section}![사진]({picture.name})\n\n"
        note.write_text(HEADING.join([head, *sections]), encoding="utf-8")
