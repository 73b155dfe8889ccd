"""The command `adopt` on files of all kinds, again, in parts, and what can be decided by hand."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from notedeck.adopt.steps import MAX_NOTES_IN_SEARCH
from notedeck.anki.fields import build_fields
from notedeck.anki.package.read_notes import read_notes
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.identity import Lock, State
from notedeck.identity.lock import store
from tests.support.anki_collection import open_collection
from tests.support.building import build_and_write
from tests.support.git_stories import Clock
from tests.support.old_decks import (
    add_old_notes,
    adopt,
    change_note_types,
    export_notes,
    learn,
    load_always,
    read_schedules,
)

NOTE = """\
## 큐
먼저 넣은 것이 먼저 나온다.
## 스택
나중에 넣은 것이 먼저 나온다.
## 힙
가장 큰 값을 빨리 찾는 나무이다.
"""
OLD = """\
deck 자료 구조::기초
큐 | 먼저 넣은 것이 먼저 나온다.
스택이란 | 나중에 넣은 것이 <b>먼저</b> 나온다.
덱 | 양쪽에서 넣고 뺀다.
"""
FILES = ("old.apkg", "legacy.apkg", "old.colpkg", "legacy.colpkg", "old.txt")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text(NOTE, encoding="utf-8")
    return root


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The old deck, exported from Anki."""
    return export_old(tmp_path, "old.apkg")


def export_old(folder: Path, name: str, lines: str = OLD) -> Path:
    with open_collection(folder / "old") as anki:
        add_old_notes(anki, lines)
        return export_notes(anki, folder / name, legacy=name.startswith("legacy"))


def read_lock(root: Path) -> Lock:
    return store.read_lock(root).lock


def list_titles(root: Path) -> dict[str, str]:
    """The titles of the living cards of deck.lock, by guid."""
    return {entry.guid: entry.key.title for entry in read_lock(root).entries if entry.state is State.LIVE}


@pytest.mark.parametrize("name", FILES)
def test_every_export_of_anki_is_read(
    name: str, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = adopt(capsys, export_old(tmp_path, name), notes)
    assert [pair["title"] for pair in document["sure"]] == ["큐", "스택"]
    assert [note["front"] for note in document["unmatched"]] == ["덱"]
    assert list_titles(notes) == {pair["guid"]: pair["title"] for pair in document["sure"]}
    (change,) = document["note_types"]
    assert (change["old"], change["new"], change["notes"]) == ("Basic", "notedeck", 2)
    is_text = name.endswith(".txt")
    assert change["fields"] == ({"Front": "1", "Back": "2"} if is_text else {"Front": "Front", "Back": "Back"})
    assert change["cards"] == ({} if is_text else {"Card 1": "Card 1"})
    (search,) = change["searches"]
    with open_collection(tmp_path / "old") as anki:
        assert len(anki.col.find_notes(search)) == (3 if is_text else 2)


def test_a_dry_run_writes_nothing(notes: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt", str(old), str(notes), "--dry-run"]) == ExitStatus.DONE
    out = capsys.readouterr().out
    assert "sure      a.md:3  스택 <- 스택이란 (same title" in out
    assert "Nothing was written" in out and "Change Note Type" not in out
    assert not (notes / "deck.lock").exists()


def test_the_steps_name_what_to_search_and_to_choose(
    notes: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["adopt", str(old), str(notes)])
    out = capsys.readouterr().out
    ids = [entry.adopted for entry in read_lock(notes).entries]
    assert f"nid:{ids[0]},{ids[1]}\n" in out
    assert 'Fields: "Front" for Front, "Back" for Back\n' in out and 'Templates: "Card 1" for Card 1\n' in out
    assert "Anki says: 2 notes were not imported" in out and "--import waits until step 2 is done" in out
    assert f"build-deck {notes}\n" in out and '"Update notes: Always"' in out
    assert "unmatched 덱  [" in out
    assert "old.apkg: 2 notes sure, 0 unsure, 1 unmatched; 1 card of the notes without a sure one\n" in out


def test_adopting_again_changes_nothing_and_repeats_the_steps(
    notes: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = adopt(capsys, old, notes)
    lock = (notes / "deck.lock").read_bytes()
    again = adopt(capsys, old, notes)
    assert (notes / "deck.lock").read_bytes() == lock
    assert again["sure"] == [] and not again["written"]
    assert [note["guid"] for note in again["present"]] == [pair["guid"] for pair in first["sure"]]
    assert again["note_types"] == first["note_types"]


def test_nothing_is_left_to_do_once_the_note_types_are_changed(
    notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = adopt(capsys, old, notes)
    build_and_write(notes, tmp_path / "deck.apkg")
    with open_collection(tmp_path / "old") as anki:
        anki.load(tmp_path / "deck.apkg")
        change_note_types(anki, document)
        later = export_notes(anki, tmp_path / "later.apkg")
    again = adopt(capsys, later, notes)
    assert again["note_types"] == [] and len(again["present"]) == 3


def test_every_member_with_the_old_deck_keeps_the_reviews(
    notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock.start(monkeypatch)
    adopt(capsys, old, notes)
    package = tmp_path / "deck.apkg"
    cards = build_and_write(notes, package).deck.cards
    with open_collection(tmp_path / "member") as anki:
        anki.load(old)
        learn(anki)
        before = read_schedules(anki)
        anki.load(package)
        change_note_types(anki, adopt(capsys, export_notes(anki, tmp_path / "own.apkg"), notes))
        load_always(anki, package)
        after = read_schedules(anki)
        assert {card: after[card] for card in before} == before
        texts = {note.guid: note["Back"] for note in anki.notes() if note.note_type()["name"] == "notedeck"}  # type: ignore[index]
        assert texts == {card.guid: build_fields(card)["Back"] for card in cards}


def test_later_notes_of_the_old_deck_are_added(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = OLD.splitlines()
    adopt(capsys, export_old(tmp_path, "first.apkg", "\n".join(lines[:2])), notes)
    document = adopt(capsys, export_old(tmp_path, "second.apkg", "\n".join(lines[2:])), notes)
    assert [pair["title"] for pair in document["sure"]] == ["스택"]
    assert list_titles(notes).keys() > {document["sure"][0]["guid"]}
    build_and_write(notes, tmp_path / "deck.apkg")
    assert sorted(list_titles(notes).values()) == ["스택", "큐", "힙"]


def test_cards_that_were_built_before_are_replaced_only_if_the_user_says_so(
    notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = build_and_write(notes, tmp_path / "deck.apkg")
    lock = (notes / "deck.lock").read_bytes()
    document = adopt(capsys, old, notes)
    assert [pair["title"] for pair in document["known"]] == ["큐", "스택"] and document["sure"] == []
    assert (notes / "deck.lock").read_bytes() == lock
    document = adopt(capsys, old, notes, "--replace")
    assert [pair["title"] for pair in document["sure"]] == ["큐", "스택"]
    later = build_and_write(notes, tmp_path / "deck.apkg")
    own = {card.guid for card in built.deck.cards if card.key.title != "힙"}
    assert {card.guid for card in later.deck.removed} == own
    assert {card.guid for card in later.deck.cards} > {pair["guid"] for pair in document["sure"]}


def test_the_reviews_of_a_member_are_not_replaced_by_those_of_another_one(
    notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_and_write(notes, tmp_path / "deck.apkg")
    first = {pair["guid"] for pair in adopt(capsys, old, notes, "--replace")["sure"]}
    (tmp_path / "lee").mkdir()
    other = export_old(tmp_path / "lee", "lee.apkg", f"{OLD}힙 | 가장 큰 값을 빨리 찾는 나무이다.")
    document = adopt(capsys, other, notes, "--replace")
    assert [pair["title"] for pair in document["sure"]] == ["힙"]
    assert [pair["title"] for pair in document["held"]] == ["큐", "스택"]
    assert list_titles(notes).keys() > first
    assert main(["adopt", str(other), str(notes), "--replace"]) == ExitStatus.DONE
    out = capsys.readouterr().out
    assert out.count("held      ") == 2 and "2 notes of cards that are other old notes already" in out
    assert main(shlex.split(document["held"][0]["link"])[1:]) == ExitStatus.DONE
    assert list_titles(notes).keys() & first == {guid for guid, title in list_titles(notes).items() if title == "스택"}


def test_a_card_is_unlinked_once(notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_and_write(notes, tmp_path / "deck.apkg")
    adopt(capsys, old, notes, "--replace")
    assert main(["unlink", "스택", str(notes)]) == ExitStatus.DONE
    lock = (notes / "deck.lock").read_bytes()
    assert main(["unlink", "스택", str(notes)]) == ExitStatus.USAGE
    assert (notes / "deck.lock").read_bytes() == lock


def test_the_fields_can_be_named(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = export_old(tmp_path, "old.apkg", "[three cards] queue | 큐 | 먼저 넣은 것이 먼저 나온다.")
    assert adopt(capsys, old, notes, "--dry-run")["sure"] == []
    document = adopt(capsys, old, notes, "--front", "Meaning", "--back", "Example", "--dry-run")
    assert [pair["title"] for pair in document["sure"]] == ["큐"]
    assert document["fields"] == {"Vocabulary": {"front": ["Meaning"], "back": ["Example"]}}
    assert document["note_types"][0]["fields"] == {"Front": "Meaning", "Back": "Example"}
    assert main(["adopt", str(old), str(notes), "--front", "Frage"]) == ExitStatus.USAGE
    assert 'no note has a field "Frage"\n  Fields: Word, Meaning, Example.' in capsys.readouterr().err


def test_notes_of_another_deck_of_notedeck_are_left_alone(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.md").write_text(NOTE, encoding="utf-8")
    build_and_write(other, tmp_path / "other.apkg")
    document = adopt(capsys, tmp_path / "other.apkg", notes)
    assert len(document["own"]) == 3 and document["sure"] == document["note_types"] == []
    assert not (notes / "deck.lock").exists()


def test_an_unsure_note_is_linked_with_the_line_that_is_printed(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = export_old(tmp_path, "old.apkg", "힙 | 프로그램이 실행 중에 받는 메모리")
    (pair,) = adopt(capsys, old, notes)["unsure"]
    guid = pair["guid"]
    name, *words = shlex.split(pair["link"])
    assert (name, words) == ("build-deck", ["link", "--from", str(old), "--", guid, "a.md#힙", str(notes)])
    assert main(words) == ExitStatus.DONE
    assert f"What to do in Anki: build-deck adopt {old} {notes}" in capsys.readouterr().out
    assert list_titles(notes) == {guid: "힙"}
    build_and_write(notes, tmp_path / "deck.apkg")
    assert list_titles(notes)[guid] == "힙"
    assert [change["notes"] for change in adopt(capsys, old, notes)["note_types"]] == [1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["없음", "큐"], 'no card in the old deck matches "없음"'),
        (["덱", "없음"], 'no card in the notes matches "없음"'),
        (["스택이란", "힙"], '"스택이란" is already the card "스택"'),
        (["가리기", "힙"], 'only one of "가리기" and "힙" is a cloze note'),
    ],
)
def test_what_cannot_be_linked_is_refused(
    words: list[str], message: str, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = export_old(tmp_path, "old.apkg", f"{OLD}[ankivalenz cloze] 값이 {{{{c1::큰}}}} 것 |  | 가리기")
    adopt(capsys, old, notes)
    before = (notes / "deck.lock").read_bytes()
    assert main(["link", "--from", str(old), *words, str(notes)]) == ExitStatus.USAGE
    assert message in capsys.readouterr().err
    assert (notes / "deck.lock").read_bytes() == before


@pytest.mark.parametrize("is_built", [False, True])
def test_a_note_that_was_taken_over_wrongly_is_unlinked(
    is_built: bool, notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = adopt(capsys, old, notes)
    if is_built:
        build_and_write(notes, tmp_path / "deck.apkg")
    assert main(["unlink", "스택", str(notes)]) == ExitStatus.DONE
    built = build_and_write(notes, tmp_path / "deck.apkg")
    guids = {pair["title"]: pair["guid"] for pair in document["sure"]}
    assert guids["스택"] not in {card.guid for card in built.deck.cards}
    assert guids["큐"] in {card.guid for card in built.deck.cards}
    assert [card.guid for card in built.deck.removed] == ([guids["스택"]] if is_built else [])
    assert adopt(capsys, old, notes)["sure"] == []


def test_many_notes_are_found_by_several_searches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notedeck.adopt.steps.MAX_NOTES_IN_SEARCH", 2)
    assert MAX_NOTES_IN_SEARCH * len("1700000000000,") < 32_767  # what Qt's fields take
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text("".join(f"## 제목 {n}\n본문 {n} 하나 둘\n" for n in range(5)), encoding="utf-8")
    old = export_old(tmp_path, "old.apkg", "\n".join(f"제목 {n} | 본문 {n} 하나 둘" for n in range(5)))
    (change,) = adopt(capsys, old, root)["note_types"]
    assert [search.count(",") + 1 for search in change["searches"]] == [2, 2, 1]


def test_the_text_of_a_changed_card_is_packed_with_a_later_time(
    notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopt(capsys, old, notes)
    before = {entry.guid: entry.modified for entry in read_lock(notes).entries}
    build_and_write(notes, tmp_path / "deck.apkg")
    after = {entry.guid: entry.modified for entry in read_lock(notes).entries}
    assert all(after[guid] > second for guid, second in before.items())


def test_a_build_after_it_is_not_taken_for_unchanged(
    notes: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["build", str(notes), "-o", str(tmp_path / "deck.apkg")]
    for _ in range(2):
        assert main(words) == ExitStatus.DONE
    document = adopt(capsys, old, notes, "--replace")
    assert main(words) == ExitStatus.DONE
    packed = {note.guid for note in read_notes(tmp_path / "deck.apkg")}
    assert {pair["guid"] for pair in document["sure"]} < packed
    assert len(packed) == 5  # with the two cards that are removed


TEXT = "#separator:tab\n#html:true\n#guid column:1\n"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("old.txt", "큐\t먼저 넣은 것\n".encode(), "have no guid"),
        ("old.txt", b"#separator:tab\n#html:true\n", "have no guid"),
        ("old.txt", TEXT.encode(), "has no notes"),
        ("old.txt", f'{TEXT}a\t"큐\t열린 따옴표\n'.encode(), "this text is damaged"),
        ("old.txt", "자료 구조".encode("cp949"), "no package of Anki's, and no text in UTF-8"),
        ("old.txt", b"", "have no guid"),
        ("old.apkg", b"PK\x03\x04 cut", "is no package of Anki, or is damaged"),
        ("missing.apkg", None, "does not exist"),
    ],
)
def test_a_file_that_cannot_be_used(
    name: str, data: bytes | None, message: str, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["adopt", str(tmp_path / name), str(notes)]) == ExitStatus.USAGE
    error, hint = capsys.readouterr().err.splitlines()[-2:]
    assert message in error and hint.startswith("  ")
    assert not (notes / "deck.lock").exists()


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("#separator:semicolon\n#html:true\n#guid column:1\n", "a;큐;먼저 넣은 것이 먼저 나온다.\n"),
        ("#separator:,\n#html:false\n#guid column:3\n", "큐,먼저 넣은 것이 먼저 나온다.,a\n"),
        ("\ufeff#separator:tab\r\n#guid column:1\r\n#tags column:2\r\n", "a\ttag\t큐\t먼저 넣은 것이 먼저 나온다.\r\n"),
        (f"{TEXT}#columns:guid\tFront\tBack\n", 'a\t큐\t"먼저 넣은 것이\n먼저 나온다."\n'),
    ],
)
def test_texts_with_other_columns(
    header: str, line: str, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(f"{header}{line}".encode())
    assert [pair["guid"] for pair in adopt(capsys, file, notes)["sure"]] == ["a"]
    assert json.loads(json.dumps(list_titles(notes))) == {"a": "큐"}


def test_a_card_that_was_replaced_gets_its_own_guid_back(
    notes: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock.start(monkeypatch)
    package = tmp_path / "deck.apkg"
    first = build_and_write(notes, package)
    with open_collection(tmp_path / "member") as anki:
        anki.load(package)
        for words in (["adopt", str(old), str(notes), "--replace"], ["unlink", "스택", str(notes)]):
            clock.advance()
            assert main(words) == ExitStatus.DONE
            later = build_and_write(notes, package)
            anki.load(package)
        assert {card.guid for card in later.deck.cards} & {card.guid for card in first.deck.cards} == {
            card.guid for card in first.deck.cards if card.key.title != "큐"
        }
        marked = {note.guid for note in anki.notes() if "notedeck::removed" in note.tags}
        assert [card.key.title for card in first.deck.cards if card.guid in marked] == ["큐"]


def test_equal_notes_are_named_in_every_run(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = export_old(tmp_path, "old.apkg", f"{OLD}큐 | 먼저 넣은 것이 먼저 나온다.")
    for _ in range(2):
        assert main(["adopt", str(old), str(notes)]) == ExitStatus.DONE
        out = capsys.readouterr().out
        assert "copy      큐  [" in out and "1 unmatched" in out
        assert "1 note with the same text as another note" in out


def test_notes_of_this_deck_are_no_notes_of_another_one(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_and_write(notes, tmp_path / "old.apkg")
    (notes / "a.md").write_text(NOTE.partition("## 힙")[0], encoding="utf-8")
    build_and_write(notes, tmp_path / "deck.apkg")
    document = adopt(capsys, tmp_path / "old.apkg", notes)
    assert (len(document["present"]), len(document["gone"]), len(document["own"])) == (2, 1, 0)


def test_notes_in_the_place_of_the_deck_are_recognised(
    notes: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["adopt", str(notes)]) == ExitStatus.USAGE
    printed = capsys.readouterr().err
    assert f"{notes} is notes, not a deck from Anki" in printed
    assert "Export the deck in Anki" in printed and f"build-deck adopt old.apkg {notes}" in printed
    assert main(["adopt", str(notes), str(old)]) == ExitStatus.USAGE
    assert f"Name the deck first: build-deck adopt {old} {notes}" in capsys.readouterr().err
    assert main(["adopt", str(next(notes.rglob("*.md")))]) == ExitStatus.USAGE
