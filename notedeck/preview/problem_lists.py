"""Problems and skipped parts as HTML lists, each with its place.

Names and words from the notes can turn the writing direction: in messages they are shown as escapes, elsewhere they
stand in elements of their own.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from notedeck.language import ENGLISH, LANGUAGES, translate
from notedeck.messages import Message
from notedeck.model import Place, Skipped
from notedeck.problems import Problem, Severity
from notedeck.util.text import escape_hidden

SEVERITIES = tuple(Severity)  # the most severe first
MAX_CHARACTERS = 300  # of a skipped text that are shown before somebody asks for more


def format_problems(problems: Iterable[Problem]) -> str:
    """Return the list of problems: errors first, then warnings, each in the order of the notes."""
    ordered = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
    items = [format_problem(problem) for problem in ordered]
    filled = f'<select id="kind" data-label="kind"></select><ul>{"".join(items)}</ul>'
    return filled if items else '<select id="kind" hidden></select><p data-text="noProblems"></p>'


def format_problem(problem: Problem) -> str:
    """Return a problem as a list item."""
    severity = problem.severity.value
    quoted = "".join(f"<p><code>{format_text(line)}</code></p>" for line in problem.quoted)
    hint = f'<p class="hint">{format_languages(problem.hint)}</p>' if problem.hint else ""
    return (
        f'<li data-kind="{problem.code.slug}">{format_place_link(problem.place)}'
        f'<span class="{severity}" data-severity="{severity}"></span> <span class="code">{problem.code.slug}</span>'
        f"<p>{format_languages(problem.message)}</p>{quoted}{hint}</li>"
    )


def format_skipped(parts: Iterable[Skipped]) -> str:
    """Return the list of parts that make no card, with the reasons and their texts."""
    items = [
        f'<li>{format_place_link(part.place)}<span class="code" data-reason="{part.reason.value}"></span>'
        f"{format_words(part)}</li>"
        for part in parts
    ]
    return f"<ul>{''.join(items)}</ul>" if items else '<p data-text="noSkipped"></p>'


def format_words(part: Skipped) -> str:
    """Return the text that is on no card, below its title if that is on none either; a long text is folded."""
    title = f"<p><b>{format_text(part.title)}</b></p>" if part.is_titled else ""
    if not part.text:
        return title
    if len(part.text) <= MAX_CHARACTERS:
        return f'{title}<p class="words">{format_text(part.text)}</p>'
    start, rest = part.text[:MAX_CHARACTERS], part.text[MAX_CHARACTERS:]
    summary = f"<summary>{format_text(start)}…</summary>"
    return f'{title}<details class="words">{summary}<p>…{format_text(rest)}</p></details>'


def format_place_link(place: Place) -> str:
    """Return a link to a place; the page's script adds the URL."""
    path = html.escape(place.path)
    line = str(place).removeprefix(place.path)
    return (
        f'<a class="place" data-path="{path}" data-line="{place.line}"><bdi>{format_text(place.path)}</bdi>{line}</a>'
    )


def format_languages(message: Message) -> str:
    """Return a message in each language of the page, which shows that of its reader; once if all are the same."""
    texts = {language: format_text(translate(message, language)) for language in LANGUAGES}
    if len({*texts.values()}) == 1:
        return texts[ENGLISH]
    return "".join(f'<span class="in" lang="{language}">{text}</span>' for language, text in texts.items())


def format_text(text: str) -> str:
    """Return a text as HTML, with its control characters as escapes."""
    return html.escape(escape_hidden(text))
