"""Speed of conversion in MB/s against plain Python-Markdown: `python -m benchmarks.conversion [FOLDER…] [--profile]`.

One core, processor time, the best of five runs over all notes. Ours is everything: blocks, text, colours of code, and
sanitising; Python-Markdown with "extra" does neither of the last two.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown, markdown

from benchmarks.sample_notes import format_note
from notedeck.markup.blocks.parser import parse_blocks
from notedeck.markup.convert import convert_markdown
from notedeck.markup.definitions import Definitions
from tests.support.shared import list_shared_notes

RUNS = 5
GENERATED_NOTES = 100
LIMIT = 1.3  # how many times plain Python-Markdown's time ours may take


def blocks_only(text: str) -> None:
    """Lines to block tree, nothing else."""
    parse_blocks(text.split("\n"), 1, Definitions())


def stock_blocks_only(text: str) -> None:
    """Python-Markdown's part of the same: its preprocessors and block parser."""
    md = Markdown(extensions=["extra"])
    lines = text.split("\n")
    for step in md.preprocessors:
        lines = step.run(lines)
    md.parser.parseDocument(lines)


def extra(text: str) -> None:
    """Convert with the extension `extra` of Python-Markdown."""
    markdown(text, extensions=["extra"])


def coloured(text: str) -> None:
    """Convert with the extensions `extra` and `codehilite` of Python-Markdown."""
    markdown(text, extensions=["extra", "codehilite"])


WAYS: dict[str, Callable[[str], object]] = {
    "notedeck, everything": convert_markdown,
    "Python-Markdown": markdown,
    "Python-Markdown, extra": extra,
    "Python-Markdown, extra + codehilite": coloured,
    "notedeck, blocks alone": blocks_only,
    "Python-Markdown extra, blocks alone": stock_blocks_only,
}


def seconds(way: Callable[[str], object], texts: list[str]) -> float:
    """One run over all texts."""
    start = time.process_time()
    for text in texts:
        way(text)
    return time.process_time() - start


def profile(texts: list[str]) -> None:
    """Where the time goes."""
    watch = cProfile.Profile()
    watch.enable()
    for text in texts:
        convert_markdown(text)
    watch.disable()
    pstats.Stats(watch).sort_stats("tottime").print_stats(30)


def read_texts(folders: list[Path]) -> list[str]:
    """Return the texts of the notes in the folders, by default of real notes, or else of generated ones."""
    notes = [path for folder in folders for path in sorted(folder.rglob("*.md"))] or list_shared_notes()
    generated = [format_note(number) for number in range(GENERATED_NOTES)] if not notes else []
    return generated or [note.read_text(encoding="utf-8-sig", errors="replace") for note in notes]


def main() -> None:
    """Print the table."""
    texts = read_texts([Path(name) for name in sys.argv[1:] if not name.startswith("-")])
    size = sum(len(text.encode()) for text in texts) / 1e6
    runs = [{name: seconds(way, texts) for name, way in WAYS.items()} for _ in range(RUNS)]
    took = {name: min(run[name] for run in runs) for name in WAYS}
    sys.stdout.write(f"{len(texts)} notes, {size:.2f} MB\n")
    for name, time_taken in took.items():
        sys.stdout.write(f"{name:36} {time_taken:6.2f} s {size / time_taken:6.2f} MB/s\n")
    times = took["notedeck, everything"] / took["Python-Markdown, extra"]
    sys.stdout.write(f"ours takes {times:.2f} times as long as Python-Markdown with extra (limit {LIMIT})\n")
    if "--profile" in sys.argv:
        profile(texts)


if __name__ == "__main__":
    main()
