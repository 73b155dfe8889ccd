"""What a person decides about cards is kept, and reaches Anki."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.identity import Lock, State
from notedeck.identity.lock import overrides, store
from notedeck.problems import DeckError, ProblemCode
from tests.support.anki_collection import Imported, open_collection
from tests.support.building import build_and_write, build_in_memory
from tests.support.stories import NOTES, apply_edits

RENAMED = """
aws/s3.md
-## 복제
-CRR은 다른 리전으로, SRR은 같은 리전 안에서 비동기로 복사한다.
-두 버킷 모두 버전 관리가 켜져 있어야 한다.
+## 수명 주기
+오래된 객체를 Glacier로 옮기거나 지운다.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NOTES, tmp_path / "notes"))


def guid(root: Path, title: str) -> str:
    """The guid of the living card of that title."""
    rows = store.read_lock(root).lock.entries
    return next(row.guid for row in rows if row.key.title == title and row.state is State.LIVE)


def test_a_link_gives_a_card_the_reviews_of_another(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "one.apkg")
    old = guid(root, "복제")
    apply_edits(root, RENAMED)
    assert main(["link", "복제", "aws/s3.md#수명 주기", str(root)]) == ExitStatus.DONE
    result = build_and_write(root, tmp_path / "two.apkg")
    assert guid(root, "수명 주기") == old
    assert result.deck.removed == ()
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "one.apkg")
        assert anki.load(tmp_path / "two.apkg") == Imported(updated=1, duplicate=19)


def test_a_link_after_a_build_takes_the_place_of_the_new_card(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "one.apkg")
    old = guid(root, "복제")
    apply_edits(root, RENAMED)
    build_and_write(root, tmp_path / "two.apkg")
    new = guid(root, "수명 주기")
    assert main(["link", old, new, str(root)]) == ExitStatus.DONE
    result = build_and_write(root, tmp_path / "three.apkg")
    assert guid(root, "수명 주기") == old
    assert [removed.guid for removed in result.deck.removed] == [new]
    with open_collection(tmp_path / "anki") as anki:
        assert anki.load(tmp_path / "two.apkg") == Imported(new=21)
        assert anki.load(tmp_path / "three.apkg") == Imported(updated=2, duplicate=19)


def test_a_link_stays_in_later_builds(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    old = guid(root, "복제")
    apply_edits(root, RENAMED)
    main(["link", "복제", "수명 주기", str(root)])
    for _ in range(2):
        build_and_write(root, tmp_path / "deck.apkg")
        assert guid(root, "수명 주기") == old


def test_unlink_parts_a_card_from_the_one_it_was_taken_for(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    old = guid(root, "암호화")
    apply_edits(root, "aws/s3.md\n-## 암호화\n+## Encryption")
    build_and_write(root, tmp_path / "deck.apkg")
    assert guid(root, "Encryption") == old
    assert main(["unlink", "Encryption", str(root)]) == ExitStatus.DONE
    for _ in range(2):
        result = build_and_write(root, tmp_path / "deck.apkg")
        assert guid(root, "Encryption") != old
        assert [removed.guid for removed in result.deck.removed] == [old]


def test_forget_lets_removed_cards_go_and_keeps_their_guids(root: Path, tmp_path: Path) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    old = guid(root, "복제")
    apply_edits(root, RENAMED)
    assert [row.guid for row in build_and_write(root, tmp_path / "deck.apkg").deck.removed] == [old]
    assert main(["forget", str(root)]) == ExitStatus.DONE
    assert build_and_write(root, tmp_path / "deck.apkg").deck.removed == ()
    shutil.copy(NOTES / "aws" / "s3.md", root / "aws" / "s3.md")
    build_and_write(root, tmp_path / "deck.apkg")
    assert guid(root, "복제") == old


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["link", "없는 카드", "버킷"], 'no card in deck.lock matches "없는 카드"'),
        (["link", "버킷", "없는 카드"], 'no card in the notes matches "없는 카드"'),
        (["link", "버킷", "복제"], "is still in the notes"),
        (["link", "버킷", "버킷"], '"버킷" is already that card'),
        (["link", "정리", "버킷"], '"정리" matches 2 cards in deck.lock'),
        (["unlink", "버킷"], '"버킷" was never matched with an older card'),
        (["unlink", "없는 카드"], 'no card in deck.lock matches "없는 카드"'),
    ],
)
def test_what_cannot_be_decided_is_refused(
    words: list[str], message: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_and_write(root, tmp_path / "deck.apkg")
    before = (root / "deck.lock").read_bytes()
    assert main([*words, str(root)]) == ExitStatus.USAGE
    assert message in capsys.readouterr().err
    assert (root / "deck.lock").read_bytes() == before


def test_without_a_lock_there_is_nothing_to_decide(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["unlink", "버킷"], ["forget"]):
        assert main([*words, str(root)]) == ExitStatus.USAGE
        assert "Build the deck first" in capsys.readouterr().err


def test_nothing_is_mutated(root: Path, tmp_path: Path) -> None:
    cards = build_in_memory(root, tmp_path / "cache").deck.cards
    lock = Lock()
    with pytest.raises(DeckError):
        overrides.link_card(lock, cards, "a", "b", 5)
    assert lock == Lock() == overrides.forget_removed_cards(lock)


TWO_COPIES = """
aws/s3.md
-## 버킷
-버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다.
+## 이름 규칙 가
+버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다. 짧다.
+
+## 이름 규칙 나
+버킷 이름은 전 세계에서 하나뿐이고 리전에 속한다. 길다.
"""


@pytest.mark.parametrize("title", ["이름 규칙 가", "이름 규칙 나"])
@pytest.mark.parametrize("is_built", [False, True])
def test_an_ambiguous_card_is_named_with_the_line_that_links_it(
    root: Path, tmp_path: Path, title: str, is_built: bool
) -> None:
    root = root.rename(root.with_name("my notes"))
    build_and_write(root, tmp_path / "one.apkg")
    old = guid(root, "버킷")
    apply_edits(root, TWO_COPIES)
    built = build_and_write(root, tmp_path / "two.apkg") if is_built else build_in_memory(root, tmp_path)
    problems = [problem for problem in built.problems if problem.code is ProblemCode.AMBIGUOUS_MATCH]
    titles = [problem.message.split('"')[1::2] for problem in problems]
    assert titles == [["이름 규칙 가", "버킷"], ["이름 규칙 나", "버킷"]]
    line = next(problem.quoted[0] for problem in problems if problem.message.startswith(f'"{title}"'))
    assert main(shlex.split(line)[1:]) == ExitStatus.DONE
    result = build_and_write(root, tmp_path / "three.apkg")
    assert guid(root, title) == old
    assert [problem for problem in result.problems if problem.code is ProblemCode.AMBIGUOUS_MATCH] == []
