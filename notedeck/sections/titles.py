"""What is a title: headings, lead lines (short lines that name what follows), summaries of details, questions."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import ANSWER_LABEL, BULLET, NUMBER, QUESTION_LABEL, names_something, without_aside
from notedeck.korean.sentences import is_question
from notedeck.model import Split, TitleKind
from notedeck.sections.blocks import HEADINGS, block_text
from notedeck.util.html import find_elements, find_line, has_element, inner_html

LEAD_LEVEL = 7
DELIMITER_ATTRIBUTE = "data-delimiter"  # on an `<ol>` while titles are searched: the sign after its first number
MAX_PLAIN_CHARACTERS = 60  # the longest plain lead lines of the surveyed notes are shorter
MAX_MARKED_CHARACTERS = 80  # of a line all in bold or code
MAX_QUESTION_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Title:
    """The text of a front: `text` is plain, `html` inline, `level` as in Section, `line` in the file."""

    kind: TitleKind
    level: int
    text: str
    html: str
    line: int


def make_title(kind: TitleKind, level: int, block: Tag) -> Title:
    """Return the content of a block as a title."""
    return Title(kind, level, block_text(block), inner_html(block), find_line(block))


def find_heading(block: Tag, settings: SplittingSettings) -> Title | None:
    """Return the title of a heading; None if it is empty or too deep for the setting `split`."""
    if block.name not in HEADINGS or not (block_text(block) or block.find("img")):
        return None
    level = int(block.name[1])
    deepest = int(settings.split.value[1]) if settings.split.value[1:].isdigit() else 6
    return make_title(TitleKind.HEADING, level, block) if level <= deepest else None


def find_lead(block: Tag, following: Tag | None, settings: SplittingSettings, *, after_title: bool) -> Title | None:
    """Return a question, or a lead line, which names the block that follows.

    Directly after a title, a plain line is text rather than a name.
    """
    if settings.split is not Split.AUTO or following is None or following.name in HEADINGS:
        return None
    if block.name == "p" and (question := find_question(block)) is not None:
        return question
    if not settings.lead_lines or following.name in ("hr", "details"):
        return None
    if block.name == "ol":
        return find_numbered_lead(block, following)
    if block.name != "p":
        return None
    title = find_marked_lead(block) or (None if after_title else find_plain_lead(block))
    return title if title is not None and can_name(block, following) else None


def can_name(block: Tag, following: Tag) -> bool:
    """Return whether a short line can be the title of the block after it."""
    if is_marked(block):
        return following.name != "p" or (find_marked_lead(following) is None and find_question(following) is None)
    return following.name in ("ul", "ol", "dl", "table", "pre", "blockquote") or is_picture(following)


def is_picture(block: Tag) -> bool:
    """Return whether a block has a picture and no text."""
    return block.name == "img" or (has_element(block, "img") and not block_text(block))


def find_question(block: Tag) -> Title | None:
    """Return a question such as `Q. …?`."""
    return make_title(TitleKind.QUESTION, LEAD_LEVEL, block) if QUESTION_LABEL.match(block_text(block)) else None


def find_numbered_lead(block: Tag, following: Tag) -> Title | None:
    """Return a title such as `1) Name` above its text, which Markdown reads as a list of one item.

    `1. Name` is a title only in bold or as a question; otherwise it can be a step among steps.
    """
    items = block.find_all("li", recursive=False)
    if len(items) != 1 or following.name in (*HEADINGS, "hr", "ol", "details"):
        return None
    (item,) = items
    if not is_short_name(item, MAX_PLAIN_CHARACTERS) or item.find(["p", "ul", "ol", "pre", "table", "a"]) is not None:
        return None
    is_title = is_marked(item) or is_question(without_aside(block_text(item)))
    if block.get(DELIMITER_ATTRIBUTE) != ")" and not is_title:
        return None
    return make_title(TitleKind.LEAD, LEAD_LEVEL, item)


def find_marked_lead(block: Tag) -> Title | None:
    """Return a lead line that is in bold or code, or has a number or sign before it."""
    is_lead = is_marked(block) and is_short_name(block, MAX_MARKED_CHARACTERS)
    return make_title(TitleKind.LEAD, LEAD_LEVEL, block) if is_lead else None


def find_plain_lead(block: Tag) -> Title | None:
    """Return a short plain line that is no sentence, no caption and no label of an example."""
    is_lead = is_short_name(block, MAX_PLAIN_CHARACTERS) and not has_element(block, "a")
    return make_title(TitleKind.LEAD, LEAD_LEVEL, block) if is_lead else None


def is_short_name(block: Tag, max_characters: int) -> bool:
    """Return whether a block is one short line that names something; a question can be longer."""
    text = block_text(block)
    limit = MAX_QUESTION_CHARACTERS if is_question(without_aside(text)) else max_characters
    return len(text) <= limit and is_single_line(block) and names_something(text, marked=is_marked(block))


def is_single_line(block: Tag) -> bool:
    """Return whether a block is one line of text and nothing else; a formula alone is no name."""
    if has_element(block, "br", "img", "video", "audio") or "\n" in block.get_text().strip():
        return False
    return len(letters_inside(block, "span")) < len("".join(block_text(block).split()))


def is_marked(block: Tag) -> bool:
    """Return whether a line has a number or sign before it, or is all in bold or in code."""
    text = block_text(block)
    if NUMBER.match(text) or BULLET.match(text):
        return True
    length = len("".join(NUMBER.sub("", text).split()))
    marked = (letters_inside(block, *names) for names in (("strong", "b"), ("code",)))
    return any(letters and length <= len(letters) + 2 for letters in marked)


def letters_inside(block: Tag, *names: str) -> str:
    """Return the text of a block inside elements of these names, without white space."""
    return "".join("".join(tag.get_text().split()) for tag in find_elements(block, *names))


def find_summary(block: Tag, settings: SplittingSettings) -> Title | None:
    """Return the question of a `<details>`, None if its summary is a mere label such as "정답" or "click"."""
    if block.name != "details" or settings.split is not Split.AUTO:
        return None
    summary = block.find("summary", recursive=False)
    if not isinstance(summary, Tag) or not block_text(summary) or ANSWER_LABEL.match(block_text(summary)):
        return None
    return make_title(TitleKind.DETAILS, LEAD_LEVEL, summary)
