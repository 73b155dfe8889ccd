"""Notion's callouts: `<aside>` with an emoji, in which GitHub shows Markdown as it is. They become alerts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.source.page import CODE_SPAN, Line, Page, find_code, trim_lines

EMOJI_SIGN = r"[\u00a9\u00ae\u203c\u2049\u2122-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
EMOJI_CHANGE = r"[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
EMOJI = rf"(?:[0-9#*]\ufe0f?\u20e3|{EMOJI_SIGN}(?:{EMOJI_CHANGE}|\u200d{EMOJI_SIGN}){{0,12}}){{1,2}}"
ICON = r"<img\s[^<>\n]{0,500}/icons/[^<>\n]{0,500}>"
HEAD = re.compile(rf"[ \t]*(?:(?P<emoji>{EMOJI})|{ICON})?[ \t]*(?P<text>.*)")
CALLOUT = re.compile(rf"^[ \t]*<aside>\s{{0,40}}(?:{EMOJI}|{ICON})", re.MULTILINE)  # by Notion, and by nobody else
OPENING = re.compile(r"(?P<indent>[ \t]*)<aside>(?P<rest>.*)$")
END_TAG = "</aside>"
KINDS = {**dict.fromkeys("💡✅👍", "TIP"), **dict.fromkeys("⚠🚨❗‼🛑⛔🔥", "WARNING")}


MAX_DEPTH = 5  # of callouts in callouts


def open_callouts(page: Page) -> Page:
    """Return the page with its callouts as alerts; an `<aside>` that is not closed stays."""
    if not any("<aside>" in line for line in page.lines):
        return page
    return page.replace_lines(rewrite_lines([*zip(page.lines, page.numbers, strict=True)]))


def rewrite_lines(lines: Sequence[Line], depth: int = 0) -> Iterator[Line]:
    """Yield lines with each callout among them as an alert."""
    ends = find_callouts([text for text, _ in lines]) if depth < MAX_DEPTH else {}
    number = 0
    while number < len(lines):
        end = ends.get(number, number)
        if number in ends:
            yield from make_alert(lines[number : end + 1], depth)
        else:
            yield lines[number]
        number = end + 1


def find_callouts(lines: Sequence[str]) -> dict[int, int]:
    """Return the numbers of the first and the last line of each callout."""
    starts: list[int] = []
    ends: dict[int, int] = {}
    for number, (line, is_code) in enumerate(zip(lines, find_code(lines), strict=True)):
        if not is_code and OPENING.match(line):
            starts.append(number)
        if not is_code and starts and find_end(line) >= 0:
            ends[starts.pop()] = number
    return ends


def find_end(line: str) -> int:
    """Return where `</aside>` is in a line, outside of code spans; -1 if it is not there."""
    return CODE_SPAN.sub(lambda span: "`" * len(span[0]), line).find(END_TAG)


def make_alert(lines: Sequence[Line], depth: int) -> Iterator[Line]:
    """Yield the alert of a callout: the emoji or a question is its title, and everything else is below."""
    indent, content, rest = read_callout(lines)
    (first, number), *others = content or [("", lines[0][1])]
    head = HEAD.match(first)
    emoji, text = (head["emoji"] or "", head["text"].rstrip()) if head else ("", first)
    title = [f"[!{KINDS.get(emoji[:1], 'NOTE')}]", emoji]
    if others and (is_question_line(text) or has_question_label(text)):
        title.append(text)
        others = trim_lines(others)
    else:
        others = trim_lines([(text, number), *others])
    yield f"{indent}> {' '.join(filter(None, title))}", number
    yield f"{indent}>", number
    for line, line_number in rewrite_lines(others, depth + 1):
        yield f"{indent}> {line}".rstrip(), line_number
    yield "", lines[-1][1]
    if rest:
        yield indent + rest, lines[-1][1]


def read_callout(lines: Sequence[Line]) -> tuple[str, list[Line], str]:
    """Return the indent of a callout, its content without the blank lines at both ends, and what follows its end."""
    first, *others = lines
    opening = OPENING.match(first[0])
    assert opening is not None
    indent = opening["indent"]
    *content, (last, last_number) = [(opening["rest"], first[1]), *others]
    end = find_end(last)
    content.append((last[:end], last_number))
    rest = last[end + len(END_TAG) :].strip()
    return indent, trim_lines([(remove_indent(text, indent), number) for text, number in content]), rest


def remove_indent(line: str, indent: str) -> str:
    """Return a line without the white space before its callout."""
    return line[len(indent) :] if line.startswith(indent) else line.lstrip(" \t")
