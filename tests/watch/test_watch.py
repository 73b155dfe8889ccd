"""Building again on every save, on the real file system."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck.messages import Message
from notedeck.problems import DeckError
from notedeck.watch import is_single_save, rebuild_on_change
from tests.support.watching import LIMIT, describe_files, watch_folders


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text("one", encoding="utf-8")
    (folder / "sub" / "b.md").write_text("two", encoding="utf-8")
    return folder


def test_one_line_a_build_with_its_time(notes: Path) -> None:
    with watch_folders(lambda: "96 cards,\n1 changed", notes) as seen:
        assert re.fullmatch(r"\d\d:\d\d:\d\d  96 cards, 1 changed", seen.lines.get(timeout=LIMIT))
        assert seen.says_no_more()
        by_rename(notes / "a.md", "another")
        assert seen.line() == "96 cards, 1 changed"


def by_rename(file: Path, text: str) -> None:
    """As VS Code on some systems, Obsidian's sync, sed -i and gedit save."""
    draft = file.with_name(".goutputstream-X")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def with_backup(file: Path, text: str) -> None:
    """As vim and Kate save."""
    file.rename(file.with_name(file.name + "~"))
    file.write_text(text, encoding="utf-8")
    file.with_name(file.name + "~").unlink()


def elsewhere(file: Path, text: str) -> None:
    """As a sync program or git puts a finished file in place."""
    draft = file.parent.parent / "elsewhere"
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("save", [in_place, by_rename, with_backup, elsewhere])
def test_every_way_to_save(notes: Path, save: Callable[[Path, str], None]) -> None:
    with watch_folders(lambda: describe_files(notes), notes) as seen:
        assert seen.line() == "a.md=one b.md=two"
        for text in ("first", "second"):
            save(notes / "a.md", text)
            seen.until(lambda line, text=text: line == f"a.md={text} b.md=two")  # type: ignore[misc]
        assert any(seen.says_no_more() for _ in range(2))  # a save in place may be seen twice: emptied, then written


@pytest.mark.parametrize(
    ("names", "is_single"),
    [
        (["a.md"], True),
        (["a.md", "a.md"], True),
        (["a.md", "sub/b.md"], False),
        (["empty.md"], False),
        (["gone.md"], False),
        (["sub"], False),
        ([], False),
    ],
)
def test_only_the_save_of_one_file_is_built_at_once(notes: Path, names: list[str], is_single: bool) -> None:
    (notes / "empty.md").touch()
    assert is_single_save([str(notes / name) for name in names]) == is_single


def new_folders(notes: Path) -> None:
    (notes / "깊은" / "폴더").mkdir(parents=True)
    (notes / "깊은" / "폴더" / "c.md").write_text("three", encoding="utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "a new note": lambda notes: (notes / "c.md").write_text("three", encoding="utf-8"),
    "a note deleted": lambda notes: (notes / "a.md").unlink(),
    "a note renamed": lambda notes: (notes / "a.md").rename(notes / "z.md"),
    "a note moved": lambda notes: (notes / "a.md").rename(notes / "sub" / "a2.md"),
    "a folder renamed": lambda notes: (notes / "sub").rename(notes / "sub2") / "b.md",
    "new folders with a note": new_folders,
    "a picture": lambda notes: (notes / "sub" / "그림.svg").write_text("<svg/>", encoding="utf-8"),
    "settings": lambda notes: (notes / "deck.toml").write_text("name='x'", encoding="utf-8"),
    "a glossary": lambda notes: (notes / "glossary.csv").write_text("파드,pod", encoding="utf-8"),
    "a translation": lambda notes: (notes / "en.po").write_text('msgid "x"', encoding="utf-8"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_every_kind_of_edit(notes: Path, edit: str) -> None:
    builds: list[int] = []

    def build() -> str:
        builds.append(1)
        return f"{len(builds)} {describe_files(notes)} {sorted(path.name for path in notes.iterdir())}"

    with watch_folders(build, notes) as seen:
        before = seen.line().removeprefix("1 ")
        EDITS[edit](notes)
        after = f"{describe_files(notes)} {sorted(path.name for path in notes.iterdir())}"
        assert after != before
        seen.until(lambda line: line.split(" ", 1)[1] == after)


def test_a_broken_note_is_one_line_and_can_be_fixed(notes: Path) -> None:
    def build() -> str:
        if (notes / "a.md").read_text(encoding="utf-8") == "broken":
            raise DeckError(Message("a.md:3: this\nis wrong"), Message("Fix\nit."))
        return "well"

    with watch_folders(build, notes) as seen:
        assert seen.line() == "well"
        (notes / "a.md").write_text("broken", encoding="utf-8")
        assert "error: a.md:3: this is wrong. Fix it." in seen.until(lambda line: line != "well")
        (notes / "a.md").write_text("fixed", encoding="utf-8")
        seen.until(lambda line: line == "well")


def test_a_bug_is_one_line_and_ends_nothing(notes: Path) -> None:
    def build() -> str:
        return {"one": "well"}[(notes / "a.md").read_text(encoding="utf-8") or "one"]

    with watch_folders(build, notes) as seen:
        assert seen.line() == "well"
        (notes / "a.md").write_text("한글\n", encoding="utf-8")
        bug = seen.until(lambda line: line != "well")[-1]
        assert re.fullmatch(
            r"bug in notedeck: KeyError at test_watch\.py:\d+: .*한글.*\. Please report this line\.", bug
        )
        (notes / "a.md").write_text("one", encoding="utf-8")
        seen.until(lambda line: line == "well")


def test_after_a_failure_saving_the_same_again_tries_again(notes: Path) -> None:
    anki: list[str] = []

    def build() -> str:
        if not anki:
            raise DeckError(Message("Anki does not answer"))
        return "imported"

    with watch_folders(build, notes) as seen:
        assert seen.line() == "error: Anki does not answer"
        (notes / "a.md").write_text("new", encoding="utf-8")
        seen.line()
        assert any(seen.says_no_more() for _ in range(9))
        anki.append("open")
        (notes / "a.md").write_text("new", encoding="utf-8")
        assert "imported" in seen.until(lambda line: line == "imported")


def test_a_build_does_not_wake_itself(notes: Path) -> None:
    output = notes / "output"
    builds: list[str] = []

    def build() -> str:
        builds.append("build")
        for path in ("deck.lock", "학습.apkg", "output/x.html", "output/.cache/y.webp", ".notedeck-cache/z"):
            (notes / path).parent.mkdir(parents=True, exist_ok=True)
            (notes / path).write_text(str(len(builds)), encoding="utf-8")
        draft = notes / ".notedeck-0.tmp"
        draft.write_text('msgid "always the same"', encoding="utf-8")
        draft.replace(notes / "en.po")
        return (notes / "a.md").read_text(encoding="utf-8")

    with watch_folders(build, notes, ignored=(output,)) as seen:
        assert seen.line() == "one"
        assert any(seen.says_no_more() for _ in range(2))  # en.po, which is new to the watch, may count once
        assert len(builds) <= 2
        so_far = len(builds)
        by_rename(notes / "a.md", "another")
        assert seen.line() == "another"
        assert seen.says_no_more() and len(builds) == so_far + 1


def test_what_changes_during_a_build_is_built_next(notes: Path) -> None:
    inside, goes_on = threading.Event(), threading.Event()

    def build() -> str:
        text = describe_files(notes)
        inside.set()
        assert goes_on.wait(LIMIT)
        return text

    with watch_folders(build, notes) as seen:
        assert inside.wait(LIMIT)
        (notes / "a.md").write_text("meanwhile", encoding="utf-8")
        goes_on.set()
        assert seen.line() == "a.md=one b.md=two"
        assert seen.line() == "a.md=meanwhile b.md=two"


def test_a_storm_is_few_builds(notes: Path) -> None:
    with watch_folders(lambda: str(sum(1 for _ in notes.rglob("*.md"))), notes) as seen:
        assert seen.line() == "2"
        for number in range(1000):
            (notes / f"{number}.md").write_text("storm", encoding="utf-8")
        assert len(seen.until(lambda line: line == "1002")) < 100


def test_stopped_while_it_builds(notes: Path) -> None:
    with watch_folders(lambda: "built", notes) as seen:
        seen.stop.set()
    assert seen.lines.qsize() <= 1


def test_an_interrupted_build_ends_it(notes: Path) -> None:
    def build() -> str:
        raise KeyboardInterrupt

    lines: list[str] = []
    rebuild_on_change([notes], build, lines.append)
    assert lines == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has another Ctrl-C")
def test_ctrl_c_ends_it_without_a_word(notes: Path) -> None:
    program = (
        "import sys, pathlib, notedeck.watch as w;"
        "w.rebuild_on_change([pathlib.Path(sys.argv[1])], lambda: 'built', lambda line: print(line, flush=True));"
        "print('returned')"
    )
    command = [sys.executable, "-c", program, str(notes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().endswith("built\n")
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=LIMIT) == ("returned\n", "")
    assert running.returncode == 0
