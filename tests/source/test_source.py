"""Reading a whole folder: what comes back, and that one bad note leaves the others alone."""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest

from notedeck.config.settings import ReadingSettings
from notedeck.model import FrontMatter, Place, Source, Split
from notedeck.problems import Problem, ProblemCode
from notedeck.source import read_notes
from notedeck.source.find import NoteFile
from notedeck.source.read import MAX_NOTE_BYTES, ReadContext, read_note
from notedeck.source.tools import _inserted
from tests.support.repository import commit_files, create_repository
from tests.support.shared import SHARED, list_shared_notes

BAD = {
    "bytes.md": b"# A\n\xff\xfe\xfd\n" + "가나다라".encode(),
    "binary.md": b"\x89PNG\r\n\x1a\n\x00\x00",
    "matter.md": b"---\ntitle: a: b\n---\n# Still here\n",
    "value.md": b"---\nsplit: h9\n---\n# Still here\n",
    "large.md": b"x" * (MAX_NOTE_BYTES + 1),
    "merge.md": b"# A\n\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n",
    "korean.md": "컨테이너란 무엇인가".encode("cp949"),
    "out.md": b"---\nnotedeck: false\n---\n# Not for cards\n",
}
CODES = {
    "bytes.md": ProblemCode.NOTE_ENCODING,
    "binary.md": ProblemCode.NOTE_ENCODING,
    "matter.md": ProblemCode.FRONT_MATTER,
    "value.md": ProblemCode.FRONT_MATTER_VALUE,
    "large.md": ProblemCode.NOTE_TOO_LARGE,
    "merge.md": ProblemCode.NOTE_UNREADABLE,
    "korean.md": ProblemCode.LEGACY_ENCODING,
}


def folder(root: Path, **notes: bytes) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """What is read from a folder of these notes, `good.md` among them."""
    root.mkdir(exist_ok=True)
    for name, data in {"good.md": b"# Good\n", **notes}.items():
        (root / name).write_bytes(data)
    return read_notes(root, ReadingSettings())


def check_lines(source: Source) -> None:
    """Each line of the text stands in the file on the line that `first_line` says."""
    text = source.file.read_bytes().decode("utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert lines[source.first_line - 1 :] == source.text.split("\n")


def test_a_note(tmp_path: Path) -> None:
    root = create_repository(tmp_path / "notes")
    commit_files(root, 1_000_000_000, aws__컨테이너="---\r\ntitle: ECS\r\nsplit: h2\r\n---\r\n# ECS\r\n\r\n본문")
    matter = FrontMatter(title="ECS", split=Split.H2)
    file = root / "aws" / "컨테이너.md"
    expected = Source("aws/컨테이너.md", file, "# ECS\n\n본문", 5, matter, 1_000_000_000)
    assert read_notes(root, ReadingSettings()) == ((expected,), ())
    assert read_notes(file, ReadingSettings())[0][0].path == "컨테이너.md"


def test_no_notes(tmp_path: Path) -> None:
    assert read_notes(tmp_path, ReadingSettings()) == ((), ())


@pytest.mark.parametrize("name", BAD)
def test_one_bad_note_leaves_the_others_alone(name: str, tmp_path: Path) -> None:
    good, _ = folder(tmp_path / "good")
    sources, problems = folder(tmp_path / "both", **{name: BAD[name]})
    assert [one.text for one in sources if one.path == "good.md"] == [good[0].text]
    assert [one.code for one in problems] == ([CODES[name]] if name in CODES else [])
    assert all(one.place.path == name and one.hint for one in problems)


CONFLICT = "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (CONFLICT, 1),
        (f"# A\r\n\r\n{CONFLICT}".replace("\n", "\r\n").replace("\r\r", "\r"), 3),
        (f"# A\n\n```text\n{CONFLICT}```\n", 0),
        (f"# A\n\n```text\n{CONFLICT}```\n\n{CONFLICT}", 11),
        ("# A\n\n<<<<<<< HEAD\none\n", 0),
        ("# A\n\n~~~\n<<<<<<< HEAD\n~~~\n=======\nb\n~~~\n>>>>>>> other\n", 0),
    ],
)
def test_a_merge_conflict_is_found_outside_code(text: str, line: int, tmp_path: Path) -> None:
    _, problems = folder(tmp_path, **{"merge.md": text.encode()})
    assert [problem.place.line for problem in problems] == ([line] if line else [])


def test_all_bad_notes_together(tmp_path: Path) -> None:
    sources, problems = folder(tmp_path / "all", **BAD)
    assert [one.path for one in sources] == ["good.md", "korean.md", "matter.md", "value.md"]
    assert {one.place.path: one.code for one in problems} == CODES
    assert folder(tmp_path / "all", **BAD)[1] == problems


def test_a_large_note_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * 2_000_001)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    reading = read_note(NoteFile("a.md", file), ReadContext(tmp_path, (file.resolve(),)), max_bytes=2_000_000)
    assert [one.message for one in reading.problems] == ["the file is too large: 2.1 MB, at most 2.0 MB are read"]


def test_a_note_as_large_as_may_be(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * 1000)
    assert read_note(NoteFile("a.md", file), ReadContext(tmp_path, (file.resolve(),)), max_bytes=1000).source
    assert not read_note(NoteFile("a.md", file), ReadContext(tmp_path, (file.resolve(),)), max_bytes=999).source


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this file system")
def test_a_pipe_does_not_stop_the_build(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    sources, problems = folder(tmp_path)
    assert [one.path for one in sources] == ["good.md"]
    assert [str(one) for one in problems] == ["pipe.md: note-unreadable: the file is a named pipe, not a regular file"]


def test_a_note_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system_open = os.open

    def refusing(file: Path, flags: int) -> int:
        if file.name == "closed.md":
            raise PermissionError(13, "Permission denied")
        return system_open(file, flags)

    monkeypatch.setattr(os, "open", refusing)
    sources, problems = folder(tmp_path, **{"closed.md": b"x"})
    assert [one.path for one in sources] == ["good.md"]
    assert [str(one) for one in problems] == [
        "closed.md: note-unreadable: the file cannot be read: Permission denied",
    ]


def test_excluded_notes_are_not_read(tmp_path: Path) -> None:
    folder(tmp_path, **BAD)
    sources, problems = read_notes(tmp_path, ReadingSettings(exclude=("*", "!good.md")))
    assert ([one.path for one in sources], problems) == (["good.md"], ())


@pytest.mark.skipif(not list_shared_notes(), reason="the real notes are not beside the work tree")
@pytest.mark.parametrize("name", ["seed", "corpus"])
def test_real_notes(name: str) -> None:
    sources, problems = read_notes(SHARED / name, ReadingSettings())
    wanted = {path for path in (SHARED / name).rglob("*.md") if not any(part[0] == "." for part in path.parts[1:])}
    assert {one.file for one in sources} == wanted
    assert problems == ()
    for source in sources:
        check_lines(source)
        assert source.path == unicodedata.normalize("NFC", source.path)
        assert 0 < source.modified <= time.time()
        assert source.text.split("\n") == (source.text + "\n").splitlines()


@pytest.mark.parametrize("insert", ['--8<-- "inc.txt"', "![[inc]]"])
def test_all_notes_together_insert_only_so_much(insert: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_inserted, "MAX_INSERTED_CHARACTERS", 100)
    for name in ("mkdocs.yml", ".obsidian"):
        (tmp_path / name).mkdir()
    for name in ("inc.txt", "inc.md"):
        (tmp_path / name).write_text("가" * 60, encoding="utf-8")
    for name in ("1.md", "2.md"):
        (tmp_path / name).write_text(insert, encoding="utf-8")
    sources, problems = read_notes(tmp_path, ReadingSettings())
    assert ["가" * 60 in source.text for source in sources] == [True, False, True]
    assert [(problem.code, problem.place) for problem in problems] == [(ProblemCode.EMBED_MISSING, Place("2.md", 1))]
