"""Two members change the memory at the same time, and git merges their branches without a conflict."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import polib
import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.edit import set_text
from notedeck.translation.segments.tokens import list_tokens
from tests.support.building import build_and_write
from tests.support.repository import commit_files, create_repository, run_git
from tests.test_demo import NOTES

COUNT = 30  # corrections of each member
Key = tuple[str, str]  # the note that an entry is for, and the source


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the demo deck, whose memory an engine wrote, and a text with another translation in a note."""
    monkeypatch.chdir(tmp_path)
    clone = create_repository(tmp_path / "clone")
    notes = Path(shutil.copytree(NOTES, clone / "notes", ignore=shutil.ignore_patterns("deck.toml", "translations")))
    main(["translate", str(notes), "--engine", "pseudo"])
    add_text_of_note(notes)
    main(["translate", str(notes), "--engine", "pseudo"])
    build_and_write(notes, tmp_path / "deck.apkg")
    commit_files(clone, 1_000_000_000)
    return notes


def add_text_of_note(notes: Path) -> None:
    """Give a text of a note in `aws` a translation that is only for this note."""
    with locate_memory(notes, "en").open("a", encoding="utf-8") as file:
        file.write('\nmsgctxt "aws/컨테이너.md"\nmsgid "AWS Fargate란?"\nmsgstr "What is Fargate?"\n')


def read_texts(notes: Path) -> Mapping[Key, str]:
    file = polib.pofile(str(locate_memory(notes, "en")))
    return {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in file}


def correct_in_page(notes: Path, corrections: Mapping[Key, str]) -> None:
    """Correct translations as the preview page does."""
    file = locate_memory(notes, "en")
    for key, text in corrections.items():
        file.write_bytes(set_text(file.read_bytes(), key, text, "translations/en.po").data)


def correct_in_editor(notes: Path, corrections: Mapping[Key, str]) -> None:
    """Correct translations as an editor does that leaves all other lines as they are."""
    file, old = locate_memory(notes, "en"), read_texts(notes)
    text = file.read_text(encoding="utf-8")
    for (_, msgid), correction in corrections.items():
        source = polib.escape(msgid)
        before, after = (f'msgid "{source}"\nmsgstr "{polib.escape(new)}"\n' for new in (old["", msgid], correction))
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def commit_and_merge(clone: Path, branch: str) -> None:
    """Commit what is there, and merge another branch; raises GitFailedError for a conflict."""
    commit_files(clone, 1_000_000_200)
    run_git(clone, "merge", "-q", "--no-edit", branch)


def split_corrections(notes: Path) -> Sequence[Mapping[Key, str]]:
    """Return the corrections of two members, each of every second text in a row."""
    keys = [(context, msgid) for context, msgid in read_texts(notes) if not context and not list_tokens(msgid)]
    return [
        {key: f"{name} wrote text {number} anew" for number, key in enumerate(keys[start : 2 * COUNT : 2])}
        for start, name in enumerate(("kim", "lee"))
    ]


def assert_all_kept(notes: Path, corrections: Mapping[Key, str]) -> None:
    """Check that the memory has the corrections, and that the next run changes nothing."""
    merged = read_texts(notes)
    assert {key: merged[key] for key in corrections} == corrections
    before = locate_memory(notes, "en").read_bytes()
    assert main(["translate", str(notes), "--engine", "pseudo"]) == ExitStatus.DONE
    assert locate_memory(notes, "en").read_bytes() == before


def test_a_renamed_folder_and_corrections_of_neighbours(root: Path, tmp_path: Path) -> None:
    clone, (mine, others) = root.parent, split_corrections(root)
    run_git(clone, "checkout", "-q", "-b", "kim")
    correct_in_page(root, mine)
    commit_files(clone, 1_000_000_100)
    run_git(clone, "checkout", "-q", "main")
    correct_in_editor(root, others)
    run_git(clone, "mv", "notes/aws", "notes/cloud")
    build_and_write(root, tmp_path / "deck.apkg")
    assert main(["translate", str(root), "--engine", "pseudo"]) == ExitStatus.DONE
    commit_and_merge(clone, "kim")
    assert (len(mine), len(others)) == (COUNT, COUNT)
    assert_all_kept(root, {**mine, **others, ("cloud/컨테이너.md", "AWS Fargate란?"): "What is Fargate?"})


def test_both_correct_in_the_page(root: Path) -> None:
    clone, (mine, others) = root.parent, split_corrections(root)
    run_git(clone, "checkout", "-q", "-b", "kim")
    correct_in_page(root, mine)
    commit_files(clone, 1_000_000_100)
    run_git(clone, "checkout", "-q", "main")
    correct_in_page(root, others)
    commit_and_merge(clone, "kim")
    assert_all_kept(root, {**mine, **others})


def test_both_translate_new_notes(root: Path) -> None:
    clone = root.parent
    run_git(clone, "checkout", "-q", "-b", "kim")
    translate_new_note(root, "aws", "해시")
    commit_files(clone, 1_000_000_100)
    run_git(clone, "checkout", "-q", "main")
    translate_new_note(root, "cs", "트리")
    commit_and_merge(clone, "kim")
    texts = read_texts(root)
    assert all(texts["", f"{name}의 {number}번째 글이다."] for name in ("해시", "트리") for number in range(COUNT))


def translate_new_note(notes: Path, folder: str, name: str) -> None:
    """Write a note with COUNT sections, and translate it."""
    sections = (f"## {name} {number}\n\n{name}의 {number}번째 글이다.\n" for number in range(COUNT))
    (notes / folder / f"{name}.md").write_text("\n".join([f"# {name}\n", *sections]), encoding="utf-8")
    assert main(["translate", str(notes), "--engine", "pseudo"]) == ExitStatus.DONE
