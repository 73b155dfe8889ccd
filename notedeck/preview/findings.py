"""Problems and skipped parts as lists of HTML, each with its place."""

from __future__ import annotations

import html
from collections.abc import Iterable
from urllib.parse import quote

from notedeck.model import Place, Skipped
from notedeck.problems import Problem


def of_problems(problems: Iterable[Problem], notes_at: str | None) -> str:
    """What is wrong with the notes, in the order of the places."""
    rows = [problem_row(problem, notes_at) for problem in problems]
    return f"<ul>{''.join(rows)}</ul>" if rows else '<p data-word="noFindings"></p>'


def problem_row(problem: Problem, notes_at: str | None) -> str:
    weight = problem.severity.value
    hint = f'<p class="hint">{html.escape(problem.hint)}</p>' if problem.hint else ""
    return (
        f'<li>{link(problem.place, notes_at)}<span class="{weight}" data-weight="{weight}"></span> '
        f'<span class="code">{problem.code.slug}</span><p>{html.escape(problem.message)}</p>{hint}</li>'
    )


def of_skipped(parts: Iterable[Skipped], notes_at: str | None) -> str:
    """What makes no card, and why."""
    rows = [
        f'<li>{link(part.place, notes_at)}<span class="code" data-reason="{part.reason.value}"></span>'
        f"<p>{html.escape(part.title)}</p></li>"
        for part in parts
    ]
    return f"<ul>{''.join(rows)}</ul>" if rows else '<p data-word="noSkipped"></p>'


def link(place: Place, notes_at: str | None) -> str:
    """A place, with a link to its file where that can be reached."""
    shown = html.escape(str(place))
    if notes_at is None:
        return f'<span class="place">{shown}</span>'
    address = html.escape(f"{notes_at}{quote(place.path)}#L{place.line}")
    return f'<a class="place" href="{address}">{shown}</a>'
