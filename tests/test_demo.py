"""The demo deck: it builds without a problem, shows every feature, and uses every picture."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from PIL import Image

from notedeck.anki.package import write_package
from notedeck.cards.styles import list_style_names
from notedeck.identity import State
from notedeck.identity.lock import store
from notedeck.identity.lock.format import FILE_NAME, format_lock
from notedeck.model import Card
from notedeck.source import read_notes
from notedeck.stage_values import BuiltDeck
from tests.support.building import build_in_memory
from tests.support.paths import DATA, ROOT
from tests.support.settings import read_settings

NOTES, MEDIA = ROOT / "notes", ROOT / "media"
PACKAGE = DATA / "demo.json"
NOTES_OF_PACKAGE = "SELECT guid, did, tags, flds FROM notes JOIN cards ON nid = notes.id GROUP BY notes.id ORDER BY due"
LIGHT = 150 * 1024  # bytes
EMBED = re.compile(r"!\[\[([^]|]+)")
PICTURE = re.compile(r"!\[[^]]*\]\(<?([^)>]+)>?\)|<img [^>]*src=\"([^\"]+)\"")
SHOWN = {  # what a card of the demo deck must hold
    "a nested list": r"<li[^>]*>(?:(?!</li>)[\s\S])*<ul",
    "an ordered list": r"<ol",
    "a table": r"<table",
    "a task that is done": r"☑",
    "an open task": r"☐",
    "Java": r'class="language-java"',
    "Python": r'class="language-python"',
    "a shell": r'class="language-bash"',
    "SQL": r'class="language-sql"',
    "YAML": r'class="language-yaml"',
    "ASCII art with Hangul": r"┌─[\s\S]*목적지",
    "a formula": r"\\\(",
    "a formula of its own": r"\\\[",
    "an alert": r"alert-warning",
    "a footnote": r"footnote",
    "strikethrough": r"<del|<s>",
    "an emoji": "💡",
    "a reference link": r'href="https://docs\.oracle\.com/javase/specs/"',
    "bold before a particle": r"<strong>쿠버네티스\(K8s\)</strong>는",
    "a generic type": r"List&lt;String&gt;에",
    "stray-cloze": r"\{\{ value \}\}",
    "a wiki link": r'class="wikilink"[^>]*>힙',
    "a picture of a given width": r'<img[^>]*width="4\d0"',
    "a moving picture": r"tcp-handshake[^\"]*\.gif",
    "a drawing": r"vpc-subnets[^\"]*\.svg",
}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> BuiltDeck:
    return build_in_memory(NOTES, tmp_path_factory.mktemp("cache"))


def format_package(built: BuiltDeck) -> str:
    """What the package holds, but for times and ids, as JSON: media, and decks with their notes in order."""
    with TemporaryDirectory() as scratch:
        write_package(built.deck, Path(scratch) / "deck.apkg")
        with zipfile.ZipFile(Path(scratch) / "deck.apkg") as archive:
            media = sorted(json.loads(archive.read("media")).values())
            collection = archive.extract("collection.anki2", scratch)
        with closing(sqlite3.connect(collection)) as connection:
            (decks,) = connection.execute("SELECT decks FROM col").fetchone()
            rows = connection.execute(NOTES_OF_PACKAGE).fetchall()
    names = {number: deck["name"] for number, deck in json.loads(decks).items()}
    notes = [
        {"guid": guid, "deck": names[str(deck)], "tags": tags.split(), "fields": list(filter(None, text.split("\x1f")))}
        for guid, deck, tags, text in rows
    ]
    return json.dumps({"media": media, "notes": notes}, ensure_ascii=False, indent=1) + "\n"


def html(card: Card) -> str:
    return f"{card.front}\n{card.back}"


def pictures(note: Path) -> list[Path]:
    """The files that a note shows."""
    text = note.read_text(encoding="utf-8")
    direct = [note.parent / unquote(one or other) for one, other in PICTURE.findall(text)]
    return [path.resolve() for path in [*direct, *(MEDIA / name for name in EMBED.findall(text))]]


def test_it_has_no_problem(result: BuiltDeck) -> None:
    assert result.problems == ()


def test_it_has_enough_cards_from_every_note_but_the_template(result: BuiltDeck) -> None:
    assert len(result.deck.cards) >= 60
    notes = {card.place.path for card in result.deck.cards}
    everything = {path.relative_to(NOTES).as_posix() for path in NOTES.rglob("*.md")}
    assert everything - notes == {"노트 양식.md"}


def test_it_is_named_in_its_settings(result: BuiltDeck) -> None:
    assert result.deck.name == read_settings(NOTES).naming.name != ""


@pytest.mark.parametrize("feature", SHOWN)
def test_it_shows(feature: str, result: BuiltDeck) -> None:
    assert any(re.search(SHOWN[feature], html(card)) for card in result.deck.cards)


def test_it_shows_every_kind_of_title(result: BuiltDeck) -> None:
    fronts = {re.sub(r"<[^>]+>", "", card.front).strip() for card in result.deck.cards}
    assert {"MVCC", "EC2 시작 타입", "1. Minor GC", "스래싱(Thrashing)이란?", "AWS 네트워크 (VPC)"} <= fronts
    assert any("GET과 POST의 차이는?" in front for front in fronts)


def test_it_has_equal_titles_on_cards_of_their_own(result: BuiltDeck) -> None:
    assert Counter(card.key.title for card in result.deck.cards)["장점"] == 2


def test_it_skips_contents_and_references(result: BuiltDeck) -> None:
    assert {"목차", "참고", "Reference", "출처"} <= {part.title for part in result.deck.skipped}


def test_its_notes_show_every_picture_and_no_other() -> None:
    shown = {path for note in NOTES.rglob("*.md") for path in pictures(note)}
    assert shown == set(MEDIA.iterdir())


def test_its_pictures_are_light() -> None:
    assert {path.name: path.stat().st_size for path in MEDIA.iterdir() if path.stat().st_size > LIGHT} == {}


def test_its_pictures_have_the_names_and_kinds_that_people_have() -> None:
    names = [path.name for path in MEDIA.iterdir()]
    assert {Path(name).suffix for name in names} == {".png", ".svg", ".gif"}
    assert any(" " in name for name in names)
    assert any(re.search("[가-힣]", name) for name in names)


def test_its_moving_picture_moves() -> None:
    with Image.open(MEDIA / "tcp-handshake.gif") as picture:
        assert getattr(picture, "n_frames", 1) > 1


def test_its_lock_knows_every_card(result: BuiltDeck) -> None:
    """Whoever edits the demo builds once and commits deck.lock, as the guide says."""
    living = {entry.guid: entry.key for entry in store.read_lock(NOTES).lock.entries if entry.state is State.LIVE}
    assert {card.guid: card.key for card in result.deck.cards} == living


def test_its_package_is_the_golden_one(result: BuiltDeck) -> None:
    """No byte of a field, no guid and no name of a media file changes unnoticed."""
    assert format_package(result) == PACKAGE.read_text(encoding="utf-8")


def test_a_build_leaves_its_lock_as_it_is(result: BuiltDeck) -> None:
    assert format_lock(result.lock) == (NOTES / FILE_NAME).read_text(encoding="utf-8")


def test_every_style_has_an_example() -> None:
    found = {note.matter.style for note in read_notes(NOTES, read_settings(NOTES).reading)[0]}
    assert found == {None, *list_style_names()} - {"basic"}
