"""Every save is one build, told in one line; a build is no save."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from watchfiles import Change

from notedeck import watch
from notedeck.cli import main
from notedeck.watch import Saved, rebuild
from tests.stories import NOTES

LONG = 60  # seconds; far more than a change takes to be seen


class Watching:
    """A watch in a thread, and the builds that it made."""

    def __init__(self, root: Path, out: Path) -> None:
        self.built: queue.Queue[int] = queue.Queue()
        self.stop, self.count = Event(), 0
        self.root, self.out = root, out
        self.thread = Thread(target=rebuild, args=(root, [out], self.build, self.stop))
        self.thread.start()
        self.built.get(timeout=LONG)

    def build(self) -> None:
        """Write what a build writes."""
        self.count += 1
        self.out.mkdir(exist_ok=True)
        (self.out / "deck.apkg").write_text(str(self.count), encoding="utf-8")
        (self.root / "deck.lock").write_text(str(self.count), encoding="utf-8")
        self.built.put(self.count)

    def after(self, save: Path, text: str = "x") -> int:
        """The number of the build that a save leads to."""
        save.parent.mkdir(exist_ok=True)
        save.write_text(text, encoding="utf-8")
        return self.built.get(timeout=LONG)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    root = tmp_path / "notes"
    root.mkdir()
    one = Watching(root, root / "output")
    yield one
    one.stop.set()
    one.thread.join(LONG)
    assert not one.thread.is_alive()


def test_a_save_is_a_build_and_a_build_is_none(watching: Watching) -> None:
    assert watching.after(watching.root / "a.md") == 2
    assert watching.after(watching.root / "b.md") == 3
    assert watching.built.empty()


def test_a_new_folder_and_one_that_comes_back_are_watched(watching: Watching) -> None:
    count = watching.after(watching.root / "neu" / "a.md")
    shutil.rmtree(watching.root / "neu")
    while watching.built.get(timeout=LONG) < count + 1:
        pass
    assert watching.after(watching.root / "neu" / "b.md") > count + 1


def test_a_save_by_renaming_counts(watching: Watching) -> None:
    draft = watching.root / ".a.md.tmp"
    draft.write_text("neu", encoding="utf-8")
    draft.rename(watching.root / "a.md")
    assert watching.built.get(timeout=LONG) == 2


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("a.md", True),
        ("sub/그림.png", True),
        ("deck.toml", True),
        ("glossary.csv", True),
        ("translations/en.po", True),
        ("deck.lock", False),
        ("deck.apkg", False),
        (".notedeck-0011.tmp", False),
        (".git/index", False),
        (".obsidian/workspace", False),
        ("node_modules/x.md", False),
        ("a.md~", False),
        (".a.md.swp", False),
        ("a.md.bak", False),
        ("out/preview.html", False),
    ],
)
def test_what_counts_as_a_save(path: str, counts: bool, tmp_path: Path) -> None:
    saved = Saved(tmp_path / ".hidden" / "notes", [tmp_path / ".hidden" / "notes" / "out"])
    assert saved(Change.modified, str(tmp_path / ".hidden" / "notes" / path)) is counts


def test_every_build_is_one_line_whatever_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(NOTES, tmp_path / "notes"))
    good = (root / "aws" / "s3.md").read_bytes()

    def thrice(_root: Path, _left_out: object, build: object) -> None:
        assert callable(build)
        build()
        (root / "aws" / "s3.md").write_bytes(b"## x\n\n\xff\xfe\xfd\x00\n")
        build()
        (root / "deck.toml").write_text("nmae = 1\n", encoding="utf-8")
        build()
        (root / "deck.toml").unlink()
        (root / "aws" / "s3.md").write_bytes(good + "\n끝\n".encode())
        build()

    monkeypatch.setattr(watch, "rebuild", thrice)
    assert main(["watch", str(root), "-o", str(tmp_path / "out")]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == f"Watching {root}; Ctrl-C ends it."
    assert [line[10:] for line in lines] == [
        "20 cards, 20 new",
        "14 cards, none; problems: 1 error",
        'deck.toml:1: unknown setting "nmae". Did you mean "name"?',
        "20 cards, 1 changed",
    ]
