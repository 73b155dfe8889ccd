"""The memory as a gettext file: read, checked, and replaced in one step. Only this module uses polib."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polib

from notedeck.cards.formulas import describe_formulas
from notedeck.markup.formulas.on_cards import mark_formulas
from notedeck.markup.formulas.reader import RefusedFormula
from notedeck.messages import Message, format_count
from notedeck.model import Place
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.translation.hidden import list_hidden
from notedeck.translation.memory import MEMORY_FOLDER
from notedeck.translation.memory.entries import Entry, Memory, PoExtras
from notedeck.translation.segments.tokens import find_damage, split_tokens, unescape_words
from notedeck.util.files.deck_files import read_deck_file, read_deck_text
from notedeck.util.files.write import replace_file

MAX_MEMORY_BYTES = 200_000_000  # 100,000 cards with 2,000 bytes of text and translation each
# polib appends each of these lines to what it has, so their number and size limit the work for each of them.
MAX_ENTRY_LINES = 10_000
MAX_ENTRY_CHARACTERS = 2_000_000
MAX_NAMED_CHARACTERS = 5  # in one message
COUNT_HEADER = "X-Entries-At-Least"
SOURCE_HEADER = "X-Source-Language"
PROJECT_HEADER = "Project-Id-Version"
# What msgfmt asks for; there is no date, which would conflict in git.
DEFAULT_HEADER = {PROJECT_HEADER: "notedeck", "Last-Translator": "notedeck", "Language-Team": "none"}
OWN_HEADERS = (f"{PROJECT_HEADER}: notedeck", SOURCE_HEADER, COUNT_HEADER)
CONFLICT_MARK = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
WHOLE_NUMBER = re.compile(r"[0-9]{1,12}")
ISOLATED_PATH = re.compile("\u2068([^\u2068\u2069]*)\u2069|(\\S+)")
# An empty line or a comment; or a keyword and a quoted text; or the quoted text of a continuation line.
VALID_LINE = re.compile(r'\s*(?:#.*|(?:#~ ?)?(?:msg[a-z_]+(?:\[\d+\])? *)?"(?:[^"\\]|\\.)*"\s*)?')
LAST_KEYWORDS = ("msgstr", "#~ msgstr", "#~msgstr")  # of an entry
RESTORE_HINT = Message("Fix it there, or restore the file, for example with: git checkout -- ")


def read_memory(file: Path) -> tuple[Memory, tuple[Problem, ...]]:
    """Return the memory in a file, empty without one, and its problems. Cards do not show damaged entries.

    Raises DeckError when the file cannot be read as a whole, or a merge left a conflict in it.
    """
    name = f"{MEMORY_FOLDER}/{file.name}"
    text = read_deck_text(file.parents[1], name, MAX_MEMORY_BYTES)
    return (Memory(), ()) if text is None else parse_memory(text, name)


def parse_memory(text: str, name: str) -> tuple[Memory, tuple[Problem, ...]]:
    """Return the memory in the text of a file with this name, and its problems. Raises DeckError as `read_memory`."""
    reject_conflict(text, name)
    reject_invalid_line(text, name)
    reject_long_entry(text, name)
    try:
        po_file = polib.pofile(PoText(text + "\n"), wrapwidth=0)  # a text with a line end is not taken for a file name
    except (OSError, ValueError, IndexError) as error:
        raise DeckError(
            Message("{name} cannot be read: {error}", name=name, error=" ".join(str(error).split())),
            RESTORE_HINT + name,
        ) from None
    entries = tuple(map(convert_entry, po_file))
    checks = (check_duplicates, check_damaged, check_hidden, check_formulas)
    problems = (*check_truncated(po_file, name), *(problem for check in checks for problem in check(entries, name)))
    lines = {problem.place.line for problem in problems if problem.code is ProblemCode.TRANSLATION_DAMAGED}
    shown = tuple(hide_entry(entry) if entry.line in lines else entry for entry in entries)
    return Memory(shown, tuple(po_file.metadata.items()), po_file.header), problems


class PoText(str):
    """A text for polib, which would also end a line at U+2028 and other signs that gettext takes for text."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002
        """Return the lines without their ends."""
        return self.split("\n")


def reject_conflict(text: str, name: str) -> None:
    """Raise DeckError at the first conflict mark."""
    for number, line in enumerate(text.split("\n"), 1):
        if CONFLICT_MARK.match(line):
            hint = Message("Keep the better of the two sides, and delete the conflict markers.")
            raise DeckError(Message("{name}:{number}: a merge left a conflict", name=name, number=number), hint)


def reject_invalid_line(text: str, name: str) -> None:
    """Raise DeckError at the first line that gettext does not allow; polib would shorten a text without quotes."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not VALID_LINE.fullmatch(line):
            hint = Message('Put the text between two quotes, and write a quote in it as \\".')
            raise DeckError(
                Message("{name}:{number}: this line cannot be read: {line}", name=name, number=number, line=line[:80]),
                hint,
            )


def reject_long_entry(text: str, name: str) -> None:
    """Raise DeckError where an entry has too many comments or quoted texts."""
    lines = characters = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(LAST_KEYWORDS):
            lines = characters = 0
        lines, characters = lines + 1, characters + len(line)
        if lines > MAX_ENTRY_LINES or (lines > 1 and characters > MAX_ENTRY_CHARACTERS):
            hint = Message("Write each text on one line, and shorten the comments above it.")
            raise DeckError(Message("{name}:{number}: this entry has too many lines", name=name, number=number), hint)


def convert_entry(po_entry: polib.POEntry) -> Entry:
    """Return an entry of the file as a value."""
    return Entry(
        msgid=po_entry.msgid,
        msgstr=po_entry.msgstr,
        context=po_entry.msgctxt or "",
        paths=read_paths(po_entry),
        comment=po_entry.tcomment,
        fuzzy=po_entry.fuzzy,
        previous=po_entry.previous_msgid or "",
        obsolete=bool(po_entry.obsolete),
        extras=PoExtras(
            extracted=po_entry.comment,
            flags=tuple(flag for flag in po_entry.flags if flag != "fuzzy"),
            previous_context=po_entry.previous_msgctxt or "",
            plural=po_entry.msgid_plural,
            plural_texts=tuple(sorted(po_entry.msgstr_plural.items())),
        ),
        line=po_entry.linenum or 0,
    )


def read_paths(po_entry: polib.POEntry) -> tuple[str, ...]:
    """Return the paths of an entry, which earlier versions wrote; polib splits them at every space."""
    joined = " ".join(f"{path}:{line}" if line else path for path, line in po_entry.occurrences)
    return tuple(isolated or plain for isolated, plain in ISOLATED_PATH.findall(joined))


def hide_entry(entry: Entry) -> Entry:
    """Return an entry that stays in the file and that cards do not show."""
    return replace(entry, fuzzy=True)


def check_truncated(po_file: polib.POFile, name: str) -> Iterator[Problem]:
    """Yield a problem if the file has fewer entries than were written into it."""
    value = po_file.metadata.get(COUNT_HEADER, "")
    count = int(value) if WHOLE_NUMBER.fullmatch(value) else 0
    if len(po_file) < count:
        message = Message(
            "at least {count} were written, {count2} are left",
            count=format_count(count, "entry", "entries"),
            count2=len(po_file),
        )
        yield Problem(ProblemCode.TRANSLATION_TRUNCATED, Place(name), message, RESTORE_HINT + name)


def check_duplicates(entries: tuple[Entry, ...], name: str) -> Iterator[Problem]:
    """Yield a problem for each entry whose source and context another has before it."""
    lines: dict[tuple[str, str], int] = {}
    for entry in entries:
        first = lines.setdefault(entry.key, entry.line)
        if first != entry.line and not entry.obsolete:
            message = Message(
                "the same text is translated in line {first}, too: {msgid}", first=first, msgid=entry.msgid[:80]
            )
            hint = Message("Keep the better one and delete the other. Or: msguniq --use-first --no-wrap -o FILE FILE")
            yield Problem(ProblemCode.TRANSLATION_DUPLICATE, Place(name, entry.line), message, hint)


def check_damaged(entries: tuple[Entry, ...], name: str) -> Iterator[Problem]:
    """Yield a problem for each translation that lost or gained code, a link or a picture."""
    for entry in entries:
        damage = find_damage(entry.msgid, entry.shown_text) if entry.is_visible else ""
        if damage:
            message = Message("{damage}: {text}", damage=damage, text=entry.shown_text[:80])
            hint = Message("Write it as in the source: {msgid}", msgid=entry.msgid[:120])
            yield Problem(ProblemCode.TRANSLATION_DAMAGED, Place(name, entry.line), message, hint)


def check_hidden(entries: tuple[Entry, ...], name: str) -> Iterator[Problem]:
    """Yield a problem for each translation with characters that nobody sees and that its source does not have."""
    for entry in entries:
        if entry.is_visible and entry.shown_text != entry.msgstr:
            hidden = ", ".join(list_hidden(entry.msgstr, entry.msgid)[:MAX_NAMED_CHARACTERS])
            message = Message(
                "hidden characters ({hidden}) in: {shown_text}", hidden=hidden, shown_text=entry.shown_text[:80]
            )
            hint = Message("Cards show the text without them; delete them in the file.")
            yield Problem(ProblemCode.TRANSLATION_HIDDEN, Place(name, entry.line), message, hint)


def check_formulas(entries: tuple[Entry, ...], name: str) -> Iterator[Problem]:
    """Yield a problem for each reason to show a formula that a translation adds as code."""
    added = (formula.replace(line=entry.line) for entry in entries for formula in find_added_formulas(entry))
    yield from describe_formulas(added, name)


def find_added_formulas(entry: Entry) -> Iterator[RefusedFormula]:
    """Yield the refused formulas in the words of a translation; those of the source are tokens."""
    parts = split_tokens(entry.shown_text) if entry.is_visible and "\\" in entry.msgstr else ()
    for part in parts:
        if isinstance(part, str):
            yield from mark_formulas(html.escape(unescape_words(part), quote=False))[1]


def write_memory(file: Path, memory: Memory, source: str, target: str) -> bool:
    """Replace the file if it would change, and return whether it did.

    Raises DeckError when it cannot be written, or when it belongs to another project.
    """
    text = format_memory(memory, source, target)
    name = f"{MEMORY_FOLDER}/{file.name}"
    before = read_deck_file(file.parents[1], name, MAX_MEMORY_BYTES)
    is_unchanged = before == text.encode("utf-8")
    if not is_unchanged:
        reject_other_project(before or b"", name)
        with replace_file(file, inside=file.parents[1]) as stream:
            stream.write(text.encode("utf-8"))
    return not is_unchanged


def reject_other_project(data: bytes, name: str) -> None:
    """Raise DeckError if the header of a file names a project and nothing of ours; a person may have left it out."""
    header = data.replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")[0]
    if PROJECT_HEADER.encode() in header and not any(mark.encode() in header for mark in OWN_HEADERS):
        message = Message("{name} is there, and notedeck did not write it: its header names another project", name=name)
        raise DeckError(message, Message("Move it away, and translate again."))


def format_memory(memory: Memory, source: str, target: str) -> str:
    """Return a memory as gettext text: no dates, no line numbers, each text on one line, so that git can merge it."""
    po_file = polib.POFile(wrapwidth=0)
    po_file.header = memory.header_comment
    po_file.metadata = {
        **DEFAULT_HEADER,
        **dict(memory.header),
        "Language": target.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        SOURCE_HEADER: source,
        COUNT_HEADER: str(round_down(len(memory.entries))),
    }
    po_file.extend(map(create_po_entry, memory.entries))
    return str(po_file).rstrip("\n") + "\n"


def round_down(count: int) -> int:
    """Round a number down: an exact count would conflict in git whenever two people add entries."""
    step = int(10 ** max(1, len(str(count)) - 2))
    return count // step * step


def create_po_entry(entry: Entry) -> polib.POEntry:
    """Return an entry for the file."""
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgctxt=entry.context or None,
        comment=entry.extras.extracted,
        tcomment=entry.comment,
        flags=["fuzzy"] * entry.fuzzy + [*entry.extras.flags],
        previous_msgctxt=entry.extras.previous_context or None,
        previous_msgid=entry.previous or None,
        msgid_plural=entry.extras.plural,
        msgstr_plural=dict(entry.extras.plural_texts),
        obsolete=entry.obsolete,
    )
