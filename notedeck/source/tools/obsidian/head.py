"""Metadata at the head of a note: lines such as `Tags: #a #b` and `Created: 2024-01-01`, before its first text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.problems import ProblemCode
from notedeck.source.page import Page
from notedeck.source.tools._note_tags import add_tags
from notedeck.source.tools.obsidian.tags import TAG_LINE, list_tags

MAX_LINES = 40  # at the head of a note, in which metadata is looked for
KEY = r"[^\W_][\w ./-]{0,24}?"
MARK = r"(?:\*\*|__)?"
LINE = re.compile(rf"(?:>[ \t]?|[-*+][ \t]+)?{MARK}(?P<key>{KEY})[ \t]?{MARK}:{{1,2}}{MARK}(?P<value>[ \t].*|)$")
HEADING = re.compile(r"#{1,6}[ \t]")
ITEM = re.compile(r"[-*+][ \t]")
RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
LINKS = re.compile(r"!?\[\[[^\[\]\n]+\]\]|\[[^\[\]\n]*\]\([^()\n]*\)|<?https?://[^\s<>]+>?")
DATE = re.compile(
    r"(?:19|20)\d\d ?[-./년] ?\d{1,2} ?[-./월] ?\d{1,2}[일.]?"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d"
    r"|\b(?:19|20)\d{10,12}\b"  # an id made from the time
)
TIME = re.compile(r"(?:오전|오후|[AP]M)|T?\d{1,2}:\d{2}(?::\d{2})?|[월화수목금토일]요일|\([월화수목금토일]\)", re.I)
SEPARATORS = " \t,;|·/<>()-~"
SENTENCE = re.compile(r"[.!?。:]$|[다요임음됨함]$")
MAX_WORDS = 4
MAX_CHARACTERS = 30
TAG_KEYS = {"tags", "tag", "태그"}
LINK_KEYS = {
    *("link", "links", "related", "up", "parent", "parents"),
    *("링크", "관련", "관련 문서", "관련 노트", "상위", "상위 문서"),
}
KEYS = (
    TAG_KEYS
    | LINK_KEYS
    | {
        *("source", "sources", "reference", "references", "url"),
        *("created", "created at", "date", "due", "modified", "last modified", "updated", "author", "alias", "aliases"),
        *("category", "categories", "course", "subject", "status", "topic", "topics", "type", "id", "uid", "publish"),
        *("출처", "참고", "별칭", "작성자", "저자"),
        *("생성", "생성일", "작성", "작성일", "날짜", "일자", "수정", "수정일", "최종 수정일"),
        *("강의", "과목", "분류", "카테고리", "상태", "유형", "종류", "주제"),
        *("作成日", "更新日", "タグ", "日付", "标签", "日期", "创建时间", "来源", "分类"),
    }
)


class Entry(Value, frozen=True):
    """A line of the head, with its number from 0: the key in lower case, "" for a line of tags, and the value."""

    key: str
    value: str
    number: int


def drop_head(page: Page) -> Page:
    """Return the page without the metadata at its head, whose tags become those of the note."""
    entries = list_entries(page.lines[:MAX_LINES])
    if not is_metadata(entries):
        return page
    tags = [tag for entry in entries if entry.key in {*TAG_KEYS, ""} for tag in list_tag_names(entry.value)]
    numbers = {entry.number for entry in entries}
    pairs = zip(page.lines, page.numbers, strict=True)
    rest = add_tags(page.replace_lines(pair for nth, pair in enumerate(pairs) if nth not in numbers), tags)
    keys = ", ".join(dict.fromkeys(entry.key for entry in entries if entry.key))
    message = Message("the metadata at the head of the note is on no card: {keys}", keys=keys)
    hint = Message("Put it into front matter, or below the first text if it is for the cards.")
    return rest.report(ProblemCode.SYNTAX_DROPPED, page.numbers[entries[0].number], message, hint)


def list_entries(lines: Iterable[str]) -> list[Entry]:
    """Return the lines of metadata before the first text; none if a text follows the last of them directly.

    Links to other notes may stand at the head of a list.
    """
    entries: list[Entry] = []
    for number, line in enumerate(lines):
        if not line.strip() or RULE.match(line):
            continue
        if HEADING.match(line):
            if entries:
                break
            continue
        entry = parse_entry(line.strip(), number)
        if entry is None:
            is_apart = not entries or entries[-1].number < number - 1
            return entries if is_apart or (ITEM.match(line) and all(map(is_navigation, entries))) else []
        entries.append(entry)
    return entries


def parse_entry(line: str, number: int) -> Entry | None:
    """Return the entry of a line, None if it is no metadata."""
    if TAG_LINE.match(line):
        return Entry("", line, number)
    match = LINE.match(line)
    if match is None or not is_short(match["value"]):
        return None
    return Entry(match["key"].strip().casefold(), match["value"].strip(), number)


def is_short(value: str) -> bool:
    """Return whether a value is nothing but tags, links, dates, or a few words."""
    words = strip_marks(value)
    return len(words) <= MAX_CHARACTERS and len(words.split()) <= MAX_WORDS and not SENTENCE.search(words)


def strip_marks(value: str) -> str:
    """Return the words of a value that are no tags, links, dates and times."""
    text = TIME.sub(" ", DATE.sub(" ", LINKS.sub(" ", value)))
    return " ".join(word for word in text.strip().split() if not word.startswith("#")).strip(SEPARATORS)


def is_metadata(entries: list[Entry]) -> bool:
    """Return whether the entries of a head are metadata: at least two lines, or one of tags or links."""
    keyed = [entry for entry in entries if entry.key]
    if len(entries) == 1 and keyed:
        is_tags = keyed[0].key in TAG_KEYS and bool(keyed[0].value) and not strip_marks(keyed[0].value)
        return is_tags or is_navigation(keyed[0])
    return bool(keyed) and any(entry.key in KEYS or is_marked(entry.value) for entry in keyed)


def is_navigation(entry: Entry) -> bool:
    """Return whether an entry is nothing but links to other notes, such as `related: [[a]], [[b]]`."""
    return entry.key in LINK_KEYS and "[[" in entry.value and not strip_marks(entry.value)


def is_linked_head(lines: Iterable[str]) -> bool:
    """Return whether a note begins with metadata that has tags with `#` and links to notes, as no other tool has it."""
    entries = list_entries([*lines][:MAX_LINES])
    has_tags = any(entry.key in TAG_KEYS and [*list_tags(entry.value)] for entry in entries)
    return has_tags and is_metadata(entries) and any("[[" in entry.value for entry in entries)


def is_marked(value: str) -> bool:
    """Return whether a value is nothing but tags or dates."""
    words = strip_marks(value)
    return not words and (bool([*list_tags(value)]) or DATE.search(value) is not None)


def list_tag_names(value: str) -> list[str]:
    """Return the tags of a value: those with `#`, else its words or links."""
    if tags := [*list_tags(value)]:
        return tags
    names = re.findall(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]", value) or value.split("," if "," in value else None)
    return [name.strip() for name in names if "://" not in name]
