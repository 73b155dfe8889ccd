"""Units, the future sections: each title with the blocks below it, and the place of a new one among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from notedeck.korean.answers import starts_answer
from notedeck.korean.exam_titles import QUESTION_NUMBER
from notedeck.korean.labels import CONTENTS_TITLE
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.markup.comments import AuthorComment
from notedeck.model import Directive, TitleKind
from notedeck.sections.blocks import Block
from notedeck.sections.titles import LEAD_LEVEL, Title


@dataclass(slots=True, eq=False)
class Unit:
    """A future section: a title, the blocks directly below it, the unit above it, and all titled units above it.

    `ancestors` are outermost first; the text before the first title is not among them.
    `asked` are blocks that belong to the question on the front, such as its choices, below the title in `html`.
    `is_question` is whether the title is one, and `has_one_answer` whether all below it is one answer, without leads;
    `is_answered` is then whether that answer has a mark of its own, so that another question can follow it.
    `has_plain_answer` is whether the answer starts with a plain line, so that no other one is a title.
    `is_open_task` is whether the unit is an exercise that nothing in the note solves.
    `footnotes` are the labels of those that the title refers to.
    """

    kind: TitleKind
    level: int
    title: str
    html: str
    line: int
    parent: Unit | None = None
    ancestors: tuple[Unit, ...] = ()
    comments: list[AuthorComment] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    asked: list[Block] = field(default_factory=list)
    is_question: bool = False
    has_one_answer: bool = False
    is_answered: bool = False
    has_plain_answer: bool = False
    is_open_task: bool = False
    footnotes: tuple[str, ...] = ()

    @property
    def directives(self) -> list[Directive]:
        """What the comments ask for."""
        return [comment.directive for comment in self.comments if comment.directive is not None]

    @property
    def has_body(self) -> bool:
        """Whether the unit shows anything below its title."""
        return any(block.name != "hr" and block.has_content for block in self.blocks)

    def iterate_parents(self) -> Iterator[Unit]:
        """Yield all units above, the text before the first title too, innermost first."""
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent


def add_block(unit: Unit, block: Block) -> None:
    """Add a block to a unit."""
    unit.blocks.append(block)
    is_labelled = unit.is_question and not unit.is_answered and starts_answer(block.text)
    unit.has_one_answer |= is_labelled and len(unit.blocks) == 1
    if unit.has_one_answer and not unit.is_answered:
        unit.is_answered = block.name == "details" or is_labelled


def lower_title(title: Title, root: Unit) -> Title:
    """Return a title at its level below `root`: inside a details or lead line, headings keep theirs to one another."""
    return title.replace(level=root.level + title.level) if root.level >= LEAD_LEVEL else title


def find_parent(unit: Unit, root: Unit, title: Title) -> Unit:
    """Return the nearest unit, from `unit` up to `root`, that can contain a title.

    A title that only counts questions (`문제 1`) contains no other question.
    """
    while unit is not root and (unit.level >= title.level or is_numbered_question(unit, title)):
        assert unit.parent is not None
        unit = unit.parent
    return unit


def is_numbered_question(unit: Unit, title: Title) -> bool:
    """Return whether a title is the question after the one that a unit counts."""
    return QUESTION_NUMBER.match(unit.title) is not None and (
        title.kind is TitleKind.QUESTION or is_question_line(title.text)
    )


def add_unit(parent: Unit, title: Title, units: list[Unit], comments: Iterable[AuthorComment]) -> Unit:
    """Append a new unit to `units`, and return it; inside a details or lead line it is deeper than that."""
    unit = create_unit(parent, title)
    unit.comments += comments
    units.append(unit)
    return unit


def create_unit(parent: Unit, title: Title) -> Unit:
    """Return a unit of a title below another unit."""
    level = max(title.level, parent.level + 1)
    ancestors = parent.ancestors if is_no_subject(parent) else (*parent.ancestors, parent)
    unit = Unit(title.kind, level, title.text, title.html, title.line, parent, ancestors, footnotes=title.footnotes)
    is_labelled = has_question_label(title.text) or QUESTION_NUMBER.match(title.text) is not None
    unit.has_one_answer = title.kind is TitleKind.QUESTION or is_labelled
    unit.is_question = unit.has_one_answer or is_question_line(title.text)
    return unit


def is_no_subject(unit: Unit) -> bool:
    """Return whether a unit is the text before the first title, or a table of contents with titles below it."""
    return unit.kind is TitleKind.PREAMBLE or CONTENTS_TITLE.fullmatch(unit.title) is not None
