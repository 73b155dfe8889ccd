"""The small constructs: escapes, code spans, entities, line ends, and where a formula starts."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from html.entities import html5

from notedeck.markup import math
from notedeck.markup.inline.scope import Run

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|([A-Za-z][A-Za-z0-9]{1,31}));")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
TICKS = re.compile(r"`+")
LINE_START = re.compile(r"[ \t]*")


def backslash(run: Run, start: int) -> int:
    """An escape, a hard break, or the start of `\\(…\\)`."""
    following = run.text[start + 1 : start + 2]
    if following == "\n":
        run.out.append("<br>\n")
        return line_start(run, start + 2)
    if following and following in "([" and (end := formula(run, start)) != start:
        return end
    if following and following in PUNCTUATION:
        run.say(following)
        return start + 2
    return start


def dollar(run: Run, start: int) -> int:
    """A formula, else the dollars as they are."""
    if (end := formula(run, start)) != start:
        return end
    end = start + (2 if run.text.startswith("$$", start) else 1)
    run.say(run.text[start:end])
    return end


def formula(run: Run, start: int) -> int:
    found = None if run.inside_tag(*run.CODE) else math.at(run.text, start)
    if not found:
        return start
    run.out.append(found[0])
    return found[1]


def code_span(run: Run, start: int) -> int:
    """CommonMark 0.31, 6.1: runs of equal length, newlines are blanks, one blank at both edges goes."""
    inside = start + len(run_of_ticks(run.text, start))
    end = closing_ticks(run, inside, inside - start)
    if end is None:
        run.say(run.text[start:inside])
        return inside
    code = run.text[inside:end].replace("\n", " ")
    if code[:1] == code[-1:] == " " and code.strip(" "):
        code = code[1:-1]
    run.out.append(f"<code>{html.escape(code, quote=False)}</code>")
    return end + inside - start


def run_of_ticks(text: str, start: int) -> str:
    match = TICKS.match(text, start)
    return match[0] if match else ""


def closing_ticks(run: Run, start: int, length: int) -> int | None:
    """Where the next run of exactly `length` backticks starts; all runs are found once, so this stays linear."""
    if run.ticks is None:
        run.ticks = {}
        for match in TICKS.finditer(run.text):
            run.ticks.setdefault(match.end() - match.start(), []).append(match.start())
    places = run.ticks.get(length, [])
    index = bisect_left(places, start)
    return places[index] if index < len(places) else None


def entity(run: Run, start: int) -> int:
    """`&amp;`, `&#44032;`: the letter it stands for; `&` of anything else is text."""
    match = ENTITY.match(run.text, start)
    if not match or (match[1] and f"{match[1]};" not in html5):
        return start
    run.say(html.unescape(match[0]))
    return match.end()


def newline(run: Run, start: int) -> int:
    """A line end: hard after two blanks, which go either way."""
    bare = run.out[-1].rstrip(" \t") if run.out else ""
    is_hard = bool(run.out) and run.text[max(start - 2, 0) : start] == "  "
    if run.out and run.text[start - 1] in " \t":
        run.out[-1] = bare
    run.out.append("<br>\n" if is_hard else "\n")
    return line_start(run, start + 1)


def line_start(run: Run, position: int) -> int:
    match = LINE_START.match(run.text, position)
    return match.end() if match else position


def unescaped(text: str) -> str:
    """A link's address or title as meant: backslash escapes and entities replaced."""
    return ENTITY.sub(lambda match: html.unescape(match[0]), ESCAPED.sub(r"\1", text))
