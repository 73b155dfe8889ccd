"""Cards whose deck has another name now: the steps of the build, and `--import`, move them in the real Anki."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from notedeck.anki.ankiconnect import move_cards
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.identity import DeckMove, PastMove
from notedeck.identity.past_moves import MAX_SECONDS
from notedeck.model import Card
from notedeck.pipeline import build_deck
from notedeck.project import Overrides, configure_project
from notedeck.util.reporter import SilentReporter
from tests.support.anki_collection import Anki, open_collection
from tests.support.anki_connect_server import AnkiConnect, run_server
from tests.support.building import build_and_write
from tests.support.cases import Case, load_cases
from tests.support.stories import apply_edits

TEXT = "# {0}\n\n## 하나 {0}\n첫째 {0} 카드의 답이다.\n\n## 둘 {0}\n둘째 {0} 카드의 답은 길다.\n"
NAMES = ("interview/db.md", "interview/os.md", "cs/큐.md")
CASES = load_cases("identity/deck_moves.md")


def write_notes(folder: Path) -> None:
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT.format(name[:-3].split("/")[1]), encoding="utf-8")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "노트"
    write_notes(folder)
    build(folder)
    return folder


def get_package(folder: Path) -> Path:
    return folder.parent / "out" / "deck.apkg"


def build(folder: Path) -> list[DeckMove]:
    return list(build_and_write(folder, get_package(folder)).moves)


def describe(moves: Iterable[DeckMove]) -> list[str]:
    return [
        f"rename {move.old} -> {move.new} ({move.count})"
        if move.is_rename
        else f"{move.search} -> {move.new} ({move.count})"
        for move in moves
    ]


def rename_decks(anki: Anki, moves: Iterable[DeckMove]) -> None:
    """Rename decks, as a person does before the import."""
    for move in moves:
        if move.is_rename:
            number = anki.col.decks.id_for_name(move.old)
            assert number
            anki.col.decks.rename(number, move.new)
            assert anki.col.decks.name(number) == move.new


def change_decks(anki: Anki, moves: Iterable[DeckMove]) -> None:
    """Search for cards and change their deck, as a person does after the import."""
    for move in moves:
        if not move.is_rename:
            cards = anki.col.find_cards(move.search)
            assert len(cards) == move.count
            anki.col.set_deck(cards, anki.col.decks.id(move.new) or 0)


def assert_in_place(anki: Anki, cards: Iterable[Card]) -> None:
    decks = {card.guid: card.deck.casefold() for card in cards}
    assert {card.note().guid: anki.deck_of(card).casefold() for card in anki.cards()} == decks


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_steps_move_the_cards(case: Case, notes: Path) -> None:
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        apply_edits(notes, case.given)
        built = build_and_write(notes, get_package(notes))
        assert "\n".join(describe(built.moves)) == case.expected
        rename_decks(anki, built.moves)
        anki.load(get_package(notes))
        change_decks(anki, built.moves)
        assert_in_place(anki, built.deck.cards)


def change_decks_later(anki: Anki, moves: Iterable[PastMove]) -> None:
    """Do what the description of the deck says, as a member does who only imports packages."""
    for move in (move for move in moves if move.is_shown):
        if move.search:
            anki.col.set_deck(anki.col.find_cards(move.search), anki.col.decks.id(move.new) or 0)
            continue
        old, new = (anki.col.decks.id_for_name(name) for name in (move.old, move.new))
        if old and new and not anki.col.find_cards(f'deck:"{move.new}"'):
            anki.col.decks.remove([new])
        if old:
            anki.col.decks.rename(old, move.new)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_only_imports_later_packages_finds_the_moves_in_the_description(case: Case, notes: Path) -> None:
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        apply_edits(notes, case.given)
        moved = build_and_write(notes, get_package(notes))
        (notes / "새 노트.md").write_text(TEXT.format("새것"), encoding="utf-8")
        for _ in range(2):
            built = build_and_write(notes, get_package(notes))
            assert built.lock.moves == moved.lock.moves and built.moves == ()
        anki.load(get_package(notes))
        description = anki.col.decks.by_name("노트")["desc"]  # type: ignore[index]
        assert description.count("\n- ") == len(built.lock.moves)
        assert all(move.search in description and move.new in description for move in built.lock.moves)
        for _ in range(2):
            change_decks_later(anki, built.lock.moves)
            assert_in_place(anki, built.deck.cards)


def test_a_large_folder_is_one_move_also_later(notes: Path) -> None:
    for number in range(6):
        (notes / "interview" / f"{number}.md").write_text(TEXT.format(number), encoding="utf-8")
    build(notes)
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        (notes / "interview").rename(notes / "면접")
        build(notes)
        (notes / "면접").rename(notes / "cs-면접")
        built = build_and_write(notes, get_package(notes))
        assert {(move.old, move.new, move.search) for move in built.lock.moves} == {
            ("노트::interview", "노트::cs-면접", ""),
            ("노트::면접", "노트::cs-면접", ""),
        }
        anki.load(get_package(notes))
        change_decks_later(anki, built.lock.moves)
        assert_in_place(anki, built.deck.cards)
        assert not any("+" in name for name in anki.decks())


def test_moves_are_forgotten_after_some_time_when_something_changes(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "interview").rename(notes / "면접")
    moves = build_and_write(notes, get_package(notes)).lock.moves
    later = time.time() + MAX_SECONDS + 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert build_and_write(notes, get_package(notes)).lock.moves == moves != ()
    (notes / "새 노트.md").write_text(TEXT.format("새것"), encoding="utf-8")
    assert not any(move.is_shown for move in build_and_write(notes, get_package(notes)).lock.moves)


def test_a_deck_name_that_is_used_again_is_no_move(notes: Path) -> None:
    (notes / "interview" / "db.md").rename(notes / "cs" / "db.md")
    assert len(build_and_write(notes, get_package(notes)).lock.moves) == 1
    (notes / "interview" / "db.md").write_text(TEXT.format("새것"), encoding="utf-8")
    assert not any(move.is_shown for move in build_and_write(notes, get_package(notes)).lock.moves)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_anki_connect_moves_the_cards(case: Case, notes: Path) -> None:
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        apply_edits(notes, case.given)
        built = build_and_write(notes, get_package(notes))
        anki.load(get_package(notes))
        with run_server(AnkiConnect(anki).answer) as address:
            move_cards([leaf for move in built.moves for leaf in move.leaves], address)
        assert_in_place(anki, built.deck.cards)
        own = {name for card in anki.cards() for name in list_with_parents(anki.deck_of(card))}
        assert set(anki.decks()) == own


def list_with_parents(deck: str) -> list[str]:
    parts = deck.split("::")
    return ["::".join(parts[: end + 1]) for end in range(len(parts))]


def test_a_move_is_said_by_the_build_that_makes_it(notes: Path) -> None:
    (notes / "interview").rename(notes / "면접")
    assert (len(build(notes)), build(notes)) == (1, [])


def test_another_name_of_the_folder_changes_nothing(notes: Path) -> None:
    copy = notes.rename(notes.parent / "repo-main")
    built = build_and_write(copy, get_package(notes))
    assert (built.moves, built.deck.name) == ((), "노트")
    assert [problem.code.slug for problem in built.problems] == ["deck-name-kept"]


def test_a_name_that_was_taken_out_of_the_settings_stays(notes: Path) -> None:
    settings = notes / "deck.toml"
    settings.write_text('name = "시험"', encoding="utf-8")
    build(notes)
    settings.unlink()
    built = build_and_write(notes, get_package(notes))
    assert (built.deck.name, built.moves) == ("시험", ())
    assert [problem.code.slug for problem in built.problems] == ["deck-name-kept"]


def test_a_name_on_the_command_line_that_is_not_that_of_the_deck_is_said(notes: Path) -> None:
    project = configure_project(notes, Overrides(deck_name="시험"))
    built = build_deck(project, notes.parent / "cache", SilentReporter())
    assert (built.deck.name, built.lock.deck, built.moves) == ("시험", "노트", ())
    assert [problem.code.slug for problem in built.problems] == ["deck-name-other"]
    assert configure_project(notes, Overrides(deck_name="노트")).problems == ()


def test_another_name_in_the_settings_is_one_move(notes: Path) -> None:
    (notes / "deck.toml").write_text('name = "시험"', encoding="utf-8")
    assert describe(build(notes)) == ["rename 노트 -> 시험 (6)"]
    assert build(notes) == []


@pytest.mark.parametrize("part", ["interview", "interview/db.md"])
def test_the_cards_of_a_part_that_was_a_deck_of_its_own_are_moved(part: str, tmp_path: Path) -> None:
    folder = tmp_path / "노트"
    write_notes(folder)
    build_and_write(folder / part, get_package(folder))
    with open_collection(tmp_path / "anki") as anki:
        anki.load(get_package(folder))
        whole = build_and_write(folder, get_package(folder))
        assert sum(move.count for move in whole.moves) == len(anki.cards())
        rename_decks(anki, whole.moves)
        anki.load(get_package(folder))
        change_decks(anki, whole.moves)
        assert_in_place(anki, whole.deck.cards)
    assert build(folder) == []


def test_cards_of_members_stay_in_their_deck(notes: Path) -> None:
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        add_own_note(anki, "노트::interview::os")
        (notes / "interview").rename(notes / "면접")
        moves = build(notes)
        anki.load(get_package(notes))
        with run_server(AnkiConnect(anki).answer) as address:
            move_cards([leaf for move in moves for leaf in move.leaves], address)
        assert len(anki.col.find_cards('deck:"노트::interview::os"')) == 1
        assert "노트::interview::db" not in anki.decks()


def add_own_note(anki: Anki, deck: str) -> None:
    """Add a note that a member wrote, not one of ours."""
    note_type, deck_id = anki.col.models.by_name("Basic"), anki.col.decks.id_for_name(deck)
    assert note_type and deck_id
    note = anki.col.new_note(note_type)
    note["Front"] = "내 카드"
    anki.col.add_note(note, deck_id)


@pytest.mark.parametrize("seed", range(12))
def test_the_steps_move_the_cards_after_random_moves(seed: int, notes: Path) -> None:
    random = Random(seed)
    folders = ["interview", "cs", "cs/net", "", "새것"]
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        texts = [path.read_text(encoding="utf-8") for path in sorted(notes.rglob("*.md"))]
        for path in notes.rglob("*.md"):
            path.unlink()
        places = random.sample([f"{folder}/{name}.md" for folder in folders for name in ("db", "os", "큐")], len(texts))
        for place, text in zip(places, texts, strict=True):
            (notes / place.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
            (notes / place.lstrip("/")).write_text(text, encoding="utf-8")
        built = build_and_write(notes, get_package(notes))
        rename_decks(anki, built.moves)
        anki.load(get_package(notes))
        change_decks(anki, built.moves)
        assert_in_place(anki, built.deck.cards)


def test_a_linked_card_leaves_the_deck_of_the_one_before(notes: Path) -> None:
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        old = next(card for card in anki.cards() if "하나 os" in card.note()["Front"]).note().guid
        (notes / "interview" / "os.md").write_text("# os\n\n## 둘 os\n둘째 os 카드의 답은 길다.\n", encoding="utf-8")
        (notes / "cs" / "하나.md").write_text("# 새것\n\n## 운영 체제\n전혀 다른 글이 여기 있다.\n", encoding="utf-8")
        build(notes)
        anki.load(get_package(notes))
        assert main(["link", old, "운영 체제", str(notes)]) == ExitStatus.DONE
        built = build_and_write(notes, get_package(notes))
        anki.load(get_package(notes))
        change_decks(anki, built.moves)
        (card,) = (card for card in anki.cards() if card.note().guid == old)
        assert anki.deck_of(card) == "노트::cs::하나"


SAME = "# TCP\n\n## 정의\n연결을 맺는다.\n\n# UDP\n\n## 정의\n연결이 없다.\n"


def test_of_two_sections_with_one_title_only_the_one_that_moved_is_meant(notes: Path) -> None:
    (notes / "cs" / "net.md").write_text(SAME, encoding="utf-8")
    build(notes)
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        tcp, udp = SAME.split("# UDP")
        (notes / "cs" / "net.md").write_text(tcp, encoding="utf-8")
        (notes / "cs" / "udp.md").write_text(f"# UDP{udp}", encoding="utf-8")
        built = build_and_write(notes, get_package(notes))
        anki.load(get_package(notes))
        change_decks(anki, built.moves)
        assert_in_place(anki, built.deck.cards)
        change_decks_later(anki, built.lock.moves)
        assert_in_place(anki, built.deck.cards)


def test_two_sections_with_one_title_take_each_others_places(notes: Path) -> None:
    texts = [part if part.startswith("#") else f"# UDP{part}" for part in SAME.split("# UDP")]
    files = (notes / "cs" / "net.md", notes / "cs" / "sec.md")
    for file, text in zip(files, texts, strict=True):
        file.write_text(f"{text}\n\n# 끝\n\n## {file.stem} 자리\n여기 남는 글이다.\n", encoding="utf-8")
    build(notes)
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        for file, text in zip(files, reversed(texts), strict=True):
            file.write_text(f"{text}\n\n# 끝\n\n## {file.stem} 자리\n여기 남는 글이다.\n", encoding="utf-8")
        built = build_and_write(notes, get_package(notes))
        anki.load(get_package(notes))
        for _ in range(2):
            change_decks_later(anki, built.lock.moves)
            assert_in_place(anki, built.deck.cards)


def move_some(notes: Path, random: Random) -> None:
    """Move some notes to other names, also to names that others had before."""
    names = [f"{folder}{name}.md" for folder in ("interview/", "cs/", "cs/net/", "", "새것/") for name in ("db", "os")]
    places = {path: path for path in sorted(notes.rglob("*.md"))}
    texts = {path: path.read_text(encoding="utf-8") for path in places}
    for path in random.sample(list(places), random.randint(1, 3)):
        places[path] = random.choice([notes / name for name in names if notes / name not in places.values()])
        path.unlink()
    for path, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(texts[path], encoding="utf-8")


@pytest.mark.parametrize("seed", range(16))
def test_the_description_is_right_after_many_moves(seed: int, notes: Path) -> None:
    random = Random(seed)
    with open_collection(notes.parent / "anki") as anki:
        anki.load(get_package(notes))
        for _ in range(random.randint(2, 6)):
            move_some(notes, random)
            built = build_and_write(notes, get_package(notes))
            if random.random() < 0.3:
                anki.load(get_package(notes))
                change_decks_later(anki, built.lock.moves if random.random() < 0.5 else ())
        anki.load(get_package(notes))
        for _ in range(2):
            change_decks_later(anki, built.lock.moves)
            assert_in_place(anki, built.deck.cards)
