"""The question of a second card that asks from back to front: the back, with the words of the front hidden."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from notedeck.korean.titles import drop_asking_words, split_asides
from notedeck.util.html import strip_tags

HIDDEN = "[…]"
BRACKETS = "()（）[] "
MIN_LETTERS = 2  # "O" and "1" stand in many words
NO_LETTERS = re.compile(r"[\W_]+")
MARKUP = re.compile(r"(<[^>]*>|\\\(.*?\\\)|\\\[.*?\\\]|\[sound:[^\]]*\])", re.DOTALL)


def hide_front(back: str, front: str) -> str:
    """Return the HTML of a back in which the front and its parts in brackets are hidden, as whole words.

    A Korean particle may follow a word. A back that says nothing else stays as it is.
    """
    pattern = compile_names(front)
    if pattern is None:
        return back
    parts = MARKUP.split(back)
    hidden = "".join(part if number % 2 else pattern.sub(HIDDEN, part) for number, part in enumerate(parts))
    return hidden if NO_LETTERS.sub("", strip_tags(hidden.replace(HIDDEN, ""))) else back


@lru_cache(maxsize=1024)
def compile_names(front: str) -> re.Pattern[str] | None:
    """Return a pattern of the names in the HTML of a front, the longest first; None if they are too short."""
    title = drop_asking_words(" ".join(strip_tags(front).split()))
    rest, asides = split_asides(title)
    names = [name.strip(BRACKETS) for name in (title, rest, *asides)]
    names = [name for name in {title, *names} if len(NO_LETTERS.sub("", name)) >= MIN_LETTERS]
    escaped = [re.escape(html.escape(name, quote=False)) for name in sorted(names, key=lambda name: (-len(name), name))]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(escaped)})(?![A-Za-z0-9])", re.IGNORECASE) if escaped else None
