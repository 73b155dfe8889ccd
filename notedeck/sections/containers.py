"""Titles inside lists: headings in list items, and questions with their answers; `boxes` opens quotes and alerts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from notedeck.config.settings import SplittingSettings
from notedeck.korean.answers import MAY_ANSWER, starts_answer
from notedeck.korean.choices import is_judged
from notedeck.korean.questions import MAY_ASK, find_question_end, has_question_label, is_question_line
from notedeck.model import Split, TitleKind, Value
from notedeck.sections.blocks import BLOCKS, HEADINGS, LISTS, Block, list_blocks, names_something
from notedeck.sections.boxes import NOTHING, Container, Part, holds_answered_question, open_alert, open_quote
from notedeck.sections.inner_headings import (
    copy_items,
    open_heading_in_alert,
    open_headings_in_list,
    open_headings_in_quote,
)
from notedeck.sections.leads.bold_labels import find_bold_label
from notedeck.sections.lines import copy_lines, split_at_question, split_lines
from notedeck.sections.named_answers import starts_named_answer
from notedeck.sections.shallow_items import starts_bold
from notedeck.sections.titles import LEAD_LEVEL, find_heading, make_title
from notedeck.util.tree import (
    Element,
    line_of,
    list_attributes,
    list_nodes,
    make_element,
    spaced_text,
    take_elements,
    text_content,
)

ANSWER_PATHS = ("p", "ul/li", "ol/li", "ul/li/p", "ol/li/p")
INNER_ITEMS = ("ul/li", "ol/li", "ul/li/ul/li")
MIN_ASKING = 3  # items of a list, so that the others with a text below them are questions as well
MIN_ASKING_SHARE = 0.75
MIN_BOLD_TITLES = 2
MIN_BOLD_SHARE = 0.75
MIN_TOPICS = 4  # items that do not ask, so that a question without a label among them is one of them
MIN_TOPICS_PER_QUESTION = 3
REMARK = re.compile(r"[:：]?(?:\s*[(（][^()（）]*[)）])?[:：]?")  # after a title in bold


def open_container(block: Block, settings: SplittingSettings) -> Container:
    """Return the titles inside a block."""
    if settings.split is not Split.AUTO:
        return NOTHING
    if block.name in LISTS:
        container = open_list(block, settings)
        return container if container.parts else open_headings_in_list(block, settings)
    if block.name == "blockquote":
        container = open_quote(block)
        return container if container.parts else open_headings_in_quote(block, settings)
    is_alert = block.name == "div" and "alert" in block.element.get("class", "").split()
    if not is_alert:
        return NOTHING
    container = open_alert(block)
    return container if container.parts else open_heading_in_alert(block, settings)


def open_list(block: Block, settings: SplittingSettings) -> Container:
    """Return the headings and questions that are items of a list."""
    if not may_hold_titles(block):
        return NOTHING
    items = block.element.findall("li")
    heads = [find_head(item) for item in items]
    has_headings = any(head.name in HEADINGS for head in heads) and any(map(has_more, items, heads))
    if settings.lead_lines and not has_headings and is_list_of_bold_titles(block.element, items, heads):
        pairs = zip(items, heads, strict=True)
        return Container([read_bold_item(item, head, settings) for item, head in pairs])
    is_title = mark_titles(items, heads, has_headings=has_headings)
    if True not in is_title or (not has_headings and are_toggles(items, heads, is_title)):
        return open_toggles(block, items, heads, settings)
    if not (has_headings or len(items) == 1 or has_answers(items, heads) or are_judged(heads)):
        return NOTHING
    first = is_title.index(True)
    parts: list[Part] = []
    for item, head, starts in list(zip(items, heads, is_title, strict=True))[first:]:
        if starts:
            parts.append(read_item(item, head, settings))
        else:
            parts[-1].blocks.extend(read_other_item(block.element, item))
    take_elements(block.element, items[first:])
    return Container(parts, Block(block.element) if first else None)


def open_toggles(
    block: Block, items: Sequence[Element], heads: Sequence[Head], settings: SplittingSettings
) -> Container:
    """Return the items of a list that ask and answer, or hold others that do; the list goes on around them."""
    is_toggle = mark_toggles(items, heads)
    if True not in is_toggle:
        return NOTHING
    first = is_toggle.index(True)
    parts: list[Part | Block] = []
    for is_part, group in groupby(range(first, len(items)), key=is_toggle.__getitem__):
        if is_part:
            parts += [read_toggle(items[number], heads[number], settings) for number in group]
        else:
            parts.append(copy_items(block, items, [*group]))
    take_elements(block.element, items[first:])
    return Container(parts, Block(block.element) if first else None)


def mark_toggles(items: Sequence[Element], heads: Sequence[Head]) -> list[bool]:
    """Return which items of a list are cards: those that ask, or hold questions.

    Among many questions, a topic with a text below it is a card as well; among many topics, `Duplicates?` is none.
    """
    asks = list(map(holds_question, items, heads))
    is_topic = [not is_asking and is_set for is_asking, is_set in zip(asks, map(is_set_off, items, heads), strict=True)]
    asking, topics = sum(asks), sum(is_topic)
    if topics and asking >= max(MIN_ASKING, MIN_ASKING_SHARE * (asking + topics)):
        return [is_asking or is_other for is_asking, is_other in zip(asks, is_topic, strict=True)]
    if topics >= MIN_TOPICS and topics >= MIN_TOPICS_PER_QUESTION * asking:
        bare = map(is_toggle, items, heads)
        return [is_asking and not is_bare for is_asking, is_bare in zip(asks, bare, strict=True)]
    return asks


def is_set_off(item: Element, head: Head) -> bool:
    """Return whether an item has a text below its first line, and a blank line between them."""
    return head.name == "p" and not head.has_more_lines and len(item) > 1


def holds_question(item: Element, head: Head) -> bool:
    """Return whether an item asks and answers, set off from its answer, or an item of the lists inside does.

    Without a blank line between them, question and answer need labels.
    """
    if is_toggle(item, head):
        return True
    if head.has_more_lines or not head.text:
        return False
    if holds_answered_question(Block(item)):
        return True
    inner = (element for path in INNER_ITEMS for element in item.iterfind(path) if head.name == "p")
    return any(is_toggle(element, find_head(element)) for element in inner)


def is_toggle(item: Element, head: Head) -> bool:
    """Return whether an item asks, and its answer is set off from it; numbers in a list or quote may be choices."""
    if head.name != "p" or not is_question_line(head.text):
        return False
    return any(element.tag not in ("ol", "blockquote") for element in [*item][1:])


def are_toggles(items: Sequence[Element], heads: Sequence[Head], is_title: Sequence[bool]) -> bool:
    """Return whether some items are titles, and each of them is one by itself, as toggles are."""
    triples = zip(items, heads, is_title, strict=True)
    return False in is_title and all(is_toggle(item, head) for item, head, starts in triples if starts)


def read_toggle(item: Element, head: Head, settings: SplittingSettings) -> Part:
    """Return an item that asks, or that holds questions, as a part."""
    return read_item(item, head, settings, TitleKind.QUESTION if is_question_line(head.text) else TitleKind.LEAD)


def mark_titles(items: Sequence[Element], heads: Sequence[Head], *, has_headings: bool) -> list[bool]:
    """Return which items of a list are titles: headings and labelled questions, or all if each asks and answers.

    An item with a labelled answer below it asks, however it ends: `A tree is a ( ) graph.`
    """
    if has_headings:
        return [head.name in HEADINGS or has_question_label(head.text) for head in heads]
    if are_judged(heads) or are_answered_in_line(heads) or all(map(has_labelled_answer, items, heads)):
        return [True] * len(heads)
    all_ask = all(is_question_line(head.text) and has_more(item, head) for item, head in zip(items, heads, strict=True))
    return [all_ask or has_question_label(head.text) for head in heads]


def has_labelled_answer(item: Element, head: Head) -> bool:
    """Return whether an item has an answer with a label such as `정답:` below its first line, or right below that."""
    if not MAY_ANSWER.search(spaced_text(item)):
        return False
    below = (Block(inner) for path in ANSWER_PATHS for inner in item.iterfind(path))
    return not starts_answer(head.text) and any(map(starts_named_answer, below))


def are_answered_in_line(heads: Sequence[Head]) -> bool:
    """Return whether all of several items are a question and, on the same line, its answer."""
    return len(heads) >= MIN_ASKING and all(find_question_end(head.text) for head in heads)


def are_judged(heads: Sequence[Head]) -> bool:
    """Return whether all of several items are statements with `(O)` or `(X)`."""
    return len(heads) > 1 and all(is_judged(head.text) for head in heads)


def may_hold_titles(block: Block) -> bool:
    """Return whether an item of a list can be a title; the other lists are ruled out without a closer look."""
    has_marks = not block.inner_names.isdisjoint(HEADINGS) or (block.name == "ol" and "strong" in block.inner_names)
    return has_marks or MAY_ASK.search(block.text) is not None or MAY_ANSWER.search(block.text) is not None


class Head(Value, frozen=True):
    """The first line of a list item: the name of its element ("" for loose text), its text, and whether more follow."""

    name: str
    text: str
    has_more_lines: bool


def find_head(item: Element) -> Head:
    """Return what a list item begins with."""
    text = ""
    for node in list_nodes(item):
        if isinstance(node, str):
            text += node
        elif node.tag not in BLOCKS:
            text += text_content(node)
        elif text.strip():
            break
        elif node.tag not in HEADINGS or names_something(Block(node)):
            return Head(str(node.tag), *split_head(text_content(node)))
    return Head("", *split_head(text))


def split_head(text: str) -> tuple[str, bool]:
    """Return the first line of a text, and whether more lines follow."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    return next(iter(lines), ""), len(lines) > 1


def is_list_of_bold_titles(element: Element, items: Sequence[Element], heads: Sequence[Head]) -> bool:
    """Return whether each item of a numbered list is a line in bold, set off from text below it.

    Among several such lines, another can have its text right after the bold name, and one can have none yet.
    """
    if element.tag != "ol" or len(items) < MIN_BOLD_TITLES or not all(head.name == "p" for head in heads):
        return False
    titles = [is_bold(item, head) and has_more(item, head) for item, head in zip(items, heads, strict=True)]
    return all(titles) or (sum(titles) >= MIN_BOLD_SHARE * len(items) and all(map(starts_bold, items)))


def is_bold(item: Element, head: Head) -> bool:
    """Return whether the first paragraph of an item is one line, all in bold but for a remark in brackets."""
    paragraph = item[0]
    first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
    if first is None or first.tag not in ("strong", "b"):
        return False
    bold = " ".join(text_content(first).split()).rstrip(":：")
    rest = head.text[len(bold) :].strip()
    return bool(bold) and head.text.startswith(bold) and REMARK.fullmatch(rest) is not None


def has_more(item: Element, head: Head) -> bool:
    """Return whether there is anything below the first line of an item."""
    if head.has_more_lines:
        return True
    nodes = [node for node in list_nodes(item) if not isinstance(node, str) or node.strip()]
    return len(nodes) > 1 if head.name else any(not isinstance(node, str) and node.tag in BLOCKS for node in nodes)


def has_answers(items: Sequence[Element], heads: Sequence[Head]) -> bool:
    """Return whether any of several items answers: below its first line, on it, or with a label."""
    return any(
        has_more(item, head) or starts_answer(head.text) or find_question_end(head.text)
        for item, head in zip(items, heads, strict=True)
    )


def read_item(item: Element, head: Head, settings: SplittingSettings, kind: TitleKind = TitleKind.QUESTION) -> Part:
    """Return an item that is a title as a part."""
    blocks = list_blocks(item)
    first, *others = blocks
    heading = find_heading(first, settings) if head.name in HEADINGS else None
    if heading is not None:
        return Part(heading, others)
    question, *answer = split_title(first, head)
    title = make_title(kind, LEAD_LEVEL, question).replace(line=question.line or line_of(item))
    return Part(title, [*answer, *others])


def read_bold_item(item: Element, head: Head, settings: SplittingSettings) -> Part:
    """Return an item that begins in bold as a part; `**Name**: text` has its name as the title."""
    blocks = list_blocks(item)
    lead = None if is_bold(item, head) else find_bold_label(blocks[0])
    if lead is None or lead.rest is None:
        return read_item(item, head, settings, TitleKind.LEAD)
    return Part(lead.title, [lead.rest, *blocks[1:]])


def split_title(first: Block, head: Head) -> list[Block]:
    """Return the first block of an item in parts, the title first: its first line if that ends in a colon."""
    if first.name != "p":
        return [first]
    if head.has_more_lines and head.text.endswith((":", "：")):
        line, *others = split_lines(first)
        return [copy_lines(first, [line]), copy_lines(first, others)]
    return split_at_question(first)


def read_other_item(parent: Element, item: Element) -> list[Block]:
    """Return an item below a question: an answer with a label as its blocks, any other as a list."""
    if starts_answer(find_head(item).text):
        return list_blocks(item)
    return [Block(make_element(str(parent.tag), [item], list_attributes(parent)))]
