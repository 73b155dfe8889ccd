"""GitHub's alerts `> [!NOTE]` and Obsidian's callouts `> [!tip]- Title`, all kinds folded to GitHub's five."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

HEAD = re.compile(r"\[!([^\W\d_][\w-]*)(?:\|[^\]\n]*)?\][ \t]*([+-]?)[ \t]*(.*)")


class Kind(Enum):
    """The five kinds of a box that cards have."""

    NOTE = "note"  # what to know as well
    TIP = "tip"  # how to do it better
    IMPORTANT = "important"  # what one must know
    WARNING = "warning"  # what can go wrong
    CAUTION = "caution"  # what does harm


# https://help.obsidian.md/callouts, "Supported types"; GitHub's own five are among them.
NAMES: Mapping[str, Kind] = {
    **dict.fromkeys(("abstract", "summary", "tldr", "info", "todo", "note", "example", "quote", "cite"), Kind.NOTE),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), Kind.TIP),
    **dict.fromkeys(("important", "question", "help", "faq"), Kind.IMPORTANT),
    **dict.fromkeys(("warning", "attention"), Kind.WARNING),
    **dict.fromkeys(("caution", "danger", "error", "bug", "failure", "fail", "missing"), Kind.CAUTION),
}


@dataclass(frozen=True, slots=True)
class Alert:
    """The head of a box: its kind, and its title as raw inline Markdown."""

    kind: Kind
    title: str


def alert(first_line: str) -> Alert | None:
    """The head that the first line of a quote is; None where it is an ordinary quote. An unknown kind is a note."""
    match = HEAD.fullmatch(first_line.strip())
    if not match:
        return None
    name = match[1].lower()
    return Alert(NAMES.get(name, Kind.NOTE), match[3].strip() or name.capitalize())
