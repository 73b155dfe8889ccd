"""The properties of a page in a Notion database: lines `name: value` directly below the title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notedeck.config.parsers import parse_tags
from notedeck.korean.questions import has_question_label
from notedeck.source.page import Page
from notedeck.source.tools import Site
from notedeck.source.tools.notion.database import list_property_names

TITLE_LINE = re.compile(r"# \S")
# No list, quote, table, heading or address starts a line of properties.
PROPERTY = re.compile(r"(?P<name>[^\W_][^:：`*<>|\[\]{}$]{0,39}):(?:[ \t]+(?P<value>.*))?$")
TAG_NAMES = frozenset({"tags", "tag", "태그", "키워드", "keywords", "タグ", "标签", "標籤"})
# Names that are hardly ever the subject of a note. Other names count beside one of these, or beside such a value.
NAMES = TAG_NAMES.union(
    """
    created createdat createdby createdtime createddate date updated updatedat lastedited lasteditedby lasteditedtime
    lastupdated status url link category author assign assignee duedate priority progress reviewed filesandmedia
    files&media 생성일 생성일시 생성자 작성일 작성일시 작성자 작성날짜 최종편집일시 최종편집자 최종수정일 수정일
    수정일시 날짜 일자 상태 진행상태 진행상황 카테고리 과목 링크 주차 담당자 우선순위 마감일 복습 복습일 복습여부
    복습날짜 난이도 강의일 수강일 학습일 공부날짜
    作成日 作成日時 更新日 最終更新日時 ステータス カテゴリ 创建时间 创建日期 状态 分类
    """.split()  # noqa: SIM905
)
MONTH_NAME = r"[A-Z][a-z]{2,8} \d{1,2}, \d{4}"
DATE = rf"(?:\d{{4}}[년年] ?\d{{1,2}}[월月](?: ?\d{{1,2}}[일日])?|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|{MONTH_NAME})"
CLEAR_VALUE = re.compile(rf"(?:Yes|No|https?://\S+|@?{DATE}(?:\s.{{0,60}})?)$")


def take_properties(page: Page, site: Site) -> Page:
    """Return the page without its properties; those that are tags become tags of its cards.

    Without a name of its database, or a name or value that only properties have, the lines may be study text and stay.
    """
    start, end = find_properties(page.lines)
    matches = [match for line in page.lines[start:end] if (match := PROPERTY.match(line))]
    if not matches or any(has_question_label(match[0]) for match in matches):
        return page
    pairs = [(match["name"], (match["value"] or "").strip()) for match in matches]
    if not any(map(is_clear, pairs)) and list_property_names(site).isdisjoint(name for name, _ in pairs):
        return page
    tags = find_tags(pairs)
    kept = [*range(start), *range(end, len(page.lines))]
    page = page.replace_lines((page.lines[number], page.numbers[number]) for number in kept)
    return page.replace(matter=page.matter.replace(tags=tuple(dict.fromkeys((*page.matter.tags, *tags)))))


def has_clear_property(lines: Iterable[str]) -> bool:
    """Return whether one of some lines of properties has a name or value that only a property has."""
    matches = filter(None, map(PROPERTY.match, lines))
    return any(is_clear((match["name"], (match["value"] or "").strip())) for match in matches)


def is_clear(pair: tuple[str, str]) -> bool:
    """Return whether only a property has such a name or value."""
    name, value = pair
    return fold_name(name) in NAMES or CLEAR_VALUE.match(value) is not None


def find_properties(lines: tuple[str, ...]) -> tuple[int, int]:
    """Return where the lines start and end that may be properties: the first ones below the title of the page."""
    title = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if title == len(lines) or not TITLE_LINE.match(lines[title]):
        return 0, 0
    start = next((number for number in range(title + 1, len(lines)) if lines[number].strip()), len(lines))
    end = start
    while end < len(lines) and PROPERTY.match(lines[end]):
        end += 1
    return start, end


def find_tags(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the values of properties that are tags, in Anki's form."""
    names = [part for name, value in pairs if fold_name(name) in TAG_NAMES for part in value.split(",")]
    return parse_tags([name for name in names if name.strip()])


def fold_name(name: str) -> str:
    """Return the name of a property without spaces, in lower case."""
    return "".join(name.split()).casefold()
