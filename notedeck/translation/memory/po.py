"""The memory on the disk: a gettext file, read, checked and replaced in one step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from notedeck.model import Place
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.translation.memory.entries import Entry, Memory
from notedeck.translation.segments.tokens import damage
from notedeck.util.atomic import replace_file

FOLDER = "translations"
COUNT = "X-Entries-At-Least"
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
ISOLATED = re.compile("\u2068(.*?)\u2069|(\\S+)")
# A comment; or a keyword and a text between quotes, of which further lines are quotes alone.
LINE = re.compile(r'\s*(?:#.*|(?:#~ ?)?(?:msg[a-z_]+(?:\[\d+\])? *)?"(?:[^"\\]|\\.)*"\s*)?')
RESTORE = "Mend it there, or restore the file, for example with: git checkout -- "


def file_of(folder: Path, language: str) -> Path:
    """Where the memory for a language lies."""
    return folder / FOLDER / f"{language}.po"


def read(file: Path) -> tuple[Memory, tuple[Problem, ...]]:
    """The memory in a file, empty without one, and what is wrong with single entries; those no card shows.

    Raises DeckError when the file cannot be read as a whole, or a merge left a conflict in it.
    """
    name = f"{FOLDER}/{file.name}"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Memory(), ()
    except (OSError, UnicodeDecodeError) as error:
        raise DeckError(f"{name} cannot be read: {error}", "Save it as UTF-8.") from None
    refuse_conflict(text, name)
    refuse_odd(text, name)
    try:
        found = polib.pofile(text + "\n", wrapwidth=0)  # with a line end the text is no file name
    except (OSError, ValueError, IndexError) as error:
        raise DeckError(f"{name} cannot be read: {' '.join(str(error).split())}", RESTORE + name) from None
    entries = tuple(map(entry_of, found))
    problems = (*cut(found, name), *damaged(entries, name))
    lines = {problem.place.line for problem in problems if problem.code is ProblemCode.TRANSLATION_DAMAGED}
    return Memory(tuple(unshown(entry) if entry.line in lines else entry for entry in entries)), problems


def refuse_conflict(text: str, name: str) -> None:
    """Raises DeckError at the first mark of a conflict."""
    at = next((at for at, line in enumerate(text.split("\n"), 1) if CONFLICT.match(line)), 0)
    if at:
        raise DeckError(f"{name}:{at}: a merge left a conflict", "Keep the better of the two sides, without the marks.")


def refuse_odd(text: str, name: str) -> None:
    """Raises DeckError at the first line that is none of a gettext file; polib would cut a text without its quotes."""
    for at, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not LINE.fullmatch(line):
            hint = 'A text stands between two quotes; a quote in it is written \\".'
            raise DeckError(f"{name}:{at}: this line cannot be read: {line[:80]}", hint)


def entry_of(found: polib.POEntry) -> Entry:
    """One entry of the file."""
    return Entry(
        found.msgid,
        found.msgstr,
        found.msgctxt or "",
        paths_of(found),
        found.tcomment,
        found.fuzzy,
        found.previous_msgid or "",
        bool(found.obsolete),
        found.linenum or 0,
    )


def isolated(path: str) -> str:
    """A path as gettext 0.22 writes it: one with blanks stands between U+2068 and U+2069."""
    return f"\u2068{path}\u2069" if " " in path else path


def paths_of(found: polib.POEntry) -> tuple[str, ...]:
    """The paths of an entry; polib parts them at every blank."""
    joined = " ".join(f"{path}:{line}" if line else path for path, line in found.occurrences)
    return tuple(one or other for one, other in ISOLATED.findall(joined))


def unshown(entry: Entry) -> Entry:
    """An entry whose text stays in the file and off the cards."""
    from dataclasses import replace

    return replace(entry, fuzzy=True)


def cut(found: polib.POFile, name: str) -> Iterator[Problem]:
    """A file that has fewer entries than were written into it."""
    count = found.metadata.get(COUNT, "")
    if count.isdigit() and len(found) < int(count):
        message = f"at least {int(count)} entries were written, {len(found)} are left"
        yield Problem(ProblemCode.TRANSLATION_TRUNCATED, Place(name), message, RESTORE + name)


def damaged(entries: tuple[Entry, ...], name: str) -> Iterator[Problem]:
    """Entries in which code, a link or a picture went missing; a person wrote them, so they are named."""
    for entry in entries:
        wrong = damage(entry.msgid, entry.msgstr) if entry.msgstr and not entry.fuzzy and not entry.obsolete else ""
        if wrong:
            message = f"{wrong}: {entry.msgstr[:80]}"
            hint = f"Write it as in the source: {entry.msgid[:120]}"
            yield Problem(ProblemCode.TRANSLATION_DAMAGED, Place(name, entry.line), message, hint)


def write(file: Path, memory: Memory, source: str, target: str) -> bool:
    """Replace the file, if it would be different; whether it was. Raises DeckError when it cannot be written."""
    text = dumps(memory, source, target)
    try:
        same = file.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        same = False
    if not same:
        with replace_file(file) as stream:
            stream.write(text.encode("utf-8"))
    return not same


def dumps(memory: Memory, source: str, target: str) -> str:
    """The text of a memory: no dates, no line numbers, one line a text, so that git can merge it."""
    out = polib.POFile(wrapwidth=0)
    out.metadata = {
        "Project-Id-Version": "notedeck",
        "Language": target.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": source,
        COUNT: str(rounded(len(memory.entries))),
    }
    out.extend(map(po_entry, memory.entries))
    return str(out) + "\n"


def rounded(count: int) -> int:
    """A number rounded down: an exact one would conflict in git whenever two people add something."""
    step = int(10 ** max(1, len(str(count)) - 2))
    return count // step * step


def po_entry(entry: Entry) -> polib.POEntry:
    """One entry for the file."""
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgctxt=entry.context or None,
        occurrences=[(isolated(path), "") for path in entry.paths],
        tcomment=entry.comment,
        flags=["fuzzy"] if entry.fuzzy else [],
        previous_msgid=entry.previous or None,
        obsolete=entry.obsolete,
    )
