"""One corrected entry in the bytes of a memory; all other lines stay as they are."""

from __future__ import annotations

import re

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import DeckError
from notedeck.translation.hidden import remove_hidden
from notedeck.translation.memory.entries import Entry
from notedeck.translation.memory.po import parse_memory
from notedeck.translation.memory.stamps import STAMP
from notedeck.util.files.deck_files import decode_text

KEYWORD = re.compile(rb"\s*msgstr\s*\"")
LAST_KEYWORD = re.compile(rb"\s*(?:#~\s*)?msgstr")
CONTINUATION = re.compile(rb"\s*\"")
EDITOR_HINT = Message("Run build-deck translate, or correct it in an editor.")


class Edit(Value, frozen=True):
    """The bytes of a memory after a correction, and the lines of its entry before and after it."""

    data: bytes
    before: bytes
    after: bytes


def set_text(data: bytes, key: tuple[str, str], text: str, name: str) -> Edit:
    """Return the bytes of a memory with a person's text in the entry with this key; "" opens it again.

    An entry that is not there is added at the end. `name` is that of the file. Raises DeckError where the file cannot
    be read, or the entry cannot be written without changing others.
    """
    entry = find_entry(data, key, name)
    if entry is None:
        added = format_entry(key, text, find_line_end(data))
        edit = Edit(data + find_line_end(data) * (1 if data.endswith(b"\n") else 2) + added, b"", added)
    else:
        before = read_block(data, entry.line)
        edit = replace_block(data, entry.line, before, write_text(before, text))
    check_edit(data, edit.data, key, text, name)
    return edit


def restore_block(data: bytes, key: tuple[str, str], edit: Edit, name: str) -> bytes | None:
    """Return the bytes of a memory as before an edit, None if the entry is no longer as the edit left it."""
    entry = find_entry(data, key, name)
    if entry is None or read_block(data, entry.line) != edit.after.rstrip(b"\r\n"):
        return None
    if edit.before:
        return replace_block(data, entry.line, edit.after, edit.before).data
    lines = data.split(b"\n")
    start, size = entry.line - 1, edit.after.rstrip(b"\r\n").count(b"\n") + 1
    del lines[start - 1 if start and not lines[start - 1].strip() else start : start + size]
    return b"\n".join(lines)


def find_entry(data: bytes, key: tuple[str, str], name: str) -> Entry | None:
    """Return the first entry with this key, with its line; one in use if there is one.

    Raises DeckError where the file cannot be read.
    """
    memory, _ = parse_memory(decode_text(data, name), name)
    entries = [entry for entry in memory.entries if entry.key == key]
    return min(entries, key=lambda entry: entry.obsolete, default=None)


def read_block(data: bytes, line: int) -> bytes:
    """Return the lines of the entry that begins in a line, up to the last one of its translation."""
    lines = data.split(b"\n")[line - 1 :]
    start = next((number for number, text in enumerate(lines) if LAST_KEYWORD.match(text)), 0)
    if not KEYWORD.match(lines[start]):
        raise DeckError(Message("this entry is out of use, or has several translations"), EDITOR_HINT)
    end = start + 1
    while end < len(lines) and CONTINUATION.match(lines[end]):
        end += 1
    return b"\n".join(lines[:end]).removesuffix(b"\r")


def replace_block(data: bytes, line: int, before: bytes, after: bytes) -> Edit:
    """Return the bytes with other lines for the entry that begins in a line."""
    start = sum(len(text) + 1 for text in data.split(b"\n")[: line - 1])
    return Edit(data[:start] + after + data[start + len(before) :], before, after)


def write_text(block: bytes, text: str) -> bytes:
    """Return the lines of an entry with a person's text: without a doubt, the earlier source and an engine's stamp."""
    kept, is_after = [], False
    for line in block.split(b"\n"):
        is_after = is_after or KEYWORD.match(line) is not None
        if not is_after and (kept_line := clear_comment(line)) is not None:
            kept.append(kept_line)
    return b"\n".join([*kept, b'msgstr "' + escape_text(text) + b'"'])


def clear_comment(line: bytes) -> bytes | None:
    """Return a line above a translation without what a person's correction settles, None if nothing is left."""
    if line.startswith(b"#|") or STAMP.match(line.strip().removeprefix(b"#").strip().decode("utf-8", "replace")):
        return None
    if not line.startswith(b"#,"):
        return line
    flags = [flag.strip() for flag in line[2:].split(b",")]
    kept = [flag for flag in flags if flag not in (b"fuzzy", b"")]
    if len(kept) == len(flags):
        return line
    end = b"\r" if line.endswith(b"\r") else b""
    return b"#, " + b", ".join(kept) + end if kept else None


def format_entry(key: tuple[str, str], text: str, line_end: bytes) -> bytes:
    """Return the lines of a new entry."""
    context, msgid = key
    parts = [("msgctxt", context)] * bool(context) + [("msgid", msgid), ("msgstr", text)]
    return b"".join(name.encode() + b' "' + escape_text(value) + b'"' + line_end for name, value in parts)


def escape_text(text: str) -> bytes:
    """Return a text on one line as gettext writes it between quotes."""
    signs = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"}
    return "".join(signs.get(char, char) for char in text).encode("utf-8", "surrogatepass")


def find_line_end(data: bytes) -> bytes:
    """Return the line end of a file."""
    return b"\r\n" if b"\r\n" in data else b"\n"


def check_edit(before: bytes, after: bytes, key: tuple[str, str], text: str, name: str) -> None:
    """Raise DeckError unless a correction changed its own entry, as a person would, and no other."""
    old, new = (parse_memory(decode_text(data, name), name)[0] for data in (before, after))
    others = [[entry for entry in memory.entries if entry.key != key] for memory in (old, new)]
    corrected = [entry for entry in new.entries if entry.key == key and not entry.obsolete]
    is_done = bool(corrected) and corrected[0].msgstr == text and corrected[0].stamp is None
    if others[0] != others[1] or old.header != new.header or not is_done:
        raise DeckError(Message("{name}: this entry cannot be corrected here", name=name), EDITOR_HINT)


def clean_text(text: str, msgid: str) -> str:
    """Return what a person wrote as one line, without hidden characters that the source does not have."""
    return " ".join(remove_hidden(text, msgid).split())
