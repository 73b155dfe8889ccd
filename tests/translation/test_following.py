"""Translations for one note follow it to its new name, and nothing that a person wrote is lost or asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main
from notedeck.config.languages import LanguagePair
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import Entry, Memory, merge_segments
from notedeck.translation.memory.following import follow_notes
from notedeck.translation.memory.review import review_memory
from notedeck.translation.segments.collect import Segment
from tests.support.building import build_and_write

TEXT = "순서가 있다"
OWN = Entry(TEXT, "It is a sequence", "a.md")
COMMON = Entry(TEXT, "It has an order")


def list_contexts(
    entries: Sequence[Entry], segments: Sequence[Segment], new_paths: Mapping[str, Sequence[str]]
) -> list[str]:
    return [entry.context for entry in follow_notes(Memory(tuple(entries)), segments, new_paths).entries]


@pytest.mark.parametrize(
    ("paths", "new_paths", "expected"),
    [
        (("a.md",), {}, "a.md"),
        (("b.md",), {}, "a.md"),
        (("b.md", "c.md"), {"a.md": ["c.md"]}, "c.md"),
        (("b.md", "c.md"), {"a.md": ["x.md", "c.md", "b.md"]}, "c.md"),
        (("b.md", "c.md"), {"a.md": ["x.md"], "x.md": ["c.md"]}, "c.md"),
        (("b.md", "c.md"), {"a.md": ["x.md"], "x.md": ["a.md"]}, "a.md"),
        (("b.md", "c.md"), {}, "a.md"),
    ],
)
def test_the_note_with_the_text(paths: tuple[str, ...], new_paths: Mapping[str, Sequence[str]], expected: str) -> None:
    assert list_contexts([COMMON, OWN], [Segment(TEXT, paths)], new_paths) == ["", expected]


def test_the_only_note_with_a_text_gets_the_only_translation() -> None:
    assert list_contexts([OWN], [Segment(TEXT, ("b.md",))], {}) == ["b.md"]
    assert list_contexts([OWN], [Segment(TEXT, ("b.md", "c.md"))], {}) == ["a.md"]


def test_the_translations_for_a_note_that_cannot_be_read_stay() -> None:
    segments = [Segment(TEXT, ("b.md",))]
    followed = follow_notes(Memory((OWN,)), segments, {"a.md": ["b.md"]}, frozenset(["a.md"]))
    assert followed.entries == (OWN,)


def test_a_text_that_left_a_note_goes_where_its_card_went() -> None:
    segments = [Segment(TEXT, ("b.md",)), Segment("다른 글", ("a.md",))]
    assert list_contexts([OWN], segments, {}) == ["a.md"]
    assert list_contexts([OWN], segments, {"a.md": ["b.md"]}) == ["b.md"]


def test_no_entry_takes_the_place_of_another() -> None:
    other = replace(OWN, context="b.md", msgstr="Mine, too")
    assert list_contexts([OWN, other], [Segment(TEXT, ("b.md",))], {"a.md": ["b.md"]}) == ["a.md", "b.md"]


def test_a_text_that_changed_with_the_name_of_its_note_follows_too() -> None:
    segments = [Segment("순서가 꼭 있다", ("b.md", "c.md"))]
    memory = merge_segments(follow_notes(Memory((COMMON, OWN)), segments, {"a.md": ["b.md"]}), segments)
    proposals = [(entry.context, entry.msgstr, entry.previous) for entry in memory.entries if not entry.obsolete]
    assert proposals == [("", COMMON.msgstr, TEXT), ("b.md", OWN.msgstr, TEXT)]
    assert all(entry.fuzzy for entry in memory.entries if not entry.obsolete)


def test_a_changed_heading_keeps_the_translations_of_each_note_as_proposals() -> None:
    memory = merge_segments(Memory((OWN,)), [Segment("순서가 꼭 있다", ("a.md",))])
    proposal, old = memory.entries
    assert (proposal.context, proposal.msgstr, proposal.fuzzy) == ("a.md", OWN.msgstr, True)
    assert (old.context, old.msgstr, old.obsolete) == ("a.md", OWN.msgstr, True)
    assert not proposal.needs_engine("google")


def test_a_text_of_other_notes_is_open_if_its_only_translation_is_for_one() -> None:
    memory = merge_segments(Memory((OWN,)), [Segment(TEXT, ("a.md", "b.md"))])
    assert [(entry.context, entry.is_open) for entry in memory.entries] == [("a.md", False), ("", True)]
    assert [entry.context for entry in merge_segments(Memory((OWN,)), [Segment(TEXT, ("a.md",))]).entries] == ["a.md"]


def test_the_review_names_a_translation_for_a_note_that_lacks_the_text() -> None:
    memory = merge_segments(Memory((COMMON, OWN)), [Segment(TEXT, ("b.md", "c.md"))])
    (item,) = review_memory(memory, LanguagePair("ko", "en"))
    assert item.reason == "it is for a.md, which does not have this text"


NOTE = "# {}\n\n## 순서\n\n순서가 있다.\n\n## 쓰임\n\n{}에 쓴다.\n"
MEMORY = """\
msgid ""
msgstr ""
"Language: en\\n"
"X-Source-Language: ko\\n"

msgid "순서가 있다."
msgstr "It has an order."

msgctxt "b.md"
msgid "순서가 있다."
msgstr "It is a sequence."
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three notes with the same text, which has a translation of its own in one of them."""
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes"
    (notes / "translations").mkdir(parents=True)
    for name in "abc":
        (notes / f"{name}.md").write_text(NOTE.format(f"노트 {name}", f"여기 {name}"), encoding="utf-8")
    locate_memory(notes, "en").write_text(MEMORY, encoding="utf-8")
    return notes


def find_note_with(text: str, root: Path, tmp_path: Path) -> list[str]:
    """Return the notes whose cards show a translation, after a build."""
    built = build_and_write(root, tmp_path / "deck.apkg")
    return [card.key.path for card in built.deck.cards if text in card.back_translation]


def test_cards_keep_the_translation_of_their_note_after_renames(root: Path, tmp_path: Path) -> None:
    assert find_note_with("sequence", root, tmp_path) == ["b.md"]
    (root / "b.md").rename(root / "second.md")
    assert find_note_with("sequence", root, tmp_path) == ["second.md"]
    assert find_note_with("sequence", root, tmp_path) == ["second.md"]
    assert main(["translate", "notes", "--from-parallel"]) == ExitStatus.DONE
    entries = polib.pofile(str(locate_memory(root, "en")))
    assert [(entry.msgctxt, entry.msgstr) for entry in entries if entry.msgid == "순서가 있다."] == [
        (None, "It has an order."),
        ("second.md", "It is a sequence."),
    ]


def test_a_note_that_cannot_be_read_keeps_its_translation(root: Path, tmp_path: Path) -> None:
    find_note_with("sequence", root, tmp_path)
    text = (root / "b.md").read_text(encoding="utf-8")
    (root / "b.md").write_text("<<<<<<< HEAD\n" + text + "=======\n>>>>>>> other\n", encoding="utf-8")
    (root / "c.md").unlink()
    main(["translate", "notes", "--from-parallel"])
    assert 'msgctxt "b.md"' in locate_memory(root, "en").read_text(encoding="utf-8")
    (root / "b.md").write_text(text, encoding="utf-8")
    assert find_note_with("sequence", root, tmp_path) == ["b.md"]


def test_the_command_follows_a_rename_before_the_next_build(root: Path, tmp_path: Path) -> None:
    find_note_with("sequence", root, tmp_path)
    (root / "b.md").rename(root / "second.md")
    assert main(["translate", "notes", "--from-parallel"]) == ExitStatus.DONE
    assert 'msgctxt "second.md"' in locate_memory(root, "en").read_text(encoding="utf-8")


def test_a_section_takes_its_translation_to_another_note(root: Path, tmp_path: Path) -> None:
    find_note_with("sequence", root, tmp_path)
    text = (root / "b.md").read_text(encoding="utf-8")
    section = "## 순서\n\n순서가 있다.\n\n"
    (root / "b.md").write_text(text.replace(section, ""), encoding="utf-8")
    (root / "new.md").write_text("# 새 노트\n\n" + section, encoding="utf-8")
    assert find_note_with("sequence", root, tmp_path) == ["new.md"]
    assert find_note_with("sequence", root, tmp_path) == ["new.md"]


def test_a_renamed_note_changes_one_line_of_the_memory(root: Path, tmp_path: Path) -> None:
    find_note_with("sequence", root, tmp_path)
    main(["translate", "notes", "--from-parallel"])
    before = locate_memory(root, "en").read_text(encoding="utf-8").splitlines()
    (root / "b.md").rename(root / "second.md")
    find_note_with("sequence", root, tmp_path)
    main(["translate", "notes", "--from-parallel"])
    after = locate_memory(root, "en").read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ('msgctxt "b.md"', 'msgctxt "second.md"')
    ]
