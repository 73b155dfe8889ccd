"""A removed card from the cache carries nothing that a card of the notes could not, whoever wrote the cache."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from notedeck.anki.fields import build_fields, build_tags
from notedeck.identity.lock import store
from notedeck.identity.removed.packed_fields import clean_fields, clean_tags
from notedeck.identity.removed.store import FILE, create_key
from notedeck.model import Removed
from notedeck.stage_values import BuiltDeck
from notedeck.util.cache.texts import get_many, put_many
from tests.support.building import build_and_write, build_in_memory
from tests.support.paths import PROJECTS, ROOT

ACTIVE = (
    "<script>fire()</script>",
    '<img src="x" onerror="fire()">',
    '<a href="javascript:fire()">x</a>',
    '<iframe src="https://example.com"></iframe>',
    '<div style="position:fixed">x</div>',
    '<img src="x.png" style="background:url(https://example.com)">',
    "<svg onload=fire()></svg>",
    "[sound:http://example.com/a.mp3]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "[$]\\input{/etc/passwd}[/$]",
    "\\(\\href{javascript:fire()}{x}\\)",
    "\\[\\style{position:fixed}{x}\\]",
)
MARKS = ("fire()</script", "onerror=", 'href="javascript:', "<iframe", "style=", "<svg", "[sound:", "[latex]", "[$]")
HTML_FIELDS = ("Front", "Back", "FrontTranslation", "BackTranslation", "Breadcrumb", "BreadcrumbTranslation", "Reverse")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> BuiltDeck:
    return build_in_memory(ROOT / "notes", tmp_path_factory.mktemp("cache"))


def test_what_this_program_packs_stays_as_it_is(demo: BuiltDeck) -> None:
    for card in demo.deck.cards:
        assert clean_fields(build_fields(card)) == build_fields(card)
        assert clean_tags(list(build_tags(card))) == build_tags(card)


@pytest.mark.parametrize("text", ACTIVE)
@pytest.mark.parametrize("name", [*HTML_FIELDS, "SpeechFront", "SpeechBack", "Source", "Layout", "Reserved1"])
def test_nothing_active_stays_in_a_field(name: str, text: str) -> None:
    fields = clean_fields({"Front": "질문", name: f"질문 {text}"})
    assert fields is not None
    assert not any(mark in fields[name] for mark in MARKS), fields[name]
    assert "\\href" not in fields[name] or "<code" in fields[name]


@pytest.mark.parametrize("values", [None, [], "x", 1, {"Front": 1}, {"Front": None}, {"Evil": "x"}, {"Front": " "}, {}])
def test_what_are_no_fields_is_missing(values: Any) -> None:
    assert clean_fields(values) is None


@pytest.mark.parametrize(
    ("values", "tags"), [(None, None), ("ab", None), ([1], None), (["a b", "", "<x>"], ("a_b", "＜x＞"))]
)
def test_tags_are_words(values: Any, tags: tuple[str, ...] | None) -> None:
    assert clean_tags(values) == tags


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Notes whose card with a picture was packed and is gone, with the cache of that build beside them."""
    notes = tmp_path / "notes"
    notes.mkdir()
    shutil.copy(PROJECTS / "github" / "etc" / "image" / "역할.png", notes / "그림.png")
    (notes / "a.md").write_text("## 그림\n\n![](그림.png)\n", encoding="utf-8")
    (notes / "b.md").write_text("## 글\n\n글.\n", encoding="utf-8")
    build_and_write(notes, tmp_path / "deck.apkg")
    (notes / "a.md").unlink()
    build_and_write(notes, tmp_path / "deck.apkg")
    return notes


def read_removed(root: Path) -> tuple[Removed, ...]:
    """Return the removed cards that the next package would hold."""
    return build_in_memory(root, root.parent / "cache").deck.removed


def change_entry(root: Path, change: Any) -> None:
    """Store another value in the place of the removed card, as this program would."""
    (entry,) = [entry for entry in store.read_lock(root).lock.entries if entry.key.path == "a.md"]
    file, key = root.parent / "cache" / FILE, create_key(entry)
    put_many(file, {key: json.dumps(change(json.loads(get_many(file, [key])[key])))})


def test_the_card_is_packed_with_its_picture(root: Path) -> None:
    (removed,) = read_removed(root)
    assert len(removed.assets) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda _: [],
        lambda _: "text",
        lambda _: {"fields": {}},
        lambda values: values | {"fields": [1]},
        lambda values: values | {"tags": "ab"},
        lambda values: values | {"media": []},
        lambda values: {"fields": values["fields"]},
    ],
)
def test_an_entry_of_another_form_is_missing(change: Any, root: Path) -> None:
    change_entry(root, change)
    assert read_removed(root) == ()


@pytest.mark.parametrize(
    "where", ["/etc/passwd", "../../secret", "../media/secret", "secret", "", ".", None, 1, "x" * 5000]
)
def test_media_come_from_nowhere_else(where: Any, root: Path) -> None:
    for place in (root.parent / "secret", root.parent / "cache" / "media" / "secret"):
        place.write_bytes(b"secret")
    digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"  # SHA-256 of "secret"
    change_entry(root, lambda values: values | {"media": {"x-01234567.png": [where, digest]}})
    (removed,) = read_removed(root)
    assert removed.assets == ()


@pytest.mark.parametrize(
    "name", ["../x-01234567.png", "/x-01234567.png", "x.png", "a/b-01234567.png", "", "x-0123456.png\n"]
)
def test_media_have_names_of_ours(name: str, root: Path) -> None:
    change_entry(root, lambda values: values | {"media": dict.fromkeys([name], *values["media"].values())})
    (removed,) = read_removed(root)
    assert removed.assets == ()


@pytest.mark.parametrize("kind", ["content", "symlink", "hard link", "folder", "fifo", "gone"])
def test_a_media_file_that_is_another_one_is_not_packed(kind: str, root: Path) -> None:
    secret = root.parent / "secret"
    secret.write_bytes(b"\x89PNG\r\n\x1a\nsecret")
    for file in (root.parent / "cache" / "media").iterdir():
        file.unlink()
        if kind == "content":
            file.write_bytes(b"<svg onload='fire()'/>")
        elif kind == "symlink":
            file.symlink_to(secret)
        elif kind == "hard link":
            file.hardlink_to(secret)
        elif kind == "folder":
            file.mkdir()
        elif kind == "fifo":
            os.mkfifo(file)
    (removed,) = read_removed(root)
    assert removed.assets == ()
