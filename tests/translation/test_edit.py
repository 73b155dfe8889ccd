"""A correction changes the lines of its own entry in the file, and no byte of another."""

from __future__ import annotations

import pytest

from notedeck.problems import DeckError
from notedeck.translation.memory.edit import clean_text, restore_block, set_text
from notedeck.translation.memory.po import parse_memory
from notedeck.translation.memory.stamps import create_short_hash
from tests.test_demo import NOTES

NAME = "translations/en.po"
HEADER = b'# by hand  \nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Generator: Poedit 3.4\\n"\n\n'
STAMP = f"# mt google 2026-11-01 s={create_short_hash('큐')} t={create_short_hash('Queue')}".encode()
OTHER = '#. odd  spaces\n#, c-format\nmsgid "가"\nmsgstr ""\n"a "\n"b"\n\n'.encode()
LAST = '\n#~ msgid "옛"\n#~ msgstr "old"\n'.encode()
KEY = ("", "큐")

ENTRIES = {
    "a machine's text": (STAMP + b' accepted\nmsgid "\xed\x81\x90"\nmsgstr "Queue"\n', 'msgid "큐"\nmsgstr "Line"\n'),
    "a doubtful text": (
        b"# a person says\n" + STAMP + ' doubtful: x\n#, fuzzy\nmsgid "큐"\nmsgstr "Queue"\n'.encode(),
        '# a person says\nmsgid "큐"\nmsgstr "Line"\n',
    ),
    "other flags and the earlier source": (
        '#. c\n#: a.md\n#, fuzzy, no-wrap\n#| msgid "크"\nmsgid "큐"\nmsgstr "Q"\n'.encode(),
        '#. c\n#: a.md\n#, no-wrap\nmsgid "큐"\nmsgstr "Line"\n',
    ),
    "a text on several lines": (
        'msgid ""\n"큐"\nmsgstr ""\n"Que"\n"ue"\n'.encode(),
        'msgid ""\n"큐"\nmsgstr "Line"\n',
    ),
    "an open entry": ('msgid "큐"\nmsgstr ""\n'.encode(), 'msgid "큐"\nmsgstr "Line"\n'),
}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_other_lines_stay_byte_for_byte(name: str, line_end: bytes, start: bytes) -> None:
    before, after = ENTRIES[name]
    data, expected = (
        start + b"".join([HEADER, OTHER, entry, LAST]).replace(b"\n", line_end) for entry in (before, after.encode())
    )
    edit = set_text(data, KEY, "Line", NAME)
    assert edit.data == expected
    assert restore_block(edit.data, KEY, edit, NAME) == data


def test_a_text_in_one_note_is_another_entry() -> None:
    contexts = ['msgctxt "a.md"\nmsgid "큐"\nmsgstr "A"\n\n', 'msgid "큐"\nmsgstr "B"\n']
    data = HEADER + "".join(contexts).encode()
    assert set_text(data, ("a.md", "큐"), "C", NAME).data == data.replace(b'"A"', b'"C"')
    assert set_text(data, KEY, "C", NAME).data == data.replace(b'"B"', b'"C"')


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n"])
def test_an_entry_that_is_not_there_is_added(end: bytes) -> None:
    data = (HEADER + OTHER).rstrip(b"\n") + end
    edit = set_text(data, ("a.md", '"큐"\\'), 'a "b"\\c', NAME)
    assert edit.data.startswith(data)
    added = parse_memory(edit.data.decode(), NAME)[0].entries[-1]
    assert (added.context, added.msgid, added.msgstr) == ("a.md", '"큐"\\', 'a "b"\\c')
    restored = restore_block(edit.data, added.key, edit, NAME)
    assert restored is not None and restored.rstrip(b"\n") == data.rstrip(b"\n")


def test_an_emptied_text_is_open() -> None:
    data = HEADER + STAMP + ' accepted\nmsgid "큐"\nmsgstr "Queue"\n'.encode()
    (entry,) = parse_memory(set_text(data, KEY, "", NAME).data.decode(), NAME)[0].entries
    assert entry.is_open and entry.stamp is None


def test_what_another_program_has_changed_is_not_undone() -> None:
    data = HEADER + 'msgid "큐"\nmsgstr "Queue"\n'.encode()
    edit = set_text(data, KEY, "Line", NAME)
    assert restore_block(edit.data.replace(b'"Line"', b'"Row"'), KEY, edit, NAME) is None
    assert restore_block(HEADER, KEY, edit, NAME) is None
    moved = edit.data.replace(HEADER, HEADER + OTHER)
    assert restore_block(moved, KEY, edit, NAME) == data.replace(HEADER, HEADER + OTHER)


@pytest.mark.parametrize(
    "entry",
    ['msgid "큐"\nmsgid_plural "큐들"\nmsgstr[0] "Queue"\nmsgstr[1] "Queues"\n', '#~ msgid "큐"\n#~ msgstr "Queue"\n'],
    ids=["plural", "obsolete"],
)
def test_an_entry_of_another_kind_is_left_to_an_editor(entry: str) -> None:
    with pytest.raises(DeckError, match="several translations"):
        set_text(HEADER + entry.encode() + b"\n" + OTHER, KEY, "Line", NAME)


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "words", 'msgid "a'])
def test_a_damaged_file_is_not_touched(line: str) -> None:
    with pytest.raises(DeckError):
        set_text(HEADER + line.encode() + b"\n" + OTHER, KEY, "Line", NAME)


def test_each_entry_of_the_demo_deck_can_be_corrected() -> None:
    data = (NOTES / NAME).read_bytes()
    entries = parse_memory(data.decode(), NAME)[0].entries
    for entry in entries[::40]:
        edit = set_text(data, entry.key, "corrected", NAME)
        changed = sum(old != new for old, new in zip(data.split(b"\n"), edit.data.split(b"\n"), strict=True))
        assert changed == 1
        assert restore_block(edit.data, entry.key, edit, NAME) == data


def test_a_text_is_one_line_without_hidden_characters() -> None:
    assert clean_text("  a\n\tb \u202ec\u2066 ", "큐") == "a b c"
