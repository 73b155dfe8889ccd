"""How long packing takes, and how large the packages are: `python benchmarks/packing.py`.

Three decks: many subdecks with one card each, many cards in few subdecks, and both. The time is that of
`write_package` alone, in seconds of wall clock, the best of three runs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from notedeck.anki.package import write_package
from notedeck.identity import create_guid
from notedeck.model import Card, Deck, Key, Place

RUNS = 3
PARAGRAPH = "<p>컨테이너는 <strong>호스트의 커널</strong>을 함께 쓰고, <code>cgroup {0}</code>으로 자원을 나눈다.</p>"


def deck(cards: int, subdecks: int) -> Deck:
    """Make a deck of `cards` cards of about 800 characters, spread over `subdecks` subdecks."""
    keys = [Key(f"note{number % subdecks}.md", ("정리",), f"질문 {number}", "basic") for number in range(cards)]
    made = (
        Card(
            keys[number],
            Place(f"note{number % subdecks}.md", number),
            f"질문 {number}",
            PARAGRAPH.format(number) * 8,
            ("정리",),
            f"시험::{number % 50}::노트 {number % subdecks}",
            ("path::정리",),
            guid=create_guid(keys[number]),
            modified=1_700_000_000 + number // 100,
        )
        for number in range(cards)
    )
    return Deck("시험", "A benchmark.", tuple(made))


def seconds(made: Deck, file: Path) -> float:
    """Return how long a deck takes to pack."""
    start = time.perf_counter()
    write_package(made, file)
    return time.perf_counter() - start


def main() -> None:
    """Print one line a deck."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.apkg"
        seconds(deck(1, 1), file)  # loads genanki
        for cards, subdecks in ((2_000, 2_000), (10_000, 50), (10_000, 2_000), (20_000, 4_000)):
            made = deck(cards, subdecks)
            best = min(seconds(made, file) for _ in range(RUNS))
            size = file.stat().st_size
            print(f"{cards:6} notes in {subdecks:5} decks: {best:6.3f} s, {size:10,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
