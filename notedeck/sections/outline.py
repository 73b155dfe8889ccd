"""Put blocks together to units: each title with the blocks up to the next one, below the titles that contain it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from notedeck.config.settings import SplittingSettings
from notedeck.korean.answers import EXPLANATION_TITLE, starts_answer
from notedeck.korean.choices import FIRST_LETTER, SECOND_LETTER
from notedeck.korean.exam_titles import BARE_NUMBER
from notedeck.korean.labels import CONTENTS_TITLE
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.model import Split, TitleKind
from notedeck.sections.blocks import HEADINGS, LISTS, Block, list_blocks
from notedeck.sections.boxes import Container, Part, take_alert_title
from notedeck.sections.comments import take_comments
from notedeck.sections.containers import open_container
from notedeck.sections.exam_questions import find_exam_questions, read_question
from notedeck.sections.leads import list_leads
from notedeck.sections.leads.levels import Lead
from notedeck.sections.lines import split_at_titles
from notedeck.sections.numbered_topics import open_numbered_topics
from notedeck.sections.question_lists import find_question_lists, open_question_list
from notedeck.sections.question_parts import find_parts_of_questions, is_divided_answer
from notedeck.sections.titled_alerts import find_titled_alerts
from notedeck.sections.titles import Title, find_heading, find_lone_heading, find_question, find_summary, has_choices
from notedeck.sections.topic_lists import find_topic_lists, open_topic_list
from notedeck.sections.units import Unit, add_block, add_unit, find_parent, lower_title
from notedeck.util.tree import drop_element, find_last_line

WRITTEN_BLOCKS = frozenset({"pre", "table", "img"})
MIN_TEXT_CHARACTERS = 30  # of a text below the list of a table of contents


def build_outline(blocks: list[Block], settings: SplittingSettings) -> list[Unit]:
    """Return all units of a note in the order of their titles; the first is the text before any title."""
    root = Unit(TitleKind.PREAMBLE, 0, "", "", blocks[0].line if blocks else 0)
    units = [root]
    add_blocks(root, blocks, units, settings)
    return units


def add_blocks(root: Unit, blocks: list[Block], units: list[Unit], settings: SplittingSettings) -> None:
    """Add the blocks below `root`; each title among them starts a unit, which is appended to `units`."""
    unit = root
    if settings.split is Split.AUTO:
        blocks = [part for block in blocks for part in split_at_titles(block, lead_lines=settings.lead_lines)]
    has_leads = settings.split is Split.AUTO and settings.lead_lines
    is_note = root.kind is TitleKind.PREAMBLE
    if has_leads and is_note:
        blocks = open_numbered_topics(blocks)
    leads = list_leads(blocks, is_note=is_note) if has_leads else [None] * len(blocks)
    letters = find_lettered_headings(blocks)
    parts = find_parts(root, blocks) if settings.split is Split.AUTO else set()
    question_lists = find_question_lists(blocks) if has_leads else frozenset()
    titled = find_titled_blocks(root, blocks, leads) if has_leads else frozenset()
    last_question = None
    questions = find_exam_questions(blocks) if settings.split is Split.AUTO and not root.has_one_answer else set()
    for block, following, lead in zip_longest(blocks, blocks[1:], leads):
        if block in questions:
            unit = add_question(unit, root, block, units)
            continue
        may_answer = unit.is_question or BARE_NUMBER.match(unit.title) is not None
        is_answer = block in parts or (may_answer and block not in letters and is_answer_line(block, settings))
        title = None if is_answer else find_title(block, following, lead, unit, settings)
        comments = take_comments(block.element)
        if title is not None:
            is_lead = lead is not None and title is lead.title
            title = lower_title(title, root)
            unit = add_unit(find_parent(unit, root, title), title, units, comments)
            if is_lead and lead is not None and lead.rest is not None:
                add_block(unit, lead.rest)
        elif (question := find_summary(block, settings)) is not None:
            add_details(add_unit(unit, question, units, comments), block, units, settings)
        else:
            goes_on = is_glued(block, following)
            is_questions = block in question_lists and (unit is last_question or not unit.has_one_answer)
            is_answer = unit.has_one_answer or (block.name == "blockquote" and is_question_line(unit.title))
            inner = settings.replace(lead_lines=False) if is_answer else settings
            container = open_question_list(block, inner) if is_questions else open_container(block, inner)
            if block in titled and not container.parts and not unit.is_question:
                container = open_titled_block(block, settings)
            unit.comments += comments
            rest = container.before if container.parts else block
            unit = leave_contents(unit, root, block)
            if rest is not None and (rest.has_content or not comments):
                add_block(unit, rest)
            if container.parts:
                unit = add_parts(unit, root, container.parts, units, settings, goes_on=goes_on)
                last_question = unit if is_questions else None


def find_titled_blocks(root: Unit, blocks: Sequence[Block], leads: Sequence[Lead | None]) -> frozenset[Block]:
    """Return the alerts and lists of topics whose own titles are titles; `root` is as for `add_blocks`."""
    is_note = root.kind is TitleKind.PREAMBLE
    alerts = find_titled_alerts(blocks, is_note=is_note)
    return alerts if alerts or not is_note or any(leads) else find_topic_lists(blocks)


def open_titled_block(block: Block, settings: SplittingSettings) -> Container:
    """Return the titles of an alert or a list of topics."""
    return open_topic_list(block, settings) if block.name in LISTS else take_alert_title(block, TitleKind.LEAD)


def find_parts(root: Unit, blocks: Sequence[Block]) -> set[Block]:
    """Return the blocks that are parts of a question or answer, and so no titles; `root` is as for `add_blocks`."""
    return {*blocks} if root.is_question and is_divided_answer(blocks) else find_parts_of_questions(blocks)


def leave_contents(unit: Unit, root: Unit, block: Block) -> Unit:
    """Return the unit that a block is added to: a text below a table of contents belongs to the title above that.

    So does a list with code, pictures or tables, which no contents have.
    """
    if unit is root or unit.parent is None or not CONTENTS_TITLE.fullmatch(unit.title):
        return unit
    is_link_or_rule = block.name == "hr" or "a" in block.inner_names
    is_text = len(block.text) >= MIN_TEXT_CHARACTERS and not is_link_or_rule
    is_more_than_list = block.name not in LISTS or not block.inner_names.isdisjoint(WRITTEN_BLOCKS)
    has_list = any(other.name in LISTS for other in unit.blocks)
    return unit.parent if is_text and is_more_than_list and has_list else unit


def add_question(unit: Unit, root: Unit, block: Block, units: list[Unit]) -> Unit:
    """Return a new unit of a counted question, with what its own block holds below it."""
    comments = take_comments(block.element)
    part = read_question(block)
    title = lower_title(part.title, root)
    question = add_unit(find_parent(unit, root, title), title, units, comments)
    for inner in part.blocks:
        add_block(question, inner)
    return question


def is_answer_line(block: Block, settings: SplittingSettings) -> bool:
    """Return whether a block has the label of an answer, which is no title below a question."""
    is_explanation = block.name in HEADINGS and EXPLANATION_TITLE.match(block.text) is not None
    return settings.split is Split.AUTO and (is_explanation or starts_answer(block.text))


def find_lettered_headings(blocks: Sequence[Block]) -> set[Block]:
    """Return the headings `A. …` that `B. …` follows at the same level: they are counted, and answer nothing."""
    lettered: set[Block] = set()
    open_headings: dict[str, Block] = {}
    for block in blocks:
        if block.name not in HEADINGS:
            continue
        previous = open_headings.get(block.name)
        if previous is not None and FIRST_LETTER.match(previous.text) and SECOND_LETTER.match(block.text):
            lettered.add(previous)
        open_headings = {name: heading for name, heading in open_headings.items() if name < block.name}
        open_headings[block.name] = block
    return lettered


def find_title(
    block: Block, following: Block | None, lead: Lead | None, unit: Unit, settings: SplittingSettings
) -> Title | None:
    """Return the title that a block is below `unit`, None if it is none; `lead` is what it looks like."""
    title = find_heading(block, settings) or find_lone_heading(block, following, settings)
    title = title or find_question(block, following, settings)
    if title is not None or lead is None:
        return title
    if unit.has_one_answer and unit.line not in lead.series:
        can_follow = unit.is_answered or not has_question_label(unit.title)
        asks = lead.title.kind is TitleKind.QUESTION or is_question_line(lead.title.text)
        return lead.title if can_follow and asks and not lead.is_plain else None
    if lead.is_plain and unit.is_question and not unit.blocks:
        unit.has_plain_answer = True
    return None if lead.is_plain and unit.has_plain_answer else lead.title


def is_glued(block: Block, following: Block | None) -> bool:
    """Return whether bullets stand right below a numbered list: they belong to a question in its last item."""
    if block.name != "ol" or following is None or following.name != "ul":
        return False
    return 0 < find_last_line(block.element) == following.line - 1


def add_parts(
    unit: Unit,
    root: Unit,
    parts: Sequence[Part | Block],
    units: list[Unit],
    settings: SplittingSettings,
    *,
    goes_on: bool,
) -> Unit:
    """Add the titles inside a list or box, and return the unit of what follows it.

    That is the last question, if it has no answer yet, or its answer goes on below the list.
    """
    child = unit
    for part in parts:
        if isinstance(part, Block):
            add_block(unit, part)
            continue
        title = lower_title(part.title, root)
        parent = find_parent(unit, root, title) if title.kind is TitleKind.QUESTION else unit
        child = add_unit(parent, title, units, ())
        has_leads = settings.lead_lines and part.has_leads and title.kind is not TitleKind.QUESTION
        add_blocks(child, part.blocks, units, settings.replace(lead_lines=has_leads))
    is_open = child.kind is TitleKind.QUESTION and (goes_on or all(map(has_choices, child.blocks)))
    return child if is_open else unit


def add_details(unit: Unit, details: Block, units: list[Unit], settings: SplittingSettings) -> None:
    """Add the inside of a `<details>` to the unit of its summary: it is one answer, so it has no lead lines."""
    summary = details.element.find("summary")
    if summary is not None:
        unit.comments += take_comments(summary)
        drop_element(summary)
    add_blocks(unit, list_blocks(details.element), units, settings.replace(lead_lines=False))
