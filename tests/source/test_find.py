"""Which notes are found under a folder, and in what order."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.source.find import NoteFile, find_notes
from tests.support.cases import Case, load_cases

CASES = load_cases("source/find.md")
GONE = "there is no folder or note named WANTED"


def plant(root: Path, given: str) -> tuple[str, ...]:
    """Makes the files and links (`name -> target`) of a case below `root`; returns its exclude patterns."""
    root.mkdir(parents=True)
    rows = given.split("\n")
    for row in (row for row in rows if not row.startswith("exclude: ")):
        name, _, target = row.partition(" -> ")
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(target) if target else file.write_text("x", encoding="utf-8")
    return tuple(row.removeprefix("exclude: ") for row in rows if row.startswith("exclude: "))


def list_found(
    root: Path, exclude: tuple[str, ...] = (), part: str = ""
) -> tuple[tuple[NoteFile, ...], tuple[Problem, ...]]:
    """The notes under a folder, and the problems."""
    found = find_notes(root, exclude, part)
    return found.notes, found.problems


@pytest.mark.parametrize("case", CASES, ids=str)
def test_find(case: Case, tmp_path: Path) -> None:
    found, problems = list_found(tmp_path / "notes", plant(tmp_path / "notes", case.given))
    rows = [f"{one.code.slug} {one.place}: {one.message}" for one in problems]
    assert "\n".join([one.path for one in found] + rows).replace(str(tmp_path), "ROOT") == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_files_are_where_the_paths_say(case: Case, tmp_path: Path) -> None:
    root = tmp_path / "notes"
    found, problems = list_found(root, plant(root, case.given))
    assert [one.file for one in found] == [root / one.path for one in found]
    assert len({one.file.resolve() for one in found}) == len(found)
    assert all(one.hint for one in problems)


def test_names_are_in_nfc(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "가상메모리")
    (tmp_path / name).mkdir()
    (tmp_path / name / f"{name}.md").write_text("x", encoding="utf-8")
    found, _ = list_found(tmp_path, (f"{name}x/",))
    assert [one.path for one in found] == ["가상메모리/가상메모리.md"]
    assert found[0].file.read_text(encoding="utf-8") == "x"
    assert list_found(tmp_path, ("가상메모리/",)) == list_found(tmp_path, (f"{name}/",)) == ((), ())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have one spelling of a name")
def test_two_spellings_of_one_name(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "가.md")).write_text(form, encoding="utf-8")
    found, problems = list_found(tmp_path)
    assert [one.file.read_text(encoding="utf-8") for one in found] == ["NFD"]
    assert [(one.code, one.place.path) for one in problems] == [(ProblemCode.DUPLICATE_NAME, "가.md")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    for raw in ("운영체제.md".encode("cp949"), b"\xff\xff.md"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), raw))).write_text("x", encoding="utf-8")  # noqa: PTH118
    found, _ = list_found(tmp_path)
    assert [one.path for one in found] == ["\\xff\\xff.md", "운영체제.md"]
    assert all(one.file.read_text(encoding="utf-8") == "x" for one in found)


def test_one_note_alone(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, problems = list_found(tmp_path / "b.md", ("*.md",))
    assert [(one.path, one.file) for one in found] == [("b.md", tmp_path / "b.md")]
    assert problems == ()


def test_a_root_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    assert [one.path for one in find_notes(tmp_path / "link").notes] == ["a.md"]


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        ("nots", GONE, "Did you mean ROOT/notes?"),
        ("notes/aws/ecs.md", GONE, "Did you mean ROOT/notes/aws/ec2.md?"),
        ("notes/azs/ec2.md", GONE, "Did you mean ROOT/notes/aws?"),
        ("quite/other", GONE, 'ROOT exists, but has no "quite".'),
        ("notes/aws/a.pn", GONE, 'ROOT/notes/aws exists, but has no "a.pn".'),
        (
            "notes/aws/a.png",
            "WANTED is neither a Markdown note nor a notebook",
            "Name a folder, or a file that ends in .md, .markdown, .mdx or .ipynb.",
        ),
        (
            "notes/b.docx",
            "WANTED is neither a Markdown note nor a notebook",
            "Convert each to Markdown with pandoc: pandoc ROOT/notes/b.docx -t gfm -o ROOT/notes/b.md",
        ),
        (
            "notes/c.apkg",
            "WANTED is a package of Anki's, not notes",
            "Take over its reviews: build-deck adopt ROOT/notes/c.apkg NOTES. Or list what was changed in Anki: "
            "build-deck compare ROOT/notes/c.apkg NOTES",
        ),
    ],
)
def test_no_such_root(wanted: str, message: str, hint: str, tmp_path: Path) -> None:
    plant(tmp_path / "notes", "aws/ec2.md\naws/a.png\nb.docx\nc.apkg")
    with pytest.raises(DeckError) as caught:
        find_notes(tmp_path / wanted)
    assert str(caught.value) == message.replace("WANTED", str(tmp_path / wanted))
    assert caught.value.hint == hint.replace("ROOT", str(tmp_path))


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path / "notes", "a.md\nclosed/b.md")
    listed = os.scandir

    def refusing(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    found, problems = list_found(tmp_path / "notes")
    assert [one.path for one in found] == ["a.md"]
    assert [str(one) for one in problems] == [
        "closed: note-unreadable: the folder cannot be listed: Permission denied",
    ]


def test_what_tools_keep_for_themselves_is_no_note(tmp_path: Path) -> None:
    for name in ("a/logseq/config.edn", "a/logseq/bak/b/c.md", "a/pages/c.md", "logseq/bak/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("글", "utf-8")
    assert [note.path for note in find_notes(tmp_path).notes] == ["a/pages/c.md", "logseq/bak/d.md"]
