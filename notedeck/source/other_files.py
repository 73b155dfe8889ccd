"""What is in a folder without notes, and how it becomes notes."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePath

from notedeck.errors import DeckError
from notedeck.messages import Message
from notedeck.source.names import is_note
from notedeck.util.files.read import walk_tree

MAX_FILES = 5000  # that are counted
MAX_NAMED_KINDS = 4
DOCUMENTS = frozenset((".docx", ".odt", ".rtf", ".html", ".htm", ".epub", ".tex", ".rst", ".org"))
HANGUL_DOCUMENTS = frozenset((".hwp", ".hwpx"))
ARCHIVES = frozenset((".zip", ".7z", ".rar"))
HINTS: Mapping[frozenset[str], Message] = {
    DOCUMENTS: Message("Convert each to Markdown with pandoc: pandoc {name} -t gfm -o {note}"),
    ARCHIVES: Message("Unpack {name} first, then name the folder with its files."),
    HANGUL_DOCUMENTS: Message(
        "Save each as .docx in Hangul, then convert it with pandoc: pandoc {document} -t gfm -o {note}"
    ),
    frozenset((".txt", ".text")): Message("If {name} is Markdown, rename it to {note}."),
    frozenset((".pdf", ".pptx", ".ppt", ".doc")): Message("Copy the text of {name} into a file that ends in .md."),
}
UNREAD = frozenset().union(*HINTS) - ARCHIVES - {".htm", ".html"}  # pages lie beside notes for other reasons
DEFAULT_HINT = Message("Name a folder with files that end in .md.")


def create_no_notes_error(folder: Path) -> DeckError:
    """Return the error for a folder without notes: what is there instead, and how to go on."""
    names = sorted(islice(list_names(folder), MAX_FILES))
    if any(map(is_note, names)):
        message = Message("all notes in {folder} are left out", folder=folder)
        return DeckError(message, Message("Look at `exclude` in deck.toml, and at folders named node_modules."))
    counts = Counter(suffix for name in names if (suffix := PurePath(name).suffix.lower()))
    others = ", ".join(f"{count:,} {suffix}" for suffix, count in counts.most_common(MAX_NAMED_KINDS))
    message = Message("{folder} has no note (.md or .ipynb)", folder=folder)
    return DeckError(
        Message("{message}, but {others}", message=message, others=others) if others else message, find_hint(names)
    )


def count_documents(folder: Path) -> list[tuple[str, int]]:
    """Return the suffixes of the files in a folder that could be notes but cannot be read, the most frequent first."""
    suffixes = (PurePath(name).suffix.lower() for name in islice(list_names(folder), MAX_FILES))
    return Counter(suffix for suffix in suffixes if suffix in UNREAD).most_common()


def list_names(folder: Path) -> Iterator[str]:
    """Yield the names of the files in a folder and below; hidden ones are left out."""
    for _, names in walk_tree(folder, lambda name: name[0] != "."):
        yield from (name for name in names if name[0] != ".")


def find_hint(names: list[str]) -> Message:
    """Return how to make notes of these files."""
    for suffixes, hint in HINTS.items():
        if name := next((name for name in names if PurePath(name).suffix.lower() in suffixes), ""):
            file = PurePath(name)
            values = {"name": name, "note": str(file.with_suffix(".md")), "document": str(file.with_suffix(".docx"))}
            return hint.fill(**{key: shlex.quote(value) for key, value in values.items()})
    return DEFAULT_HINT
