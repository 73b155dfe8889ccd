"""Lead lines: short lines that name what follows them, and so are the title of a card.

A line in bold or with a number shows what it is. A plain line needs evidence, as a wrong title costs more than a missed
one: it stands right above its list, has others of its kind beside it, and does not explain the title above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import zip_longest

from notedeck.korean.labels import NUMBER
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.model import TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block, Topic
from notedeck.sections.leads.bold_labels import add_bold_labels
from notedeck.sections.leads.bold_numbers import add_bold_letters, add_bold_numbers
from notedeck.sections.leads.bracket_lines import add_bracket_lines
from notedeck.sections.leads.colon_lines import add_colon_lines
from notedeck.sections.leads.fields import drop_aspects, drop_fields, drop_parts_of_answers
from notedeck.sections.leads.flows import drop_flow_steps
from notedeck.sections.leads.groups import add_group_leads, list_sections
from notedeck.sections.leads.levels import Lead, find_sign, nest_leads
from notedeck.sections.leads.numbered_lines import (
    add_counted_lines,
    add_interrupted_lines,
    add_numbered_names,
    find_numbered_title,
    is_named_number,
)
from notedeck.sections.leads.quote_lines import add_quote_lines
from notedeck.sections.links import is_links
from notedeck.sections.titles import (
    LEAD_LEVEL,
    MAX_MARKED_CHARACTERS,
    is_all_code,
    is_long_name,
    is_marked,
    is_marked_lead,
    is_part_of_answer,
    is_picture,
    is_plain_name,
    is_short_name,
    make_title,
)
from notedeck.util.patterns import compile_lazily

MIN_LONG_SIBLINGS = 2
# `stages: fetch, decode, execute` says it all itself.
ENUMERATION = compile_lazily(r"[:：]\s?[^,，、:：]+(?:[,，、]\s?[^,，、:：]+){2}")
CIRCLED_NUMBERS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
NAMED_LISTS = LISTS | {"dl"}
NAMED_BLOCKS = NAMED_LISTS | {"pre", "table", "blockquote"}  # by a plain line above them
MAX_LETTERS_AFTER_CODE = 2  # of the end of a word, such as `[A][B]` 형태
UNNAMED_BLOCKS = frozenset({*HEADINGS, "hr", "details"})  # a line above one of them names nothing


def list_leads(blocks: Sequence[Block], *, is_note: bool) -> list[Lead | None]:
    """Return for each block whether it is the title of the one after it; `is_note` is whether they are a whole note."""
    leads = [find_lead(block, following) for block, following in zip_longest(blocks, blocks[1:])]
    drop_texts_before_leads(leads)
    drop_texts_below_names(leads, blocks)
    drop_code_between_labels(leads, blocks)
    drop_incomplete(leads, blocks)
    start = 0
    for number in range(1, len(blocks) + 1):
        if number == len(blocks) or blocks[number].name in HEADINGS:
            drop_doubtful(leads, blocks, start, number)
            start = number
    if is_note:
        add_numbered_names(leads, blocks)
        add_colon_lines(leads, blocks)
    add_bold_numbers(leads, blocks)
    add_bold_letters(leads, blocks)
    add_interrupted_lines(leads, blocks)
    add_counted_lines(leads, blocks)
    add_bold_labels(leads, blocks)
    add_bracket_lines(leads, blocks)
    add_quote_lines(leads, blocks)
    drop_fields(leads, blocks)
    drop_parts_of_answers(leads, blocks)
    drop_aspects(leads, blocks)
    drop_flow_steps(leads, blocks)
    add_group_leads(leads, blocks)
    drop_lone(leads, blocks, is_note=is_note)
    keep_topics(leads, blocks)
    nest_leads(leads, blocks)
    return leads


def keep_topics(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Make titles of the numbered names of a section, and of no other line in it."""
    for section in list_sections(blocks):
        if any(isinstance(blocks[number], Topic) for number in section):
            for number in section:
                block = blocks[number]
                leads[number] = make_topic(block) if isinstance(block, Topic) else None


def make_topic(topic: Topic) -> Lead:
    """Return a numbered name as a title."""
    return Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, Block(topic.element[0])), is_plain=False)


def drop_texts_before_leads(leads: list[Lead | None]) -> None:
    """Drop the plain lines right above another title: they name nothing."""
    for number, following in enumerate(leads[1:]):
        lead = leads[number]
        if lead is not None and lead.is_plain and following is not None:
            leads[number] = None


def drop_texts_below_names(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the plain lines right below a numbered name: they are its text."""
    for number, block in enumerate(blocks[:-1]):
        following = leads[number + 1]
        if leads[number] is None and following is not None and following.is_plain and is_named_number(block):
            leads[number + 1] = None


def drop_code_between_labels(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the lines in code between two lines such as `To start it:`: the first of these announces them."""
    for number in range(1, len(blocks) - 1):
        is_between = ends_in_colon(blocks[number - 1]) and ends_in_colon(blocks[number + 1])
        if is_between and "code" in blocks[number].inner_names:
            leads[number] = None


def ends_in_colon(block: Block) -> bool:
    """Return whether a block is a text that ends in a colon."""
    return block.name == "p" and block.text.endswith((":", "："))


def drop_incomplete(leads: list[Lead | None], blocks: Sequence[Block]) -> None:
    """Drop the lines with a circled number below a heading if most lines of the same enumeration are no titles."""
    enumeration: list[int] = []
    for number, block in enumerate((*blocks, None)):
        if block is not None and block.name == "p" and block.text[:1] in CIRCLED_NUMBERS:
            enumeration.append(number)
        if block is None or block.name in HEADINGS:
            if 2 * sum(leads[other] is not None for other in enumeration) < len(enumeration):
                for other in enumeration:
                    leads[other] = None
            enumeration = []


def drop_doubtful(leads: list[Lead | None], blocks: Sequence[Block], start: int, end: int) -> None:
    """Drop the plain lines between two headings for which there is too little evidence."""
    present = {number: lead for number in range(start, end) if (lead := leads[number])}
    drop_syntax(leads, blocks, present)
    present = {number: lead for number, lead in present.items() if leads[number] is not None}
    if not any(lead.is_plain for lead in present.values()):
        return
    drop_long(leads, blocks, present)
    present = {number: lead for number, lead in present.items() if leads[number] is not None}
    named_by_any = Counter(blocks[number + 1].name for number in present)
    named_by_plain = Counter(blocks[number + 1].name for number, lead in present.items() if lead.is_plain)
    for number, lead in present.items():
        is_first = blocks[start].name in HEADINGS and all(map(is_links, blocks[start + 1 : number]))
        named = (named_by_plain if is_first else named_by_any) - Counter([blocks[number + 1].name])
        if lead.is_plain and not has_evidence(blocks[number], blocks[number + 1], is_first=is_first, named={*named}):
            leads[number] = None


def drop_syntax(leads: list[Lead | None], blocks: Sequence[Block], present: Mapping[int, Lead]) -> None:
    """Drop the only line in code of a section if it shows how to write the code below it, or is part of a text."""
    lines = [number for number in present if blocks[number].name == "p"]
    in_code = [number for number in lines if is_all_code(blocks[number], MAX_LETTERS_AFTER_CODE)]
    if len(in_code) != 1 or is_counted_or_asks(blocks[in_code[0]].text):
        return
    number = in_code[0]
    is_in_text = blocks[number + 1].name == "p" and not names_next_line(blocks, number)
    if is_in_text or (blocks[number + 1].name == "pre" and is_all_code(blocks[number])):
        leads[number] = None


def drop_long(leads: list[Lead | None], blocks: Sequence[Block], present: Mapping[int, Lead]) -> None:
    """Drop long plain lines, unless several shorter ones stand as close above the same kind of block."""
    tight = {number for number in present if blocks[number].line > 0 and names_next_line(blocks, number)}
    siblings = Counter(blocks[number + 1].name for number in tight if is_short_plain(present[number]))
    for number, lead in present.items():
        if lead.is_long and not (number in tight and siblings[blocks[number + 1].name] >= MIN_LONG_SIBLINGS):
            leads[number] = None


def is_short_plain(lead: Lead) -> bool:
    """Return whether a title is plain and of the usual length."""
    return lead.is_plain and not lead.is_long


def names_next_line(blocks: Sequence[Block], number: int) -> bool:
    """Return whether no blank line is between a line and the block below it."""
    return blocks[number + 1].line == blocks[number].line + 1


def drop_lone(leads: list[Lead | None], blocks: Sequence[Block], *, is_note: bool) -> None:
    """Drop the only line of a section that stands directly below its heading, unless it asks or has a number.

    The title of blocks that are no whole note stands above them. As a title the line would take all that the heading
    names: it is a caption or explains the heading, such as a translation.
    """
    for section in list_sections(blocks):
        first = section[0]
        is_lone = leads[first] is not None and not any(map(leads.__getitem__, section[1:]))
        is_below_heading = first > 0 or not is_note
        if is_lone and is_below_heading and blocks[first].name == "p" and not is_counted_or_asks(blocks[first].text):
            leads[first] = None


def is_counted_or_asks(text: str) -> bool:
    """Return whether a line has a number before it, or is a question."""
    return NUMBER.match(text) is not None or is_question_line(text)


def has_evidence(line: Block, following: Block, *, is_first: bool, named: Set[str]) -> bool:
    """Return whether a plain line is a title.

    `is_first` is whether it stands directly below a heading, `named` what others like it have below them.
    """
    is_tight = line.line > 0 and following.line == line.line + 1
    names_list = following.name in NAMED_LISTS or is_picture(following)
    if is_tight and not is_first and (names_list or following.name == "pre"):
        return True
    if names_list:
        return bool(named)
    if following.name == "pre":
        return is_tight and bool(named)
    return bool(named - {"table"})  # several lines above tables are captions


def find_lead(block: Block, following: Block | None) -> Lead | None:
    """Return what a block can be the title of, by its own form."""
    if following is None or following.name in UNNAMED_BLOCKS or block.name not in ("p", "ol"):
        return None
    if block.name == "ol":
        numbered = find_numbered_title(block, following)
        return Lead(numbered, is_plain=False) if numbered else None
    if is_marked(block):
        return find_marked_lead(block, following)
    if not (following.name in NAMED_BLOCKS or is_picture(following)):
        return None
    is_long = not is_plain_name(block)
    if (is_long and not is_long_name(block)) or is_part_of_answer(block) or is_enumeration(block.text):
        return None
    return Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, block), is_plain=True, is_long=is_long)


def is_enumeration(text: str) -> bool:
    """Return whether a line names several things itself after a colon, and does not ask for them."""
    return ENUMERATION.search(text) is not None and not is_question_line(text)


def find_marked_lead(block: Block, following: Block) -> Lead | None:
    """Return a line in bold, in code or with a number as a title, unless another one follows."""
    is_name = is_short_name(block, MAX_MARKED_CHARACTERS, marked=True)
    if not is_name or is_part_of_answer(block):
        return None
    if following.name == "p" and is_title_itself(following) and not holds_titles(block, following):
        return None
    return Lead(make_title(TitleKind.LEAD, LEAD_LEVEL, block), is_plain=False)


def holds_titles(block: Block, following: Block) -> bool:
    """Return whether a marked line is the title of others below it, which have a number of another form."""
    sign = find_sign(following.text)
    return bool(sign) and sign != find_sign(block.text) and not has_question_label(following.text)


def is_title_itself(paragraph: Block) -> bool:
    """Return whether a paragraph is a title that names what follows it, rather than the text of another title."""
    is_lead = is_marked_lead(paragraph) and not is_part_of_answer(paragraph)
    return is_lead or has_question_label(paragraph.text)
