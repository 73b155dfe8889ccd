"""How many sections of real notes have the structure that GitHub gives them: `python -m benchmarks.fidelity [FOLDER…]`.

A section reaches from one heading to the next. Its structure is every element, block and inline, with its words.
`--random` compares the blocks of 4,000 random notes instead, and shows those that differ.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from tests.support.differences import SectionDifference, compare_with_github, has_blocks_of_github
from tests.support.random_notes import generate_notes
from tests.support.shared import list_shared_notes

RANDOM = 4_000


def measure_notes(notes: list[Path]) -> tuple[int, list[tuple[Path, SectionDifference]]]:
    """Return the number of sections of all notes, and those that differ."""
    total = 0
    differences: list[tuple[Path, SectionDifference]] = []
    for note in notes:
        count, different = compare_with_github(note.read_text(encoding="utf-8-sig", errors="replace"))
        total += count
        differences += [(note, difference) for difference in different]
    return total, differences


def format_report(notes: int, total: int, differences: list[tuple[Path, SectionDifference]]) -> str:
    """Format the table as text: the share, then each class of difference with an example."""
    groups: dict[str, list[tuple[Path, SectionDifference]]] = defaultdict(list)
    for note, difference in differences:
        groups[" + ".join(difference.names)].append((note, difference))
    equal = total - len(differences)
    rows = [f"{notes} notes, {total} sections, {equal} equal ({100 * equal / total:.2f} %)"]
    for name, members in sorted(groups.items(), key=lambda group: -len(group[1])):
        note, difference = members[0]
        rows.append(f"{len(members):5} ({100 * len(members) / total:.2f} %) {name}; in {note.name}:")
        rows.append(f"        ours   {difference.ours[:150]}\n        GitHub {difference.theirs[:150]}")
    return "\n".join(rows) + "\n"


def format_random_report(seed: int) -> str:
    """Return how many random notes have other blocks than on GitHub, and which."""
    notes = generate_notes(RANDOM, seed)
    different = [note for note in notes if not has_blocks_of_github(note)]
    share = 100 * len(different) / RANDOM
    head = f"{RANDOM} random notes of seed {seed}: {len(different)} with other blocks ({share:.2f} %)"
    return "\n".join([head, *(f"    {note!r}" for note in different)]) + "\n"


def main() -> None:
    """Measure the notes of the given folders, by default those beside the work tree."""
    if "--random" in sys.argv:
        sys.stdout.write("".join(format_random_report(seed) for seed in (1, 2, 3)))
        return
    notes = [path for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.md"))] or list_shared_notes()
    sys.stdout.write(format_report(len(notes), *measure_notes(notes)))


if __name__ == "__main__":
    main()
