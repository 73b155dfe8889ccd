"""Titles inside quotes and alerts: the question that an alert asks, and questions with their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from notedeck.korean.answers import starts_answer
from notedeck.korean.exam_titles import QUESTION_NUMBER
from notedeck.korean.questions import MAY_BE_LABELLED, has_question_label, is_problem_label, is_question_line
from notedeck.markup.comments import COMMENT_ATTRIBUTE
from notedeck.model import TitleKind, Value
from notedeck.sections.blocks import HEADINGS, Block, list_blocks
from notedeck.sections.lines import has_several_lines, split_at_titles
from notedeck.sections.links import own_text
from notedeck.sections.titles import LEAD_LEVEL, Title, asks_for_choice, make_title
from notedeck.util.tree import Element, list_attributes, make_element, take_elements, text_content

TITLED_ALERT = "alert-title"
ASKING_ALERT = "alert-question"  # of Obsidian's kinds `question`, `help` and `faq`
MIN_PARTS = 2  # of a quote: a question and its answer
MIN_ANSWERED = 2  # of the questions in a box, without a label before an answer
QUESTION_LINES = ("p", *HEADINGS)


class Part(Value, frozen=True):
    """A title inside a container, and the blocks below it; `has_leads` is whether lines among them can be titles."""

    title: Title
    blocks: list[Block]
    has_leads: bool = True


class Container(Value, frozen=True):
    """The titles inside a list or box, and what stands `before` the first of them; no parts if it has none.

    A block among the parts belongs to the title above the container.
    """

    parts: Sequence[Part | Block] = ()
    before: Block | None = None


NOTHING = Container()


def open_alert(block: Block) -> Container:
    """Return the question that the title of an alert asks; else its title, if questions with answers are below it."""
    title = block.element[0] if len(block.element) else None
    if title is None or title.get("class") != TITLED_ALERT:
        return NOTHING
    head = Block(title)
    is_question = is_asking_alert(block.element) or has_question_label(head.text) or is_question_line(head.text)
    if not is_question and not holds_answered_question(block):
        return NOTHING
    return take_alert_title(block, TitleKind.QUESTION if is_question else TitleKind.LEAD)


def take_alert_title(block: Block, kind: TitleKind) -> Container:
    """Return the title of an alert as a title, with the text of the alert below it."""
    title = block.element[0]
    comments = title.get(COMMENT_ATTRIBUTE)
    take_elements(block.element, [title])
    blocks = list_blocks(block.element)
    if comments is not None:
        blocks.insert(0, Block(make_element("p", (), {COMMENT_ATTRIBUTE: comments})))
    return Container([Part(make_title(kind, LEAD_LEVEL, Block(title)), blocks, has_leads=False)])


def open_quote(block: Block) -> Container:
    """Return the questions of a quote that starts with one, or has one with an answer, and what stands before them."""
    first_line = next((line for line in block.text_lines if line.strip()), "")
    starts_with_question = has_question_label(first_line) and block.element[0].tag == "p"
    if is_asking_quote(block):
        question, *answer = list_blocks(block.element)
        return Container([Part(make_title(TitleKind.QUESTION, LEAD_LEVEL, question), answer)])
    if not starts_with_question and not holds_answered_question(block):
        return NOTHING
    pieces = [piece for part in list_blocks(block.element) for piece in split_at_titles(part, lead_lines=False)]
    pairs = enumerate(zip_longest(pieces, pieces[1:]))
    first = next((number for number, (piece, following) in pairs if is_title(piece, following)), None)
    if first is None:
        return NOTHING
    if first == 1 and pieces[0].name in HEADINGS:
        return Container([Part(make_title(TitleKind.LEAD, LEAD_LEVEL, pieces[0]), pieces[1:], has_leads=False)])
    nodes = [piece.element for piece in pieces[:first]]
    before = Block(make_element(block.name, nodes, list_attributes(block.element))) if nodes else None
    return Container(list_parts(pieces[first:]), before)


def is_asking_quote(block: Block) -> bool:
    """Return whether the first paragraph of a quote is one line that asks, and the rest of it does not."""
    if len(block.element) < MIN_PARTS or block.element[0].tag != "p":
        return False
    first, *others = map(Block, block.element)
    asks_again = any(other.text.endswith(("?", "？")) for other in others)
    return is_question_line(first.text) and not has_several_lines(first) and not asks_again


def is_title(block: Block, following: Block | None) -> bool:
    """Return whether a block of a quote is a question with a label, or an alert that asks."""
    return is_labelled(block, following) or is_asking_alert(block.element)


def is_labelled(block: Block, following: Block | None) -> bool:
    """Return whether a block is a line with the label of a question, or a heading that asks or counts questions.

    `문제: …` can also describe a problem, unless an answer follows.
    """
    is_answered = following is not None and starts_answer(following.text)
    if block.name in QUESTION_LINES and has_question_label(block.text):
        return is_answered or is_question_line(block.text) or not is_problem_label(block.text)
    is_counted = QUESTION_NUMBER.match(block.text) is not None
    return block.name in HEADINGS and (is_counted or is_question_line(block.text))


def list_parts(blocks: Sequence[Block]) -> list[Part | Block]:
    """Return blocks by their questions; those before the first question stay blocks."""
    parts: list[Part | Block] = []
    for block, following in zip_longest(blocks, blocks[1:]):
        if is_asking_alert(block.element):
            parts += open_alert(block).parts
        elif is_labelled(block, following) or asks_for_choice(block, following):
            parts.append(Part(make_title(TitleKind.QUESTION, LEAD_LEVEL, block), []))
        elif parts and isinstance(part := parts[-1], Part):
            part.blocks.append(block)
        else:
            parts.append(block)
    return parts


def holds_answered_question(block: Block) -> bool:
    """Return whether a box or list item has a question and an answer with labels below it, or an alert that asks.

    Of several questions with a label, two need to have any text below them.
    """
    if "div" in block.inner_names and any(map(is_asking_alert, block.element.iterchildren("div"))):
        return True
    if not MAY_BE_LABELLED.search(block.text):
        return False
    questions, answered, is_open = 0, 0, False
    for line in filter(str.strip, list_lines(block.element)):
        if has_question_label(line) or QUESTION_NUMBER.match(line):
            questions, is_open = questions + 1, True
        elif questions and starts_answer(line):
            return True
        else:
            answered, is_open = answered + is_open, False
    return answered >= MIN_ANSWERED


def is_asking_alert(element: Element) -> bool:
    """Return whether an element is an alert of a kind that asks; its answer is in it or follows it."""
    return element.tag == "div" and ASKING_ALERT in element.get("class", "").split()


def list_lines(element: Element) -> Iterable[str]:
    """Yield the lines of the paragraphs, headings and list items in an element."""
    for inner in element.iterdescendants("li", *QUESTION_LINES):
        yield from (own_text(inner) if inner.tag == "li" else text_content(inner)).split("\n")
