"""What starts with `<` in running text: an address in angle brackets, a raw HTML tag, a comment, or just text."""

from __future__ import annotations

import html
import re

from notedeck.markup.comments import comment_end
from notedeck.markup.inline.scope import Run
from notedeck.markup.raw_html import author
from notedeck.markup.sanitise import is_known

ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*+)>")
MAIL = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9][A-Za-z0-9.-]*+)>", re.A)
# CommonMark 0.31, 6.6.
TAG = re.compile(
    r"""<(?:/([A-Za-z][A-Za-z0-9-]*+)\s*+|([A-Za-z][A-Za-z0-9-]*+)"""
    r"""(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+\s*+/?)>"""
)


def angle(run: Run, start: int) -> int:
    """Take what starts at `<`; gives `start` back where it is text."""
    for take in (address, tag, comment):
        if (end := take(run, start)) != start:
            return end
    return start


def address(run: Run, start: int) -> int:
    if match := ADDRESS.match(run.text, start):
        return anchor(run, match[1], match[1], match.end())
    if match := MAIL.match(run.text, start):
        return anchor(run, "mailto:" + match[1], match[1], match.end())
    return start


def anchor(run: Run, target: str, shown: str, end: int) -> int:
    run.out.append(f'<a href="{html.escape(target)}">{html.escape(shown, quote=False)}</a>')
    return end


def tag(run: Run, start: int) -> int:
    """A tag that HTML knows stays a tag; any other, such as the `<String>` of `List<String>`, is text as written."""
    match = TAG.match(run.text, start)
    if not match:
        return start
    name = (match[1] or match[2]).lower()
    if not is_known(name):
        run.say(match[0])
        return match.end()
    run.open_tags[name] = run.open_tags.get(name, 0) + (-1 if match[1] else 1)
    run.out.append(author(match[0], run.line_at(start)))
    return match.end()


def comment(run: Run, start: int) -> int:
    """A comment is kept for the sanitiser, which drops it."""
    end = comment_end(run.text, start, run.last_comment)
    if end > start:
        run.out.append(run.text[start:end])
    return end
