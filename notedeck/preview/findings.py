"""Problems and skipped parts as lists of HTML, each with its place."""

from __future__ import annotations

import html
from collections.abc import Iterable

from notedeck.model import Place, Skipped
from notedeck.problems import Problem


def of_problems(problems: Iterable[Problem]) -> str:
    """What is wrong with the notes, in the order of the places."""
    rows = [problem_row(problem) for problem in problems]
    return f"<ul>{''.join(rows)}</ul>" if rows else '<p data-word="noFindings"></p>'


def problem_row(problem: Problem) -> str:
    weight = problem.severity.value
    hint = f'<p class="hint">{html.escape(problem.hint)}</p>' if problem.hint else ""
    return (
        f'<li>{link(problem.place)}<span class="{weight}" data-weight="{weight}"></span> '
        f'<span class="code">{problem.code.slug}</span><p>{html.escape(problem.message)}</p>{hint}</li>'
    )


def of_skipped(parts: Iterable[Skipped]) -> str:
    """What makes no card, and why."""
    rows = [
        f'<li>{link(part.place)}<span class="code" data-reason="{part.reason.value}"></span>'
        f"<p>{html.escape(part.title)}</p></li>"
        for part in parts
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else '<p data-word="noSkipped"></p>'


def link(place: Place) -> str:
    """A place; the page's program gives it the address that leads there."""
    path = html.escape(place.path)
    return f'<a class="place" data-path="{path}" data-line="{place.line}">{html.escape(str(place))}</a>'
