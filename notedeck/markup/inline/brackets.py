"""Links and pictures: `[text](address "title")`, `![alt](path)`, and by reference (CommonMark 0.31, 6.3 to 6.5)."""

from __future__ import annotations

import html
import re

from notedeck.markup import footnotes, wikilinks
from notedeck.markup.inline.destination import Target, inline_target
from notedeck.markup.inline.emphasis import pair_up
from notedeck.markup.inline.scope import LONGEST_LABEL, Bracket, Run, label_key
from notedeck.util.html import ANY_TAG, line_attribute

LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.S)
ALT = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
SIZED = re.compile(r"(.*)\|[ ]*(\d{2,4})(?:x(\d{2,4}))?[ ]*", re.S)


def open_bracket(run: Run, start: int) -> int:
    """A footnote, an Obsidian link, or a `[` to be remembered."""
    if found := footnotes.reference(run.text, start, run.scope) or wikilinks.at(run.text, start, run.scope):
        run.out.append(found[0])
        return found[1]
    is_image = run.text[start] == "!"
    inside = start + 1 + is_image
    if run.brackets:
        run.brackets[-1].has_inner = True
    run.brackets.append(Bracket(is_image, start, inside, len(run.out), len(run.delimiters)))
    run.out.append(run.text[start:inside])
    return inside


def close_bracket(run: Run, start: int) -> int:
    """Finish the last open bracket as a link or picture, if it is one."""
    if not run.brackets:
        return start
    bracket = run.brackets.pop()
    found = target(run, bracket, start) if bracket.active else None
    if not found:
        return start
    pair_up(run, bracket.delimiters)
    (picture if bracket.is_image else link)(run, bracket, found[0])
    return found[1]


def target(run: Run, bracket: Bracket, end: int) -> tuple[Target, int] | None:
    """Where the bracket that closes at `end` points to, with the index after all of it."""
    return inline_target(run.text, end + 1, bracket.is_image) or by_reference(run, bracket, end)


def by_reference(run: Run, bracket: Bracket, end: int) -> tuple[Target, int] | None:
    label, after = run.text[bracket.inside : min(end, bracket.inside + LONGEST_LABEL + 1)], end + 1
    if match := LABEL.match(run.text, after):
        label, after = match[1] or label, match.end()
    elif bracket.has_inner:
        return None
    if len(label) > LONGEST_LABEL:
        return None
    found = run.scope.references.get(label_key(label))
    return (Target(found[0], found[1] or ""), after) if found else None


def link(run: Run, bracket: Bracket, target: Target) -> None:
    """Put the tags around the text; a link holds no other link."""
    run.out[bracket.index] = f'<a href="{html.escape(target.address)}"{title(target)}>'
    run.out.append("</a>")
    for outer in run.brackets:
        outer.active = outer.active and outer.is_image


def picture(run: Run, bracket: Bracket, target: Target) -> None:
    """Put one `<img>` in the place of the pieces since the bracket; `|300` at the end of the text is a width."""
    alt = plain("".join(run.out[bracket.index + 1 :]))
    size = ""
    if match := SIZED.fullmatch(alt):
        alt, size = match[1], wikilinks.size(match[2], match[3])
    line = run.line_at(bracket.start)
    place = line_attribute(line)
    source = f'<img src="{html.escape(target.address)}" alt="{alt}"{title(target)}{size}{place}>'
    run.out[bracket.index :] = [source]


def plain(markup: str) -> str:
    """The text of HTML as the value of an attribute: pictures by their own text, no tags."""
    return ANY_TAG.sub("", ALT.sub(r"\1", markup)).replace('"', "&quot;").replace("\n", " ")


def title(target: Target) -> str:
    return f' title="{html.escape(target.title)}"' if target.title else ""
