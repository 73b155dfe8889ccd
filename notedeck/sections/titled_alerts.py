"""Alerts that are all of a section, each with a title of its own, `> [!tip] Typedef`: their titles are titles of cards.

Beside other texts an alert belongs to the answer around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from notedeck.korean.labels import names_something
from notedeck.korean.questions import has_question_label
from notedeck.korean.sentences import has_english_verb
from notedeck.markup.blocks.constructs.quotes import ALERT_KINDS
from notedeck.sections.blocks import HEADINGS, Block
from notedeck.sections.boxes import TITLED_ALERT, list_lines
from notedeck.sections.leads.groups import list_sections

MIN_ALERTS = 2
MAX_TITLE_CHARACTERS = 50
LABELS = frozenset(
    {*ALERT_KINDS, "definition", "theorem", "proof", "remark", "exercise", "팁", "정의", "정리", "증명", "요약", "메모"}
    | {"노트", "핵심", "포인트", "定義", "定理", "証明", "要点", "ヒント", "注意", "定义", "证明", "笔记", "提示"}
)


def find_titled_alerts(blocks: Sequence[Block], *, is_note: bool) -> frozenset[Block]:
    """Return the alerts that are all of a section, each with a title of its own.

    In a note without headings, other blocks can stand before the first one; `is_note` is whether they are a whole note.
    """
    if not any(map(is_alert, blocks)):
        return frozenset()
    can_follow = is_note and not any(block.name in HEADINGS for block in blocks)
    titled: set[Block] = set()
    for section in list_sections(blocks):
        shown = [block for block in (blocks[number] for number in section) if block.name != "hr"]
        first = next((number for number, block in enumerate(shown) if is_alert(block)), 0)
        alerts = shown[first:] if can_follow else shown
        if len(alerts) >= MIN_ALERTS and all(map(is_alert, alerts)) and have_names(alerts):
            titled.update(alerts)
    return frozenset(titled)


def is_alert(block: Block) -> bool:
    """Return whether a block is an alert with a line for its title."""
    return block.name == "div" and len(block.element) > 0 and block.element[0].get("class") == TITLED_ALERT


def have_names(alerts: Sequence[Block]) -> bool:
    """Return whether each of several alerts has a text that asks nothing, and a title that no other one has."""
    titles = {Block(block.element[0]).text for block in alerts}
    if len(titles) < len(alerts) or not all(map(is_name, titles)):
        return False
    return all(
        len(block.element) > 1 and not any(map(has_question_label, list_lines(block.element))) for block in alerts
    )


def is_name(title: str) -> bool:
    """Return whether the title of an alert is the name of a topic, and not only that of a kind of alert."""
    is_label = len(title) > MAX_TITLE_CHARACTERS or title.casefold().rstrip(" :") in LABELS
    return not is_label and names_something(title, marked=True) and not has_english_verb(title)
