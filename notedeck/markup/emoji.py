"""Emoji codes as on GitHub: `:tada:`. A code nobody knows, and the colons of a time or a path, stay text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notedeck.markup.inline.scope import Run

CODE = re.compile(r":[a-z0-9_+-]{1,60}:")


def emoji(run: Run, start: int) -> int:
    """The picture for the code at `start`; gives `start` back where there is none."""
    match = CODE.match(run.text, start)
    before = run.text[start - 1 : start] if start else ""
    if not match or (before.isascii() and before.isalnum()) or run.inside_tag(*run.CODE):
        return start
    if not (found := picture(match[0])):
        return start
    run.out.append(found)
    return match.end()


@cache
def picture(code: str) -> str:
    """The emoji of a GitHub code such as ":tada:"; "" for any other text."""
    import emoji as library  # its tables take a while to load, and few notes need them

    shown = library.emojize(code, language="alias")
    return "" if shown == code else shown
