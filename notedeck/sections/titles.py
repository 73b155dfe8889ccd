"""What is a title (design, "What a card is"): headings, lead lines, details, questions."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import ANSWER_LABEL, BULLET, NUMBER, QUESTION_LABEL, names_something, without_aside
from notedeck.korean.sentences import is_question
from notedeck.model import Split, TitleKind
from notedeck.sections.blocks import HEADINGS, block_text
from notedeck.util.html import find_line, inner_html

LEAD_LEVEL = 7
DELIMITER = "data-delimiter"  # on an <ol> while titles are sought: what stands after its numbers
PLAIN_MAX = 60  # characters; the longest plain lead lines of the surveyed notes stay below
MARKED_MAX = 80  # for a line all in bold or code
ASKED_MAX = 120  # for a question


@dataclass(frozen=True, slots=True)
class Title:
    """What stands on a front: `text` plain, `html` inline, `level` as in Section, `line` in the file."""

    kind: TitleKind
    level: int
    text: str
    html: str
    line: int


def heading(block: Tag, settings: SplittingSettings) -> Title | None:
    """A heading that the `split` setting lets start a card; one without any text is none."""
    if block.name not in HEADINGS or not (block_text(block) or block.find("img")):
        return None
    level = int(block.name[1])
    deepest = int(settings.split.value[1]) if settings.split.value[1:].isdigit() else 6
    return made(TitleKind.HEADING, level, block) if level <= deepest else None


def lead(block: Tag, following: Tag | None, settings: SplittingSettings, *, after_title: bool) -> Title | None:
    """A question, or a lead line: it names what directly follows it.

    Right after a title, a plain line tells rather than names.
    """
    if settings.split is not Split.AUTO or following is None or following.name in HEADINGS:
        return None
    if block.name == "p" and (asked := question(block)) is not None:
        return asked
    if not settings.lead_lines or following.name in ("hr", "details"):
        return None
    if block.name == "ol":
        return numbered_lead(block, following)
    title = marked_lead(block) or (None if after_title else plain_lead(block)) if block.name == "p" else None
    return title if title is not None and names(block, following) else None


def names(block: Tag, following: Tag) -> bool:
    """Whether a short line can be the title of the block after it."""
    if is_marked(block):
        return following.name != "p" or (marked_lead(following) is None and question(following) is None)
    return following.name in ("ul", "ol", "dl", "table", "pre", "blockquote") or is_picture(following)


def is_picture(block: Tag) -> bool:
    return block.name == "img" or (block.find("img") is not None and not block_text(block))


def question(block: Tag) -> Title | None:
    return made(TitleKind.QUESTION, LEAD_LEVEL, block) if QUESTION_LABEL.match(block_text(block)) else None


def numbered_lead(block: Tag, following: Tag) -> Title | None:
    """`1) Name` over its text: for Markdown a list of one item, for the author a title.

    `1. Name` is one only in bold or as a question; else it may as well be a step among steps.
    """
    items = block.find_all("li", recursive=False)
    if len(items) != 1 or following.name in (*HEADINGS, "hr", "ol", "details") or not is_short(items[0], PLAIN_MAX):
        return None
    named = block.get(DELIMITER) == ")" or is_marked(items[0]) or is_question(without_aside(block_text(items[0])))
    if not named or items[0].find(["p", "ul", "ol", "pre", "table", "a"]) is not None:
        return None
    return made(TitleKind.LEAD, LEAD_LEVEL, items[0])


def marked_lead(block: Tag) -> Title | None:
    """A line set off by bold, by code marks, or by a number or sign before it."""
    return made(TitleKind.LEAD, LEAD_LEVEL, block) if is_marked(block) and is_short(block, MARKED_MAX) else None


def plain_lead(block: Tag) -> Title | None:
    """A short plain line that is no sentence, no caption and no label of an example."""
    plain = block.find("a") is None and is_short(block, PLAIN_MAX)
    return made(TitleKind.LEAD, LEAD_LEVEL, block) if plain else None


def is_short(block: Tag, limit: int) -> bool:
    """One line of at most `limit` characters that names something; a question may be longer."""
    text = block_text(block)
    longest = ASKED_MAX if is_question(without_aside(text)) else limit
    return len(text) <= longest and is_line(block) and names_something(text, marked=is_marked(block))


def is_line(block: Tag) -> bool:
    """One line of text, and nothing but text."""
    if block.find(["br", "img", "video", "audio"]) is not None or "\n" in block.get_text().strip():
        return False
    return len(of(block, ["span"])) < len("".join(block_text(block).split()))  # a formula alone is no name


def is_marked(block: Tag) -> bool:
    """Whether a line has a number or sign before it, or is all in bold or in code."""
    if NUMBER.match(block_text(block)) or BULLET.match(block_text(block)):
        return True
    rest = "".join(NUMBER.sub("", block_text(block)).split())
    marked = (of(block, tags) for tags in (["strong", "b"], ["code"]))
    return any(inside and len(rest) <= len(inside) + 2 for inside in marked)


def of(block: Tag, tags: list[str]) -> str:
    """The letters of a block inside these elements."""
    return "".join("".join(tag.get_text().split()) for tag in block.find_all(tags))


def summary(block: Tag, settings: SplittingSettings) -> Title | None:
    """The question of a `<details>`; a mere label such as "정답" or "click" asks nothing."""
    if block.name != "details" or settings.split is not Split.AUTO:
        return None
    head = block.find("summary", recursive=False)
    if not isinstance(head, Tag) or not block_text(head) or ANSWER_LABEL.match(block_text(head)):
        return None
    return made(TitleKind.DETAILS, LEAD_LEVEL, head)


def made(kind: TitleKind, level: int, block: Tag) -> Title:
    html = inner_html(block)
    return Title(kind, level, block_text(block), html, find_line(block))
