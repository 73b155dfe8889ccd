"""Many questions without an answer, as in a collection of problems: one line for each note or folder of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from notedeck.messages import Message, format_count
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode

MIN_GROUPED = 5  # questions of a note or folder
HINT = Message("Write each answer right below its question; -v lists all of them.")


def group_unanswered(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with the questions that nothing answers as one where a note, or else a folder, has many.

    The one stands where the first of them stood. Notes outside of folders are only grouped by themselves.
    """
    questions = [problem for problem in problems if problem.code is ProblemCode.QUESTION_UNANSWERED]
    joined: dict[int, Problem | None] = {}
    for folder, in_folder in groupby(questions, key=name_folder):
        group = [*in_folder]
        notes = {problem.place.path for problem in group}
        for place in [folder] if folder and len(notes) > 1 else sorted(notes):
            part = [problem for problem in group if place in (folder, problem.place.path)]
            if len(part) >= MIN_GROUPED:
                joined |= {id(problem): None for problem in part}
                joined[id(part[0])] = join_questions(part, place)
    return [shown for problem in problems if (shown := joined.get(id(problem), problem)) is not None]


def name_folder(problem: Problem) -> str:
    """Return the first folder on the way to the note of a problem, "" for none."""
    return problem.place.path.partition("/")[0] if "/" in problem.place.path else ""


def join_questions(problems: Sequence[Problem], place: str) -> Problem:
    """Return one problem for all questions without an answer in a note or folder."""
    notes = len({problem.place.path for problem in problems})
    where = Message(" in {notes}", notes=format_count(notes, "note")) if notes > 1 else ""
    count = format_count(len(problems), "question")
    message = Message(
        "no card for {count}{where} that nothing answers, the first at {place}",
        count=count,
        where=where,
        place=problems[0].place,
    )
    return Problem(ProblemCode.QUESTION_UNANSWERED, Place(place), message, HINT)
