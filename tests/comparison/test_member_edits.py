"""`compare`: members edit cards in the real Anki and export them, and their corrections come back."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki.notes import Note

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from tests.support.anki_collection import Anki, open_collection
from tests.support.building import build_and_write
from tests.support.caches import delete_caches
from tests.support.repository import commit_files, create_repository
from tests.support.stories import NOTES, apply_edits

GUID = re.compile(r"  \[[a-z2-7]{16}\]$", re.M)
PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#: aws/s3.md
msgid "버킷"
msgstr "Bucket"

#: aws/s3.md
msgid "버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다."
msgstr "A bucket name is unique in the world and belong to a region."
"""


class Group:
    """A repository with notes, and the Anki of a member."""

    def __init__(self, folder: Path, anki: Anki) -> None:
        self.folder, self.anki = folder, anki
        self.top = create_repository(folder / "clone")
        self.notes = self.top / "notes"
        shutil.copytree(NOTES, self.notes)

    def edit_notes(self, edits: str) -> None:
        """Edit the notes, build and commit."""
        if edits:
            apply_edits(self.notes, edits)
        self.build()

    def build(self) -> None:
        """Build as the command line does, and commit."""
        assert main(["build", str(self.notes), "-o", str(self.folder / "out" / "deck.apkg")]) == ExitStatus.DONE
        commit_files(self.top, 1_000_000_000)

    def load(self) -> None:
        """Import the package into the member's Anki."""
        self.anki.load(self.folder / "out" / "deck.apkg")

    def find_note(self, title: str) -> Note:
        """Return the note of the member's Anki with this front."""
        return next(note for note in self.anki.notes() if title in note["Front"])

    def change(self, title: str, old: str, new: str, field: str = "Back") -> None:
        """Change a text in a field, as the editor does."""
        note = self.find_note(title)
        assert old in note[field], note[field]
        note[field] = note[field].replace(old, new)
        self.anki.col.update_note(note)

    def compare(self, capsys: pytest.CaptureFixture[str], *words: str, name: str = "my.apkg") -> str:
        """Export all decks and return what the comparison prints, without guids."""
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=False, with_media=False, legacy=name == "legacy.apkg"
        )
        file = self.folder / name
        self.anki.col.export_anki_package(out_path=str(file), options=options, limit=None)
        capsys.readouterr()
        assert main(["compare", str(file), str(self.notes), *words]) == ExitStatus.DONE
        lines = GUID.sub("", capsys.readouterr().out).split("\n")
        return "\n".join(line for line in lines if line and not line.startswith(("Reading", "Embedding", "Take")))


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with open_collection(tmp_path / "anki") as anki:
        group = Group(tmp_path, anki)
        group.build()
        group.load()
        yield group


def test_nothing_changed(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    assert group.compare(capsys) == "notes: No field was changed in Anki."


@pytest.mark.parametrize("name", ["my.apkg", "legacy.apkg"])
def test_a_corrected_word(name: str, group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("버킷", "전 세계", "<b>전 세계</b>")
    group.change("버킷", "속한다", "속합니다")
    group.change("EC2 시작 타입", "관리한다", "관리합니다")
    group.change("EC2 시작 타입", "EC2", "EC2 (옛)", field="Front")
    before = {path: path.read_bytes() for path in group.top.rglob("*") if path.is_file()}
    assert group.compare(capsys, name=name).split("\n") == [
        "aws/ecs.md:5  EC2 시작 타입",
        "  Front  aws/ecs.md:5",
        "    EC2 [+ (옛)] 시작 타입",
        "  Back  aws/ecs.md:6",
        "    - 인스턴스를 직접 띄우고 [관리한다 → 관리합니다]",
        "aws/s3.md:3  버킷",
        "  Back  aws/s3.md:4",
        "    버킷 이름은 [전 세계에서 → **전 세계**에서] 하나뿐이고 리전에 [속한다. → 속합니다.]",
        "notes: 2 cards changed in Anki, 18 not",
    ]
    assert {path: path.read_bytes() for path in group.top.rglob("*") if path.is_file()} == before


def test_a_colour_is_a_change(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("버킷", "전 세계", '<span style="background-color: rgb(255, 255, 0);">전 세계</span>')
    assert "[전 세계에서 → ==전 세계==에서]" in group.compare(capsys)


def test_what_the_editor_rewrites_is_no_change(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("버킷", "<p>", '<p dir="auto" class="">')
    group.change("버킷", "이름은 전", "이름은&nbsp;전")
    group.change("버전 관리", "</p>", "<br></p><div><br></div>")
    group.change("오토 스케일링", "<tr>", '<tr style="">')
    note = group.find_note("Fargate")
    note["Back"] = note["Back"].replace("<li>", "<li><div>").replace("</li>", "</div></li>")
    group.anki.col.update_note(note)
    assert group.compare(capsys) == "notes: No field was changed in Anki."


def test_tags_and_reviews_are_no_change(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    note = group.find_note("버킷")
    note.tags += ["marked", "leech", "내것"]
    group.anki.col.update_note(note)
    group.anki.col.sched.set_due_date([note.cards()[0].id], "5!")
    assert group.compare(capsys) == "notes: No field was changed in Anki."


def test_an_earlier_version_is_no_change(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.edit_notes("aws/s3.md\n-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.\n+이름은 하나뿐이다.")
    assert group.compare(capsys) == "notes: No field was changed in Anki."


@pytest.mark.parametrize("has_cache", [True, False])
def test_an_edit_of_an_earlier_version(has_cache: bool, group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("버킷", "하나뿐이고", "유일하고")
    group.edit_notes(
        "aws/s3.md\n-## 버킷\n-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.\n+## 버킷 이름\n+이름은 하나뿐이다."
    )
    if not has_cache:
        delete_caches()
    assert group.compare(capsys).split("\n") == [
        "aws/s3.md:3  버킷 이름",
        "  Back  aws/s3.md:3  (the notes have changed this since)",
        "    버킷 이름은 전 세계에서 [하나뿐이고 → 유일하고] 리전에 속한다.",
        "notes: 1 card changed in Anki, 19 not",
    ]


@pytest.mark.parametrize("has_cache", [True, False])
def test_an_earlier_version_that_the_editor_rewrote(
    has_cache: bool, group: Group, capsys: pytest.CaptureFixture[str]
) -> None:
    group.edit_notes("aws/s3.md\n-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.\n+이름은 하나뿐이다.")
    group.change("버킷", "이름은 전", "이름은&nbsp;전")
    if not has_cache:
        delete_caches()
    assert group.compare(capsys) == "notes: No field was changed in Anki."


def test_an_edit_after_an_update_that_was_not_imported(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.edit_notes("aws/s3.md\n-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.\n+이름은 하나뿐이다.")
    group.change("버킷", "리전에", "한 리전에")
    assert "하나뿐이고 [+ 한] 리전에 속한다." in group.compare(capsys)


def test_a_correction_that_the_notes_have_is_no_change(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("버킷", "전 세계에서 하나뿐이고 리전에 속한다.", "하나다.")
    group.edit_notes("aws/s3.md\n-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.\n+버킷 이름은 하나다.")
    assert group.compare(capsys) == "notes: No field was changed in Anki."


def test_a_text_that_is_nowhere_any_more(
    group: Group, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("notedeck.comparison.past_texts.MAX_VERSIONS", 0)
    group.change("버킷", "하나뿐이고", "유일하고")
    time.sleep(1.1)  # so that the next build is certainly later
    group.edit_notes("aws/s3.md\n-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.\n+버킷의 이름은 하나뿐이다.")
    delete_caches()
    printed = group.compare(capsys)
    assert "compared with the notes of today" in printed
    assert "1 card changed in Anki" in printed


def test_removed_cards_and_other_decks_are_counted(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("예시", "로그를", "기록을")
    note_type, deck = group.anki.col.models.by_name("Basic"), group.anki.col.decks.id("다른 덱")
    assert note_type and deck
    note = group.anki.col.new_note(note_type)
    note["Front"] = "하나"
    group.anki.col.add_note(note, deck)
    group.edit_notes("aws/s3.md\n-## 예시\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다.")
    printed = group.compare(capsys)
    assert printed.endswith("; left out: 1 card no longer in the notes, 1 note of other decks")
    assert "기록을" not in printed


def test_an_edit_of_a_translation(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    (group.notes / "translations").mkdir()
    (group.notes / "translations" / "en.po").write_text(PO, encoding="utf-8")
    group.build()
    group.load()
    group.change("버킷", "belong to", "belongs to", field="BackTranslation")
    group.change("버킷", "Bucket", "S3 bucket", field="FrontTranslation")
    assert group.compare(capsys).split("\n") == [
        "aws/s3.md:3  버킷",
        "  FrontTranslation  translations/en.po:5",
        "    [Bucket → S3 bucket]",
        "  BackTranslation  translations/en.po:9",
        "    …me is unique in the world and [belong → belongs] to a region.",
        "notes: 1 card changed in Anki, 19 not",
    ]


def test_cloze_deletions(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    (group.notes / "deck.toml").write_text('style = "cloze"\n', encoding="utf-8")
    (group.notes / "c.md").write_text("# 상태\n\n## 프로세스\n\n**준비**와 **실행**이 있다.\n", encoding="utf-8")
    group.build()
    (group.notes / "c.md").write_text(
        "# 상태\n\n## 프로세스\n\n**대기**, **준비**와 **실행**이 있다.\n", encoding="utf-8"
    )
    group.build()
    group.load()
    assert group.compare(capsys).startswith("notes: No field was changed in Anki")
    group.change("프로세스", "있다", "있습니다")
    assert "{{c::**실행**}}이 [있다. → 있습니다.]" in group.compare(capsys)


def test_markdown_and_json(group: Group, capsys: pytest.CaptureFixture[str]) -> None:
    group.change("버킷", "하나뿐이고", "|하나|")
    assert group.compare(capsys, "--markdown").split("\n") == [
        "**notes**: 1 card changed in Anki, 19 not",
        "| Card | Field | Changed in Anki | Place |",
        "|---|---|---|---|",
        "| 버킷 | Back | 버킷 이름은 전 세계에서 ~~하나뿐이고~~ → **\\|하나\\|** 리전에 속한다. | `aws/s3.md:4` |",
    ]
    document = json.loads(group.compare(capsys, "--json"))
    assert document["counts"] == {"edited": 1, "unchanged": 19, "removed": 0, "other_decks": 0}
    (edit,) = document["edits"]
    assert (edit["field"], edit["path"], edit["line"]) == ("Back", "aws/s3.md", 4)
    assert edit["old"] == ["버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다."]
    assert edit["new"] == ["버킷 이름은 전 세계에서 |하나| 리전에 속한다."]
    assert [part["op"] for part in edit["words"][0]["parts"]] == ["same", "removed", "added", "same"]


def test_a_package_of_another_deck(group: Group, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.md").write_text("# 하나\n\n둘\n", encoding="utf-8")
    build_and_write(tmp_path / "other", tmp_path / "other.apkg")
    assert main(["compare", str(tmp_path / "other.apkg"), str(group.notes)]) == ExitStatus.USAGE
    assert "none of the 1 note in" in capsys.readouterr().err


def test_a_file_that_is_no_package(group: Group, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.apkg").write_bytes(b"junk")
    assert main(["compare", str(tmp_path / "a.apkg"), str(group.notes)]) == ExitStatus.USAGE
    assert "is no package of Anki" in capsys.readouterr().err
