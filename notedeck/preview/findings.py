"""Problems and skipped parts as lists of HTML, each with its place."""

from __future__ import annotations

import html
from collections.abc import Iterable

from notedeck.model import Place, Skipped
from notedeck.problems import Problem


def of_problems(problems: Iterable[Problem]) -> str:
    """Return the list of problems, in the order of their places."""
    rows = [problem_row(problem) for problem in problems]
    return f"<ul>{''.join(rows)}</ul>" if rows else '<p data-word="noFindings"></p>'


def problem_row(problem: Problem) -> str:
    """Return a problem as a list item."""
    weight = problem.severity.value
    hint = f'<p class="hint">{html.escape(problem.hint)}</p>' if problem.hint else ""
    return (
        f'<li>{link(problem.place)}<span class="{weight}" data-weight="{weight}"></span> '
        f'<span class="code">{problem.code.slug}</span><p>{html.escape(problem.message)}</p>{hint}</li>'
    )


def of_skipped(parts: Iterable[Skipped]) -> str:
    """Return the list of skipped parts with the reason for each."""
    rows = [
        f'<li>{link(part.place)}<span class="code" data-reason="{part.reason.value}"></span>'
        f"<p>{html.escape(part.title)}</p></li>"
        for part in parts
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else '<p data-word="noSkipped"></p>'


def link(place: Place) -> str:
    """Return a link to a place; the page's script fills in the address."""
    path = html.escape(place.path)
    return f'<a class="place" data-path="{path}" data-line="{place.line}">{html.escape(str(place))}</a>'
