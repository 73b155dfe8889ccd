"""What changed, told to people, programs and pull requests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.cli.reports import diff as changelist
from notedeck.cli.reports.diff import Comparison, format_change, format_totals, make_document
from notedeck.cli.reports.diff_markdown import format_markdown
from notedeck.identity import Change, Kind
from notedeck.messages import Message
from notedeck.model import Key, Place
from tests.support.building import build_and_write
from tests.support.caches import delete_caches
from tests.support.repository import commit_files, create_repository
from tests.support.stories import NOTES, apply_edits

OLD = Key("aws/a.md", ("AWS",), "EC2 시작 타입", "basic")
NEW = Key("aws/a.md", ("AWS",), "EC2 | 런치 *타입*", "basic")
ELSEWHERE = Key("b.md", (), "EC2 시작 타입", "basic")
PLACE = Place("aws/a.md", 12)
EDITS = """
aws/s3.md
-## 암호화
+## Encryption

aws/s3.md
-## 예시
-로그를 여러 리전에서 모아 한 버킷에 쌓는다.
"""
CHANGES = {
    Kind.NEW: (Change(Kind.NEW, "g", PLACE, None, OLD), "new       aws/a.md:12  EC2 시작 타입  [g]"),
    Kind.CHANGED: (
        Change(Kind.CHANGED, "g", PLACE, OLD, OLD, ("Back", "tags")),
        "changed   aws/a.md:12  EC2 시작 타입 (Back, tags)  [g]",
    ),
    Kind.RENAMED: (
        Change(Kind.RENAMED, "g", PLACE, OLD, NEW, ("Front",), Message("title 80% alike, same text")),
        "renamed   aws/a.md:12  EC2 시작 타입 → EC2 | 런치 *타입* (title 80% alike, same text; Front)  [g]",
    ),
    Kind.MOVED: (
        Change(Kind.MOVED, "g", Place("b.md", 3), OLD, ELSEWHERE, ("Breadcrumb",), Message("same title, same text")),
        "moved     b.md:3  EC2 시작 타입: from aws/a.md › AWS to b.md (same title, same text; Breadcrumb)  [g]",
    ),
    Kind.RETURNED: (Change(Kind.RETURNED, "g", PLACE, OLD, OLD), "returned  aws/a.md:12  EC2 시작 타입  [g]"),
    Kind.REMOVED: (Change(Kind.REMOVED, "g", Place("aws/a.md"), OLD), "removed   aws/a.md  EC2 시작 타입  [g]"),
}


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_every_kind_is_a_line(kind: Kind) -> None:
    change, expected = CHANGES[kind]
    assert "".join(span.text for span in format_change(change)) == expected
    assert kind in changelist.COLOURS


def test_the_counts() -> None:
    rows = (CHANGES[Kind.NEW][0], CHANGES[Kind.NEW][0], CHANGES[Kind.REMOVED][0])
    assert format_totals(rows) == "2 new, 1 removed"
    assert format_totals(()) == "none"


def test_markdown_shows_titles_as_they_are() -> None:
    text = format_markdown(Comparison("덱_1", (CHANGES[Kind.RENAMED][0], CHANGES[Kind.REMOVED][0]), is_first=False))
    assert text.split("\n") == [
        "**덱\\_1**: 1 renamed, 1 removed",
        "",
        "| | Card | Place |",
        "|---|---|---|",
        "| renamed | EC2 시작 타입 → EC2 \\| 런치 \\*타입\\* (title 80% alike, same text; Front) | `aws/a.md:12` |",
        "| removed | EC2 시작 타입 | `aws/a.md` |",
        "",
        "Removed cards stay in Anki. After the next import, find them there with the search `tag:notedeck::removed`",
    ]
    assert format_markdown(Comparison("덱", (), is_first=False)) == "**덱**: Nothing changed since the last build."


def test_json_has_everything() -> None:
    found = make_document(Comparison("덱", (CHANGES[Kind.MOVED][0],), is_first=False))
    assert found["counts"] == {kind.value: int(kind is Kind.MOVED) for kind in Kind}
    assert found["removed_search"] == "tag:notedeck::removed"
    assert found["changes"] == [
        {
            "kind": "moved",
            "guid": "g",
            "path": "b.md",
            "line": 3,
            "title": "EC2 시작 타입",
            "breadcrumb": [],
            "old": {"path": "aws/a.md", "breadcrumb": ["AWS"], "title": "EC2 시작 타입"},
            "fields": ["Breadcrumb"],
            "why": "same title, same text",
            "words": [],
        }
    ]


def test_the_verb_compares_with_the_last_build_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(NOTES, tmp_path / "notes"))
    assert main(["diff", str(root)]) == ExitStatus.DONE
    assert "There is no deck.lock yet" in capsys.readouterr().out
    build_and_write(root, tmp_path / "out" / "deck.apkg")
    apply_edits(
        root,
        "aws/s3.md\n-## 암호화\n+## Encryption\n\naws/s3.md\n-## 예시\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다.",
    )
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["diff", str(root)]) == ExitStatus.DONE
    printed = capsys.readouterr().out
    assert "암호화 → Encryption (title 0% alike, same text; Front)" in printed
    assert "notes: 1 renamed, 1 removed" in printed
    assert "tag:notedeck::removed" in printed
    assert main(["diff", str(root), "--markdown"]) == ExitStatus.DONE
    assert capsys.readouterr().out.startswith("**notes**: 1 renamed, 1 removed\n")
    assert main(["diff", str(root), "--json"]) == ExitStatus.DONE
    assert json.loads(capsys.readouterr().out)["counts"]["removed"] == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_summary_of_a_build_has_the_same_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(NOTES, tmp_path / "notes"))
    words = ["build", str(root), "-o", str(tmp_path / "out")]
    main(words)
    assert "deck.lock is new" in capsys.readouterr().out
    apply_edits(
        root,
        "aws/s3.md\n-## 암호화\n+## Encryption\n\naws/s3.md\n-## 예시\n-로그를 여러 리전에서 모아 한 버킷에 쌓는다.",
    )
    main(words)
    printed = capsys.readouterr().out
    assert "  changes   1 renamed, 1 removed" in printed
    assert "암호화 → Encryption" in printed
    assert "  removed   1 card; in Anki search for tag:notedeck::removed, then delete" in printed
    delete_caches()
    main(words)
    assert "1 card cannot be marked" in capsys.readouterr().out


def test_a_deck_lock_that_only_the_commit_has_is_not_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(NOTES, create_repository(tmp_path / "repo") / "notes"))
    words = ["build", str(root), "-o", str(tmp_path / "out")]
    main(words)
    commit_files(tmp_path / "repo", 1_790_000_000)
    before = (root / "deck.lock").read_bytes()
    (root / "deck.lock").unlink()
    capsys.readouterr()
    main(words)
    printed = capsys.readouterr().out
    assert "deck.lock is there again, with the cards of the commit." in printed and "is new" not in printed
    assert (root / "deck.lock").read_bytes() == before
