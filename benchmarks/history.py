"""A git repository of study notes with a realistic history: `python -m benchmarks.history FOLDER`.

Starts from the demo notes and makes one commit an edit, of every kind that people make, the same ones every time. For
`benchmarks/replay.py`.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

DEMO = Path(__file__).resolve().parents[1] / "notes"
ROUNDS = 4  # every kind of edit happens so many times
SEED = 20_260_000
START = 1_700_000_000  # Unix seconds of the first commit; the others are a day apart
HEADING = re.compile(r"^(#{2,4}) (.+)$", re.M)
ENGLISH = {
    "정리": "Summary",
    "예시": "Examples",
    "특징": "Features",
    "종류": "Kinds",
    "차이": "Differences",
    "비용": "Cost",
}
SENTENCES = (
    "시험에는 이 차이를 묻는 문제가 자주 나온다.",
    "실제로 써 보면 문서보다 느리니 미리 재어 보아야 한다.",
    "처음 배울 때 가장 많이 헷갈린 부분이다.",
    "Keep an eye on the limits of the free tier.",
)


class Notes:
    """The notes of a repository, and the edits that a person makes to them."""

    def __init__(self, folder: Path) -> None:
        """Edit the notes in `folder`, the same way at every run."""
        self.folder = folder
        self.dice = random.Random(SEED)

    def note(self) -> Path:
        """Choose a note with headings."""
        files = sorted(self.folder.rglob("*.md"))
        return self.dice.choice([file for file in files if len(self.parts(file)) > 3])

    def parts(self, file: Path) -> list[str]:
        """Cut a note before each heading; the first part is what stands before any."""
        text = file.read_text(encoding="utf-8")
        fences = [range(*found.span()) for found in re.finditer(r"^```.*?^```", text, re.M | re.S)]
        cuts = [found.start() for found in HEADING.finditer(text) if not any(found.start() in one for one in fences)]
        return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    def pick(self) -> tuple[Path, list[str], int]:
        """Choose a note; return it, its parts, and the index of one that has a heading."""
        file = self.note()
        parts = self.parts(file)
        return file, parts, self.dice.randrange(1, len(parts))

    def save(self, file: Path, parts: list[str]) -> None:
        """Write a note from its parts."""
        file.write_text("".join(parts), encoding="utf-8")

    def retitled(self, change: Callable[[str], str]) -> None:
        """Give one heading another title."""
        file, parts, at = self.pick()
        parts[at] = HEADING.sub(lambda found: f"{found[1]} {change(found[2])}", parts[at], count=1)
        self.save(file, parts)

    def typo(self) -> None:
        """Make a typo in a title."""
        self.retitled(lambda title: title[:-1] + self.dice.choice("을를은는") if len(title) > 4 else title + ".")

    def reword(self) -> None:
        """Reword a title."""
        self.retitled(lambda title: self.dice.choice(("{} 정리하기", "왜 {}인가", "{}의 모든 것")).format(title))

    def translate(self) -> None:
        """Translate a title."""
        self.retitled(
            lambda title: next((new for old, new in ENGLISH.items() if old in title), f"About {len(title)} things")
        )

    def number(self) -> None:
        """Put a number before a title."""
        self.retitled(lambda title: f"{self.dice.randrange(1, 9)}. {title}")

    def extend(self) -> None:
        """Add a sentence to a section."""
        file, parts, at = self.pick()
        parts[at] = f"{parts[at].rstrip()}\n\n{self.dice.choice(SENTENCES)}\n\n"
        self.save(file, parts)

    def shorten(self) -> None:
        """Remove the last list item of a section."""
        file, parts, at = self.pick()
        rows = parts[at].split("\n")
        bullets = [number for number, row in enumerate(rows) if row.startswith("- ")]
        if len(bullets) > 2:
            rows.pop(bullets[-1])
        self.save(file, [*parts[:at], "\n".join(rows), *parts[at + 1 :]])

    def both(self) -> None:
        """Change a title and its section."""
        file, parts, at = self.pick()
        parts[at] = HEADING.sub(r"\1 \2 (개정)", f"{parts[at].rstrip()}\n\n{self.dice.choice(SENTENCES)}\n\n", count=1)
        self.save(file, parts)

    def level(self) -> None:
        """Change the level of a heading."""
        file, parts, at = self.pick()
        parts[at] = re.sub(r"^#+", lambda found: "###" if found[0] == "##" else "##", parts[at])
        self.save(file, parts)

    def swap(self) -> None:
        """Swap two sections of a note."""
        file, parts, at = self.pick()
        other = self.dice.randrange(1, len(parts))
        parts[at], parts[other] = parts[other], parts[at]
        self.save(file, [part.rstrip() + "\n\n" for part in parts])

    def move(self) -> None:
        """Move a section to another note."""
        file, parts, at = self.pick()
        other = self.note()
        moved = parts.pop(at)
        self.save(file, parts)
        rows = self.parts(other)
        rows.insert(self.dice.randrange(1, len(rows) + 1), moved.rstrip() + "\n\n")
        self.save(other, [row.rstrip() + "\n\n" for row in rows])

    def split(self) -> None:
        """Split a section with a new heading."""
        file, parts, at = self.pick()
        blocks = parts[at].rstrip().split("\n\n")
        if len(blocks) > 3:
            blocks.insert(len(blocks) * 2 // 3, f"### 덧붙임 {self.dice.randrange(99)}")
        self.save(file, [*parts[:at], "\n\n".join(blocks) + "\n\n", *parts[at + 1 :]])

    def merge(self) -> None:
        """Merge a section with the next."""
        file, parts, at = self.pick()
        at = min(at, len(parts) - 2) or 1
        parts[at : at + 2] = [parts[at] + HEADING.sub("", parts[at + 1], count=1).lstrip("\n")]
        self.save(file, parts)

    def delete(self) -> None:
        """Delete a section."""
        file, parts, at = self.pick()
        parts.pop(at)
        self.save(file, parts)

    def insert(self) -> None:
        """Insert a new section."""
        file, parts, at = self.pick()
        number = self.dice.randrange(1000)
        parts.insert(
            at, f"## 새로 배운 것 {number}\n\n{self.dice.choice(SENTENCES)} ({number})\n\n- 하나 {number}\n- 둘\n\n"
        )
        self.save(file, parts)

    def twins(self) -> None:
        """Insert a section whose title other sections have too."""
        file, parts, at = self.pick()
        parts.insert(at, f"### 정리\n\n{self.dice.choice(SENTENCES)} {self.dice.randrange(99)}번째 정리이다.\n\n")
        self.save(file, parts)

    def rename_note(self) -> None:
        """Rename a note."""
        file = self.note()
        file.rename(file.with_name(f"{self.dice.randrange(10, 99)}-{file.name.split('-')[-1]}"))

    def rename_folder(self) -> None:
        """Move a note into a new folder."""
        file = self.note()
        target = self.folder / f"{self.dice.choice(('cs', 'aws', '정리'))}{self.dice.randrange(99)}"
        target.mkdir()
        file.rename(target / file.name)

    def reformat(self) -> None:
        """Change the bullets and blank lines of a note."""
        file, parts, _ = self.pick()
        self.save(file, [re.sub(r"^- ", "* ", part, flags=re.M).replace("\n\n\n", "\n\n") for part in parts])


EDITS = [name for name, value in vars(Notes).items() if callable(value) and not name.startswith("_")]
EDITS = [name for name in EDITS if name not in ("note", "parts", "pick", "save", "retitled")]


def run_git(folder: Path, *args: str, second: int = START) -> None:
    """Run git as if it were that second."""
    who = ["-c", "user.name=Kim", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"]
    dates = {"GIT_AUTHOR_DATE": f"{second} +0900", "GIT_COMMITTER_DATE": f"{second} +0900", "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", *who, "-C", str(folder), *args], check=True, capture_output=True, env=dates)


def create_history(folder: Path) -> int:
    """Make the repository; the number of its commits."""
    folder.mkdir(parents=True)
    run_git(folder, "init", "-q", "-b", "main")
    for file in sorted(DEMO.rglob("*.md")):
        (folder / file.relative_to(DEMO)).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.relative_to(DEMO)).write_bytes(file.read_bytes())
    notes = Notes(folder)
    steps = ["begin", *(notes.dice.sample(EDITS * ROUNDS, len(EDITS) * ROUNDS))]
    for number, name in enumerate(steps):
        if name != "begin":
            getattr(notes, name)()
        run_git(folder, "add", "-A")
        run_git(folder, "commit", "-q", "--allow-empty", "-m", name, second=START + 86_400 * number)
        if name == "delete" and number % 2:
            run_git(folder, "revert", "--no-edit", "HEAD", second=START + 86_400 * number + 60)
    return int(subprocess.check_output(["git", "-C", str(folder), "rev-list", "--count", "HEAD"]))


if __name__ == "__main__":
    print(f"{create_history(Path(sys.argv[1]))} commits")  # noqa: T201
