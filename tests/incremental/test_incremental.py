"""A build of only the notes that changed gives the same as a build of all notes; so do `diff` and `check`."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from notedeck.cli import build_package, run, run_changed
from notedeck.cli.main import main
from notedeck.source import times
from tests.support.cases import Case, load_cases
from tests.support.pictures import PHOTO, encode_image
from tests.support.repeating import wait_for_tick

NOTES = {
    "1장/스택.md": "## 스택\n\n나중에 넣은 것이 먼저 나온다.\n\n![](../그림/a.png)\n",
    "1장/큐.md": "## 큐\n\n먼저 넣은 것이 먼저 나온다.\n",
    "2장/트리.md": "# 트리\n\n## 이진 트리\n\n자식이 둘 이하이다.\n\n## 참고\n\n- [글](https://example.com)\n",
    "2장/정렬.md": "# 정렬\n\n## 버블 정렬\n\n이웃한 값을 바꾼다.\n\n## 병합 정렬\n\n나누고 합친다.\n",
    "3장/해시.md": "## 해시\n\n키로 찾는다.\n\n## 충돌\n\n$\\모른다{x}$\n",
    "3장/그래프.md": "## 그래프\n\n점과 선으로 이어진다.\n\n```dot\ngraph { a -- b }\n```\n",
    "3장/빈칸.md": "---\nstyle: cloze\n---\n## 높이\n\n높이는 **뿌리**부터 잰다.\n",
    "3장/용어.md": "---\nstyle: terms\n---\n## 용어\n\n노드(node)와 간선(edge)이 있다.\n",
    "3장/이름.md": "## 이름\n\n<!-- card: own-name -->\n\n고유한 이름이 있다.\n",
    "3장/조각.md": "## 조각\n\n조각의 본문이다.\n",
    "3장/모음.md": "## 모음\n\n모음의 본문이다.\n\n![[조각]]\n",
    "3장/문제.md": "## 문제 1\n\n답은 하나이다.\n\n## 문제 2\n\n답은 둘이다.\n",
    "3장/README.md": "# 자료\n\n여러 가지 자료 구조를 이 폴더에서 다룬다.\n\n## 하나\n\n하나이다.\n",
    "3장/README.en.md": "# Data\n\nA queue.\n\n## One\n\nIt is one.\n",
    "deck.toml": 'name = "자료 구조"\n',
}
BUILD = ("build", "notes", "-o", "out", "-v")
DIFF = ("diff", "notes")
CHECK = ("check", "notes", "-v")
START = 1_790_000_000
BOUND = ("3장/용어.md", "3장/조각.md", "3장/README.md", "3장/README.en.md")  # to other notes
PARAGRAPHS = (
    "## 새 제목\n\n새 글이다.",
    "글이 하나 더 있다.",
    "- 하나\n- 둘",
    "**Q.** 무엇인가?\n\n**A.** 그것이다.",
    "## 이진 트리\n\n같은 제목이다.",
)
PROGRESS = re.compile(r"Reading|Embedding|Drawing|  \S+\.(?:md|png)$|  dot: ")


@dataclass(slots=True)
class Pair:
    """The same notes twice: in one copy only the notes that changed are built, in the other one all notes."""

    top: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    now: int = START

    @property
    def copies(self) -> tuple[Path, Path]:
        return self.top / "changed", self.top / "all"

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the notes in both copies, a second later than the last one."""
        self.now += 1
        for copy in self.copies:
            file = copy / "notes" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            os.utime(file, (self.now, self.now))

    def read(self, name: str) -> bytes:
        return (self.copies[0] / "notes" / name).read_bytes()

    def build(self) -> bool:
        """Build both copies, compare what they wrote and printed, and return whether all notes had to be built."""
        self.now += 1
        wait_for_tick()
        results = [self.build_copy(copy, only_changed=copy == self.copies[0]) for copy in self.copies]
        (printed, written, is_full), expected = results[0], results[1]
        assert (printed, written) == expected[:2]
        return is_full

    def build_copy(self, copy: Path, *, only_changed: bool) -> tuple[list[str], dict[str, bytes], bool]:
        """Build a copy; return what it printed, what it wrote, and whether all notes were built."""
        lines, is_full = self.run_copy(copy, BUILD, build_package, "run_all", only_changed=only_changed)
        outputs = [copy / "notes" / "deck.lock", *(copy / "out").glob("*.apkg")]
        written = {file.name: file.read_bytes() for file in outputs}
        return lines, written, is_full

    def compare(self, words: Sequence[str] = DIFF) -> bool:
        """Compare what a command prints about both copies, and return whether all notes had to be built for it."""
        self.now += 1
        wait_for_tick()
        changed, full = (
            self.run_copy(copy, words, run, "run_pipeline", only_changed=copy == self.copies[0]) for copy in self.copies
        )
        assert changed[0] == full[0]
        return changed[1]

    def run_copy(
        self, copy: Path, words: Sequence[str], module: ModuleType, full_run: str, *, only_changed: bool
    ) -> tuple[list[str], bool]:
        """Run a command; return what it printed, and whether it called the function that builds all notes."""
        calls: list[object] = []
        build_all = getattr(module, full_run)

        def build_and_count(*values: Any, **options: Any) -> Any:
            calls.append(values)
            return build_all(*values, **options)

        clock = SimpleNamespace(time=lambda: float(self.now), sleep=lambda _: None)
        with self.monkeypatch.context() as patch:
            patch.chdir(copy)
            patch.setattr(times, "time", clock)
            patch.setattr(module, full_run, build_and_count)
            if not only_changed:
                patch.setattr(build_package, "run_changed", lambda *_: None)
                patch.setattr(run_changed, "run_changed", lambda *_, **__: None)
            self.capsys.readouterr()
            main(words)
        lines = self.capsys.readouterr().out.splitlines()
        return [line for line in lines if not PROGRESS.match(line)], bool(calls)


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Pair:
    """Return notes of many kinds that were built and checked once."""
    pair = Pair(tmp_path, monkeypatch, capsys)
    for name, text in NOTES.items():
        pair.write(name, text.encode())
    for name, turns in {"그림/a.png": 0, "그림/b.png": 1, "그림/c.png": 0}.items():
        pair.write(name, encode_image(PHOTO.rotate(90 * turns), "PNG"))
    assert pair.build()
    assert pair.compare(CHECK)
    return pair


def apply_edits(pair: Pair, text: str) -> None:
    """Apply edits: the path of a file, then lines `old -> new` with escapes; at a line `build`, build and check."""
    name = ""
    for line in text.splitlines():
        if line == "build":
            pair.build()
            pair.compare(CHECK)
        elif " ->" not in line:
            name = line
        else:
            old, new = (decode_text(part) for part in line.split(" ->"))
            data = pair.read(name)
            assert old in data
            pair.write(name, data.replace(old, new.removeprefix(b" ")))


def decode_text(text: str) -> bytes:
    """Return a text with escapes as bytes, in UTF-8."""
    plain = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\").replace("\\udcff", "\udcff")
    return plain.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("case", load_cases("incremental.md"), ids=str)
def test_an_edit_gives_what_a_build_of_all_notes_gives(pair: Pair, case: Case) -> None:
    apply_edits(pair, case.given)
    is_full_diff = pair.compare()
    assert ("all notes" if is_full_diff else "changed notes") == case.expected
    assert ("all notes" if pair.compare(CHECK) else "changed notes") == case.expected
    assert ("all notes" if pair.build() else "changed notes") == case.expected


@pytest.mark.parametrize("seed", range(6))
def test_edits_one_after_the_other_give_what_builds_of_all_notes_give(pair: Pair, seed: int) -> None:
    chance = random.Random(seed)
    cases = [case for case in load_cases("incremental.md") if case.expected == "changed notes"]
    names = [name for name in NOTES if name.endswith(".md") and name not in BOUND]
    full_builds = 0
    for _ in range(5):
        if chance.random() < 0.5:
            with suppress(AssertionError):  # an edit before took the text away
                apply_edits(pair, chance.choice(cases).given)
        name = chance.choice(names)
        lines = pair.read(name).split(b"\n\n")
        position = chance.randrange(len(lines) + 1)
        lines[position:position] = [chance.choice(PARAGRAPHS).encode()]
        pair.write(name, b"\n\n".join(lines))
        pair.compare()
        pair.compare(CHECK)
        full_builds += pair.build()
    assert full_builds < 5
