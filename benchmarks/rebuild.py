"""How long a rebuild takes: `python -m benchmarks.rebuild [CARDS ...]` (1,000 and 10,000 if none is named).

Makes a deck of so many cards in a scratch folder and runs the whole program, as a user does: the first build, one with
nothing changed, and one with one note changed. Seconds of wall clock, the program's start included; the best of three.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1] / "build_deck.py"
CARDS_EACH = 20  # cards in a note
RUNS = 3
SECTION = """## 주제 {number}

컨테이너 {number}은 **호스트의 커널**을 함께 쓰고, `cgroup {number}`으로 자원을 나눈다.

- 시작이 빠르고 이미지가 작다
- 격리는 가상 머신보다 약하다
  - 커널이 하나이기 때문이다

| 항목 | 값 |
|---|---|
| 번호 | {number} |

"""


def write_notes(folder: Path, cards: int) -> None:
    """Write notes for that many cards."""
    for note in range(cards // CARDS_EACH):
        file = folder / f"{note % 10}" / f"{note}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = (SECTION.format(number=note * CARDS_EACH + row) for row in range(CARDS_EACH))
        file.write_text(f"# 노트 {note}\n\n" + "".join(rows), encoding="utf-8")


def measure_build(folder: Path) -> float:
    """Return the time of one build."""
    start = time.perf_counter()
    command = [sys.executable, str(BUILD), str(folder / "notes"), "-o", str(folder / "out")]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def measure_edited_build(folder: Path, run: int) -> float:
    """Return the time of a build after an edit of one note."""
    with (folder / "notes" / "0" / "0.md").open("a", encoding="utf-8") as note:
        note.write(f"\n{run}번째로 덧붙인 문장.\n")
    return measure_build(folder)


def main() -> None:
    """Print a line for each size."""
    for cards in map(int, sys.argv[1:] or ("1000", "10000")):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            write_notes(folder / "notes", cards)
            first = measure_build(folder)
            nothing = min(measure_build(folder) for _ in range(RUNS))
            one = min(measure_edited_build(folder, run) for run in range(RUNS))
        times = f"first {first:6.2f} s, nothing changed {nothing:5.2f} s, one note changed {one:5.2f} s"
        print(f"{cards:7,} cards: {times}")  # noqa: T201


if __name__ == "__main__":
    main()
