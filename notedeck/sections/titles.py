"""What is a title: headings, questions, summaries of details, and what a lead line looks like (see `leads`)."""

from __future__ import annotations

import re

from notedeck.config.settings import SplittingSettings
from notedeck.korean.answers import ANSWER_ARROW, hides_answer, starts_answer
from notedeck.korean.choices import are_choices
from notedeck.korean.exam_titles import QUESTION_TITLE
from notedeck.korean.labels import BULLET, NUMBER, drop_aside, names_something
from notedeck.korean.questions import has_question_label, is_numbered_task, is_problem_label, is_question_line
from notedeck.korean.sentences import is_question, is_sentence
from notedeck.model import Split, TitleKind, Value
from notedeck.sections.blocks import HEADINGS, LISTS, Block, copy_without_footnotes, find_footnote_labels
from notedeck.sections.links import own_text
from notedeck.util.tree import inner_html, list_nodes

LEAD_LEVEL = 7
DELIMITER_ATTRIBUTE = "data-delimiter"  # on an `<ol>` while titles are searched: the sign after its first number
MAX_PLAIN_CHARACTERS = 60  # the longest plain lead lines of the surveyed notes are shorter
MAX_MARKED_CHARACTERS = 80  # of a line all in bold or code
MAX_QUESTION_CHARACTERS = 120
MAX_LABEL_CHARACTERS = 20
MARKING_ELEMENTS = frozenset({"strong", "b", "code"})
HEADING_BOXES = LISTS | {"blockquote"}
UNINDENTED_BLOCKS = frozenset({"p", "pre", "table", "img"})
QUOTED_BLOCKS = UNINDENTED_BLOCKS | LISTS  # below a heading that is all of a quote
TOPIC = re.compile(r"[은는이가을를의에와과]")
MULTILINE_ELEMENTS = frozenset({"br", "img", "video", "audio"})
REMARK = re.compile(r"\s?[(（][^()（）]{1,40}[)）](?=\s?[:：]$)")  # after a title in bold, before its colon


class Title(Value, frozen=True):
    """The text of a front: `text` is plain, `html` inline, `level` as in Section, `line` in the file.

    `footnotes` are the labels of those that it refers to; the references are not shown on the front.
    """

    kind: TitleKind
    level: int
    text: str
    html: str
    line: int
    footnotes: tuple[str, ...] = ()


def make_title(kind: TitleKind, level: int, block: Block) -> Title:
    """Return the content of a block as a title."""
    labels = tuple(find_footnote_labels(block.element)) if "sup" in block.inner_names else ()
    if labels:
        block = Block(copy_without_footnotes(block.element))
    return Title(kind, level, block.text, inner_html(block.element), block.line, labels)


def find_heading(block: Block, settings: SplittingSettings) -> Title | None:
    """Return the title of a heading; None if it is empty or too deep for the setting `split`."""
    if block.name not in HEADINGS or not (block.text or "img" in block.inner_names):
        return None
    level = int(block.name[1])
    deepest = int(settings.split.value[1]) if settings.split.value[1:].isdigit() else 6
    return make_title(TitleKind.HEADING, level, block) if level <= deepest else None


def find_lone_heading(block: Block, following: Block | None, settings: SplittingSettings) -> Title | None:
    """Return the heading that is all of a quote or of a list of one item, `- ## Name`, if its text follows outside."""
    if block.name not in HEADING_BOXES or settings.split is not Split.AUTO or block.inner_names.isdisjoint(HEADINGS):
        return None
    is_quote = block.name == "blockquote"
    if following is None or following.name not in (QUOTED_BLOCKS if is_quote else UNINDENTED_BLOCKS):
        return None
    if not is_quote and len(block.element) != 1:
        return None
    parent = block.element if is_quote else block.element[0]
    nodes = [node for node in list_nodes(parent) if not isinstance(node, str) or node.strip()]
    heading = nodes[0] if len(nodes) == 1 else ""
    if isinstance(heading, str) or (is_quote and ("a" in block.inner_names or is_sentence(block.text))):
        return None
    return find_heading(Block(heading), settings)


def find_question(block: Block, following: Block | None, settings: SplittingSettings) -> Title | None:
    """Return a question with a label, such as `Q. …?`; `문제: …` can also describe a problem."""
    if block.name != "p" or settings.split is not Split.AUTO:
        return None
    if is_numbered_task(block.text) and block.inner_names.isdisjoint(MARKING_ELEMENTS):
        return make_title(TitleKind.QUESTION, LEAD_LEVEL, block)
    if not settings.lead_lines and asks_for_choice(block, following):
        return make_title(TitleKind.QUESTION, LEAD_LEVEL, block)
    if not has_question_label(block.text):
        return make_title(TitleKind.QUESTION, LEAD_LEVEL, block) if is_label(block, following) else None
    is_answered = following is not None and starts_answer(following.text)
    if is_problem_label(block.text) and not is_question_line(block.text) and not is_answered:
        return None
    return make_title(TitleKind.QUESTION, LEAD_LEVEL, block)


def asks_for_choice(block: Block, following: Block | None) -> bool:
    """Return whether a line with a number or in bold asks, and its choices follow: a question even inside an answer."""
    return following is not None and is_question_line(block.text) and is_marked(block) and has_choices(following)


def is_label(block: Block, following: Block | None) -> bool:
    """Return whether a line is only a label, such as `질문`, above the text of a question."""
    is_above_text = len(block.text) <= MAX_LABEL_CHARACTERS and following is not None and following.name == "p"
    return is_above_text and QUESTION_TITLE.match(block.text) is not None


def is_part_of_answer(block: Block) -> bool:
    """Return whether a line answers a question, or lists its choices."""
    is_answer = starts_answer(block.text) or ANSWER_ARROW.match(block.text) is not None
    return is_answer or (block.name == "p" and are_choices(block.text_lines))


def list_lines(block: Block) -> list[str]:
    """Return the lines of a block that show something, each item of a list as one, without the lists inside it."""
    if block.name in LISTS:
        return [own_text(item).strip() for item in block.element.findall("li")]
    return [line for line in block.text_lines if line.strip()]


def has_choices(block: Block) -> bool:
    """Return whether a block is the choices of a question."""
    if block.name in LISTS:
        return are_choices(list_lines(block))
    return block.name == "p" and are_choices(block.text_lines)


def is_picture(block: Block) -> bool:
    """Return whether a block has a picture and no text."""
    return block.name == "img" or ("img" in block.inner_names and not block.text)


def is_marked_lead(block: Block) -> bool:
    """Return whether a block is a lead line in bold or code, or with a number or sign before it."""
    return is_marked(block) and is_short_name(block, MAX_MARKED_CHARACTERS, marked=True)


def is_plain_name(block: Block) -> bool:
    """Return whether a line without marks is short, and no sentence, no caption and no label of an example."""
    return "a" not in block.inner_names and is_short_name(block, MAX_PLAIN_CHARACTERS, marked=False)


def is_long_name(block: Block) -> bool:
    """Return whether a line is a name like others around it, but longer than most."""
    return "a" not in block.inner_names and is_short_name(block, MAX_QUESTION_CHARACTERS, marked=False)


def is_all_code(block: Block, max_letters_after: int = 0) -> bool:
    """Return whether a text is all in code, but for a few letters after that."""
    letters = block.letters_inside("code")
    return bool(letters) and len("".join(block.text.split())) <= len(letters) + max_letters_after


def is_short_name(block: Block, max_characters: int, *, marked: bool) -> bool:
    """Return whether a block is one short line that names something; a question can be longer."""
    text = block.text
    if len(text) > MAX_QUESTION_CHARACTERS:
        return False
    limit = MAX_QUESTION_CHARACTERS if is_question(drop_aside(text)) else max_characters
    return len(text) <= limit and is_single_line(block) and names_something(text, marked=marked)


def is_single_line(block: Block) -> bool:
    """Return whether a block is one line of text and nothing else; a formula alone is no name, also as code."""
    if not MULTILINE_ELEMENTS.isdisjoint(block.inner_names) or "\n" in "".join(block.texts).strip():
        return False
    if block.text.startswith("$") and block.text.endswith("$"):
        return False
    letters = block.letters_inside("span") if "span" in block.inner_names else ""
    return not letters or len(letters) < len("".join(block.text.split()))


def is_marked(block: Block) -> bool:
    """Return whether a line has a number or sign before it, or is all in bold or in code; a long one never is."""
    text = block.text
    if len(text) > MAX_QUESTION_CHARACTERS:
        return False
    if NUMBER.match(text) or BULLET.match(text):
        return True
    if MARKING_ELEMENTS.isdisjoint(block.inner_names):
        return False
    if "code" in block.inner_names and (is_code_row(block) or is_topic_in_code(block)):
        return False
    length = len("".join(NUMBER.sub("", REMARK.sub("", text)).split()))
    marked = (block.letters_inside(*names) for names in (("strong", "b"), ("code",)))
    return any(letters and length <= len(letters) + 2 for letters in marked)


def is_code_row(block: Block) -> bool:
    """Return whether a line is several pieces of code with nothing between them: keywords."""
    pieces = [node for node in list_nodes(block.element) if not isinstance(node, str) or node.strip()]
    return len(pieces) > 1 and all(not isinstance(piece, str) and piece.tag == "code" for piece in pieces)


def is_topic_in_code(block: Block) -> bool:
    """Return whether a line is a piece of code and a particle: the beginning of a sentence, such as `abs`는."""
    nodes = [node for node in list_nodes(block.element) if not isinstance(node, str) or node.strip()]
    last = nodes[-1] if len(nodes) == 2 else None
    return isinstance(last, str) and not isinstance(nodes[0], str) and TOPIC.fullmatch(last.strip()) is not None


def find_summary(block: Block, settings: SplittingSettings) -> Title | None:
    """Return the question of a `<details>`, None if its summary is a mere label such as "정답" or "click"."""
    if block.name != "details" or settings.split is not Split.AUTO:
        return None
    element = block.element.find("summary")
    if element is not None and len(element) == 1 and element[0].tag == "p" and not (element.text or "").strip():
        element = element[0]  # blank lines around it, so that GitHub reads its Markdown
    summary = Block(element) if element is not None else None
    if summary is None or not summary.text or hides_answer(summary.text):
        return None
    return make_title(TitleKind.DETAILS, LEAD_LEVEL, summary)
