"""The order of a list of changes, and cards that moved together."""

from __future__ import annotations

from notedeck.cli.reports.diff import Comparison, format_item, list_items, make_document
from notedeck.identity import Change, Kind
from notedeck.messages import Message
from notedeck.model import Key, Place


def make_key(path: str, *titles: str) -> Key:
    return Key(path, titles[:-1], titles[-1], "basic")


def make_change(kind: Kind, old: Key, new: Key, *fields: str, reason: str = "") -> Change:
    return Change(kind, new.title, Place(new.path, 1), old, new, fields, Message(reason))


def move(old: Key, new: Key, *fields: str) -> Change:
    return make_change(Kind.MOVED, old, new, *(fields or ("tags",)))


def show(*changes: Change) -> list[str]:
    return ["".join(span.text for span in format_item(item)[:2]) for item in list_items(changes, verbose=False)]


def test_a_folder_is_one_line() -> None:
    changes = [
        move(make_key(f"interview/{p}", "AWS", p), make_key(f"cs/interview/{p}", "AWS", p)) for p in ("a.md", "b/c.md")
    ]
    assert show(*changes) == ["moved     folder interview → cs/interview: 2 cards"]
    assert make_document(Comparison("덱", tuple(changes), is_first=False))["moves"] == [
        {"what": "folder", "old": "interview", "new": "cs/interview", "cards": 2}
    ]


def test_to_the_top_and_from_it() -> None:
    assert show(*(move(make_key("a/b.md", t), make_key("b.md", t)) for t in "xy")) == [
        "moved     folder a → the top: 2 cards"
    ]
    assert show(*(move(make_key("b.md", t), make_key("a/b.md", t)) for t in "xy")) == [
        "moved     folder the top → a: 2 cards"
    ]


def test_a_note_and_a_section_are_one_line() -> None:
    notes = [move(make_key("a/b.md", t), make_key("a/c.md", t)) for t in "xy"]
    sections = [move(make_key("a.md", "하나", "둘", t), make_key("a.md", "셋", "둘", t), "Breadcrumb") for t in "xy"]
    assert show(*notes, *sections) == [
        "moved     note a/b.md → a/c.md: 2 cards",
        "moved     a.md: section 하나 → 셋: 2 cards",
    ]


def test_a_card_that_moved_alone_or_with_other_text_is_a_line() -> None:
    changes = (
        move(make_key("a/b.md", "x"), make_key("c/b.md", "x")),
        move(make_key("a/b.md", "y"), make_key("c/b.md", "y")),
        move(make_key("a/b.md", "z"), make_key("c/b.md", "z"), "Back", "tags"),
        move(make_key("d.md", "하나", "w"), make_key("e.md", "둘", "w")),
    )
    assert show(*changes) == [
        "moved     c/b.md:1  z, from a/b.md (Back, tags)",
        "moved     e.md:1  w: from d.md › 하나 to e.md › 둘 (tags)",
        "moved     folder a → c: 2 cards",
    ]
    assert len(list_items(changes, verbose=True)) == 4


def test_what_matters_is_first() -> None:
    key = make_key("a.md", "x")
    kinds = (Kind.REMOVED, Kind.CHANGED, Kind.RENAMED, Kind.RETURNED, Kind.NEW)
    changes = tuple(Change(kind, kind.value, Place("a.md", 1), key, key, ("Back",)) for kind in kinds)
    assert [line.split()[0] for line in show(*changes)] == ["new", "returned", "renamed", "changed", "removed"]


def test_cards_with_other_tags_are_one_line() -> None:
    keys = [make_key("a.md", title) for title in "uvwxyz"]
    tagged = [make_change(Kind.CHANGED, key, key, "tags") for key in keys[:4]]
    others = [
        make_change(Kind.CHANGED, keys[4], keys[4], "Back"),
        make_change(Kind.CHANGED, keys[5], keys[5], "Layout"),
    ]
    assert show(*tagged, *others) == [
        "changed   a.md:1  y (Back)",
        "changed   a.md:1  z (Layout)",
        "changed   4 cards of a.md (tags)",
    ]
