"""What is a title: headings, lead lines (short lines that name what follows), summaries of details, questions."""

from __future__ import annotations

from notedeck.config.settings import SplittingSettings
from notedeck.korean.labels import ANSWER_LABEL, BULLET, NUMBER, QUESTION_LABEL, names_something, without_aside
from notedeck.korean.sentences import is_question
from notedeck.model import Split, TitleKind, Value
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.util.tree import inner_html

LEAD_LEVEL = 7
DELIMITER_ATTRIBUTE = "data-delimiter"  # on an `<ol>` while titles are searched: the sign after its first number
MAX_PLAIN_CHARACTERS = 60  # the longest plain lead lines of the surveyed notes are shorter
MAX_MARKED_CHARACTERS = 80  # of a line all in bold or code
MAX_QUESTION_CHARACTERS = 120
NAMED_BLOCKS = frozenset({"ul", "ol", "dl", "table", "pre", "blockquote"})  # by a plain line before them
UNNAMED_BLOCKS = frozenset({*HEADINGS, "hr", "ol", "details"})  # by a number before them
MARKING_ELEMENTS = frozenset({"strong", "b", "code"})
MULTILINE_ELEMENTS = frozenset({"br", "img", "video", "audio"})
NO_LEAD_ELEMENTS = frozenset({"p", "ul", "ol", "pre", "table", "a"})  # in an item that is a title


class Title(Value, frozen=True):
    """The text of a front: `text` is plain, `html` inline, `level` as in Section, `line` in the file."""

    kind: TitleKind
    level: int
    text: str
    html: str
    line: int


def make_title(kind: TitleKind, level: int, block: Block) -> Title:
    """Return the content of a block as a title."""
    return Title(kind, level, block.text, inner_html(block.element), block.line)


def find_heading(block: Block, settings: SplittingSettings) -> Title | None:
    """Return the title of a heading; None if it is empty or too deep for the setting `split`."""
    if block.name not in HEADINGS or not (block.text or "img" in block.inner_names):
        return None
    level = int(block.name[1])
    deepest = int(settings.split.value[1]) if settings.split.value[1:].isdigit() else 6
    return make_title(TitleKind.HEADING, level, block) if level <= deepest else None


def find_lead(block: Block, following: Block | None, settings: SplittingSettings, *, after_title: bool) -> Title | None:
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
    is_lead = block.name == "p" and is_lead_line(block, following, after_title=after_title)
    return make_title(TitleKind.LEAD, LEAD_LEVEL, block) if is_lead else None


def is_lead_line(block: Block, following: Block, *, after_title: bool) -> bool:
    """Return whether a short line is the title of the block after it."""
    if is_marked(block):
        is_name = is_short_name(block, MAX_MARKED_CHARACTERS, marked=True)
        return is_name and not (following.name == "p" and is_title_itself(following))
    can_be_named = following.name in NAMED_BLOCKS or is_picture(following)
    return can_be_named and not after_title and is_plain_name(block)


def is_title_itself(paragraph: Block) -> bool:
    """Return whether a paragraph is a title that names what follows it, rather than the text of another title."""
    return is_marked_lead(paragraph) or QUESTION_LABEL.match(paragraph.text) is not None


def is_picture(block: Block) -> bool:
    """Return whether a block has a picture and no text."""
    return block.name == "img" or ("img" in block.inner_names and not block.text)


def find_question(block: Block) -> Title | None:
    """Return a question such as `Q. …?`."""
    return make_title(TitleKind.QUESTION, LEAD_LEVEL, block) if QUESTION_LABEL.match(block.text) else None


def find_numbered_lead(block: Block, following: Block) -> Title | None:
    """Return a title such as `1) Name` above its text, which Markdown reads as a list of one item.

    `1. Name` is a title only in bold or as a question; otherwise it can be a step among steps.
    """
    items = [*block.element.iterchildren("li")]
    if len(items) != 1 or following.name in UNNAMED_BLOCKS:
        return None
    item = Block(items[0])
    if not NO_LEAD_ELEMENTS.isdisjoint(item.inner_names):
        return None
    has_mark = is_marked(item)
    is_title = has_mark or block.element.get(DELIMITER_ATTRIBUTE) == ")" or is_question(without_aside(item.text))
    is_lead = is_title and is_short_name(item, MAX_PLAIN_CHARACTERS, marked=has_mark)
    return make_title(TitleKind.LEAD, LEAD_LEVEL, item) if is_lead else None


def is_marked_lead(block: Block) -> bool:
    """Return whether a block is a lead line in bold or code, or with a number or sign before it."""
    return is_marked(block) and is_short_name(block, MAX_MARKED_CHARACTERS, marked=True)


def is_plain_name(block: Block) -> bool:
    """Return whether a line without marks is short, and no sentence, no caption and no label of an example."""
    return "a" not in block.inner_names and is_short_name(block, MAX_PLAIN_CHARACTERS, marked=False)


def is_short_name(block: Block, max_characters: int, *, marked: bool) -> bool:
    """Return whether a block is one short line that names something; a question can be longer."""
    text = block.text
    if len(text) > MAX_QUESTION_CHARACTERS:
        return False
    limit = MAX_QUESTION_CHARACTERS if is_question(without_aside(text)) else max_characters
    return len(text) <= limit and is_single_line(block) and names_something(text, marked=marked)


def is_single_line(block: Block) -> bool:
    """Return whether a block is one line of text and nothing else; a formula alone is no name."""
    if not MULTILINE_ELEMENTS.isdisjoint(block.inner_names) or "\n" in "".join(block.texts).strip():
        return False
    return len(block.letters_inside("span")) < len("".join(block.text.split()))


def is_marked(block: Block) -> bool:
    """Return whether a line has a number or sign before it, or is all in bold or in code; a long one never is."""
    text = block.text
    if len(text) > MAX_QUESTION_CHARACTERS:
        return False
    if NUMBER.match(text) or BULLET.match(text):
        return True
    if MARKING_ELEMENTS.isdisjoint(block.inner_names):
        return False
    length = len("".join(NUMBER.sub("", text).split()))
    marked = (block.letters_inside(*names) for names in (("strong", "b"), ("code",)))
    return any(letters and length <= len(letters) + 2 for letters in marked)


def find_summary(block: Block, settings: SplittingSettings) -> Title | None:
    """Return the question of a `<details>`, None if its summary is a mere label such as "정답" or "click"."""
    if block.name != "details" or settings.split is not Split.AUTO:
        return None
    element = block.element.find("summary")
    summary = Block(element) if element is not None else None
    if summary is None or not summary.text or ANSWER_LABEL.match(summary.text):
        return None
    return make_title(TitleKind.DETAILS, LEAD_LEVEL, summary)
