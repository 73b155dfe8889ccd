"""The pass over a run of inline text: finds the signs that may mean something, and asks the construct's module."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from notedeck.markup.emoji import emoji
from notedeck.markup.inline.brackets import close_bracket, open_bracket
from notedeck.markup.inline.emphasis import delimiters, pair_up
from notedeck.markup.inline.scope import Run, Scope
from notedeck.markup.inline.tags import angle
from notedeck.markup.inline.text import backslash, code_span, dollar, entity, newline
from notedeck.markup.inline.urls import bare_link

SIGN = re.compile(
    r"[\\`*_\[\]<&$\n]|!(?=\[)|~~|==|:(?=[a-z0-9+-])|h(?=ttps?://)|f(?=tp://)|w(?=ww\.)"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}(?=@)"
)
FORMATTING = ("a", "b", "big", "code", "em", "i", "s", "small", "strike", "strong", "tt", "u")

Handler = Callable[[Run, int], int]
HANDLERS: Mapping[str, Handler] = {
    "\\": backslash,
    "`": code_span,
    "*": delimiters,
    "_": delimiters,
    "~": delimiters,
    "=": delimiters,
    "!": open_bracket,
    "[": open_bracket,
    "]": close_bracket,
    "<": angle,
    "&": entity,
    "$": dollar,
    "\n": newline,
    ":": emoji,
}


def render(text: str, scope: Scope, line: int = 0) -> str:
    """One run of inline Markdown as HTML.

    `line` is the line of the file on which `text` starts; with it each picture gets a `data-line`.
    """
    run = Run(text.strip(), scope, line)
    position = 0
    while match := SIGN.search(run.text, position):
        run.say(run.text[position : match.start()])
        position = step(run, match.start())
    run.say(run.text[position:])
    pair_up(run, 0)
    return "".join(run.out) + unclosed(run)


def unclosed(run: Run) -> str:
    """End tags for raw `<b>` and the like: a browser would go on with them to the end of the card."""
    return "".join(f"</{name}>" * max(run.open_tags.get(name, 0), 0) for name in FORMATTING)


def step(run: Run, start: int) -> int:
    """Handle the sign at `start`; gives where to go on. A sign that means nothing is text."""
    after = HANDLERS.get(run.text[start], bare_link)(run, start)
    if after == start:
        run.say(run.text[start])
        return start + 1
    return after
