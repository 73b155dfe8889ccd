"""How often two people's changes of deck.lock conflict in git: `python -m benchmarks.merging [MERGES]` (default 300).

Each merge is one of two branches with a few random edits each; half of the time both edit the same note. Compared are
the file as it is, and the same file without seals. All that git merges by itself, with `merge=union`, or after a person
keeps both sides, must be a valid lock with the cards of both.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from notedeck.identity import Entry, Lock, State, format_lock, parse_lock
from notedeck.model import Key
from notedeck.problems import DeckError

MERGES = 300
NOTES = 40
MAX_CARDS = 25  # in a note
MAX_EDITS = 5  # of one person
SEAL = re.compile(r"(?m)^(\[.*\]) [a-z2-7]{8}$")
UNSEALED_LINE = re.compile(r"(?m)^# (?:end.*|theme none)\n")
MARK = re.compile(r"(?m)^(?:<{7}|={7}|>{7}|\|{7}).*\n")
Notes = dict[str, list[Entry]]  # the cards of each note, by its path


@dataclass(frozen=True, slots=True)
class Branches:
    """The text of a lock, and what two people made of it."""

    base: str
    ours: str
    theirs: str

    def map(self, change: Callable[[str], str]) -> Branches:
        """Return all three texts, changed."""
        return Branches(change(self.base), change(self.ours), change(self.theirs))


@dataclass(frozen=True, slots=True)
class Merged:
    """Whether git merged two branches without a conflict, and the text that it left."""

    is_clean: bool
    text: str


def create_entry(dice: random.Random, path: str) -> Entry:
    """Return a card with a random guid and title."""
    guid = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz234567", k=16))
    return Entry(guid, Key(path, ("제목",), f"카드 {guid[:6]}", "basic"), 1, {"Front": guid[:8]}, "AAAB" * 8, 30)


def create_notes(dice: random.Random) -> Notes:
    """Return notes with random cards."""
    paths = [f"{dice.choice('abc')}/{number}.md" for number in range(NOTES)]
    return {path: [create_entry(dice, path) for _ in range(dice.randint(1, MAX_CARDS))] for path in paths}


def edit_card(dice: random.Random, notes: Notes, path: str) -> None:
    """Change the content of a card."""
    at = dice.randrange(len(notes[path]))
    notes[path][at] = notes[path][at].replace(modified=dice.randint(2, 10**9), digests={"Front": str(dice.random())})


def add_card(dice: random.Random, notes: Notes, path: str) -> None:
    """Add a card somewhere in a note."""
    notes[path].insert(dice.randint(0, len(notes[path])), create_entry(dice, path))


def add_note(dice: random.Random, notes: Notes, path: str) -> None:  # noqa: ARG001 - all edits have the same form
    """Add a note with a few cards."""
    new = f"new/{dice.randrange(10**9)}.md"
    notes[new] = [create_entry(dice, new) for _ in range(dice.randint(1, 8))]


def remove_card(dice: random.Random, notes: Notes, path: str) -> None:
    """Remove a card; its line stays."""
    at = dice.randrange(len(notes[path]))
    notes[path][at] = notes[path][at].replace(state=State.REMOVED, modified=dice.randint(2, 10**9))


def move_card(dice: random.Random, notes: Notes, path: str) -> None:
    """Move a card to another note."""
    if len(notes[path]) > 1:
        entry = notes[path].pop(dice.randrange(len(notes[path])))
        target = dice.choice(sorted(notes))
        notes[target].append(entry.replace(key=entry.key.replace(path=target), previous_key=entry.key))


def rename_note(dice: random.Random, notes: Notes, path: str) -> None:
    """Rename a note."""
    new = f"{path[:-3]}-{dice.randrange(10**6)}.md"
    notes[new] = [entry.replace(key=entry.key.replace(path=new), previous_key=entry.key) for entry in notes[path]]
    del notes[path]


EDITS = {edit_card: 40, add_card: 30, add_note: 15, remove_card: 7, move_card: 5, rename_note: 3}  # with their weights


def edit_notes(dice: random.Random, notes: Notes, path: str) -> Notes:
    """Return notes with a few random edits, most of them in the note `path`."""
    edited = {name: list(entries) for name, entries in notes.items()}
    for edit in dice.choices(list(EDITS), list(EDITS.values()), k=dice.randint(1, MAX_EDITS)):
        is_elsewhere = path not in edited or dice.random() < 0.3
        edit(dice, edited, dice.choice(sorted(edited)) if is_elsewhere else path)
    return edited


def create_branches(dice: random.Random) -> Branches:
    """Return a random lock, and the locks of two people who edit the notes at the same time."""
    notes = create_notes(dice)
    ours, theirs = (dice.choice(sorted(notes)) for _ in range(2))
    same = dice.random() < 0.5
    edited = (notes, edit_notes(dice, notes, ours), edit_notes(dice, notes, ours if same else theirs))
    return Branches(*(format_lock(Lock(tuple(entry for cards in side.values() for entry in cards))) for side in edited))


def remove_seals(text: str) -> str:
    """Return a lock without what seals add to it."""
    return UNSEALED_LINE.sub("", SEAL.sub(r"\1", text))


def merge_all(branches: Sequence[Branches], folder: Path, *, union: bool = False) -> Iterator[Merged]:
    """Yield the result of each merge by git, in a new repository in `folder`."""
    run = ("git", "-c", "core.attributesFile=/dev/null", "-C", str(folder))
    subprocess.run((*run, "init", "-q", "--bare"), check=True)
    (folder / "info" / "attributes").write_text("deck.lock merge=union\n" * union, encoding="utf-8")
    history = b"".join(format_history(number, texts) for number, texts in enumerate(branches))
    subprocess.run((*run, "fast-import", "--quiet"), input=history, check=True)
    for number in range(len(branches)):
        done = subprocess.run((*run, "merge-tree", f"ours{number}", f"theirs{number}"), capture_output=True, text=True)
        tree = done.stdout.split("\n")[0]
        blob = subprocess.run((*run, "cat-file", "blob", f"{tree}:deck.lock"), capture_output=True, check=True)
        yield Merged(done.returncode == 0, blob.stdout.decode())


def format_history(number: int, texts: Branches) -> bytes:
    """Return the input of `git fast-import` for the three commits of one merge."""
    parts = []
    for name, text in (("base", texts.base), ("ours", texts.ours), ("theirs", texts.theirs)):
        parent = f"from refs/heads/base{number}\n" if name != "base" else ""
        data = text.encode()
        header = f"commit refs/heads/{name}{number}\ncommitter Kim <k@example.org> 1000000000 +0900\ndata 0\n{parent}"
        parts.append(f"{header}M 100644 inline deck.lock\ndata {len(data)}\n".encode() + data + b"\n")
    return b"".join(parts)


def keep_both_sides(text: str) -> str:
    """Return a text without the marks of conflicts, as a person resolves them."""
    return MARK.sub("", text)


def judge_merged(texts: Branches, text: str) -> str:
    """Return what is wrong with a merged lock: it is refused, or lacks a card of one side; "" if nothing is."""
    try:
        lock, _ = parse_lock(text)
    except DeckError as error:
        return str(error)
    sides = (parse_lock(side)[0] for side in (texts.ours, texts.theirs))
    lost = {entry.guid for side in sides for entry in side.entries} - {entry.guid for entry in lock.entries}
    return f"{len(lost)} cards are lost" if lost else ""


def main() -> None:
    """Print how many merges conflict with and without seals, and how many results are no valid lock."""
    dice = random.Random(13)
    branches = [create_branches(dice) for _ in range(int(sys.argv[1]) if sys.argv[1:] else MERGES)]
    unsealed = [texts.map(remove_seals) for texts in branches]
    report_merges("without seals", unsealed)
    report_results(branches, report_merges("with seals", branches))
    report_results(branches, report_merges("merge=union", branches, union=True))


def report_merges(name: str, branches: Sequence[Branches], *, union: bool = False) -> list[Merged]:
    """Merge all branches, print how many of the merges conflict, and return their results."""
    with TemporaryDirectory() as folder:
        merged = list(merge_all(branches, Path(folder), union=union))
    print(f"{name:15} {sum(not item.is_clean for item in merged):5} of {len(merged)} merges conflict")  # noqa: T201
    return merged


def report_results(branches: Sequence[Branches], merged: Sequence[Merged]) -> None:
    """Print how many merged files are refused or lack a card, and the most frequent reasons."""
    pairs = zip(branches, merged, strict=True)
    wrong = Counter(filter(None, (judge_merged(texts, keep_both_sides(item.text)) for texts, item in pairs)))
    print(f"{'':15} {sum(wrong.values()):5} of {len(merged)} merged files are refused or lack a card")  # noqa: T201
    for text, count in wrong.most_common(5):
        print(f"{'':21} {count} x {text}")  # noqa: T201


if __name__ == "__main__":
    main()
