"""Read a TOML file, with messages for people who write it by hand."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from notedeck.problems import DeckError

SAMPLE = 'texts as name = "AWS", lists as tags = ["aws", "ec2"], and true or false in small letters'
POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def content(file: Path) -> str:
    """The text of a TOML file in UTF-8, with or without a byte order mark. Raises DeckError."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DeckError(f"{file.name}:{line}: the text is not UTF-8", "Save the file in UTF-8.") from None
    except OSError as error:
        raise DeckError(f"{file.name} cannot be read: {error.strerror}", "Check that you may read the file.") from None


def parse(toml: str, name: str) -> dict[str, Any]:
    """The keys and values of a TOML text; `name` is the file's, for messages. Raises DeckError with the line."""
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        rows = toml.split("\n")
        reason, line = str(error), len(rows)
        if position := POSITION.search(reason):
            reason, line = reason[: position.start()], int(position["line"] or line)
        line = max((nth for nth, row in enumerate(rows[:line], 1) if row.strip()), default=1)
        message = f"{name}:{line}: {reason}: {rows[line - 1].strip()}"
        raise DeckError(message, f"Write {SAMPLE}; a backslash in a text as /.") from None


def line_of(key: str, toml: str) -> str:
    """`:N` for the line N on which a key or table stands, nothing if it cannot be found."""
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]", toml, re.MULTILINE)
    return f":{toml.count(chr(10), 0, found.start()) + 1}" if found else ""
