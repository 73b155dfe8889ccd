"""The problems of the notes, and the parts and notes without cards, as a person reads them after a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from notedeck.cli.console import Console
from notedeck.cli.reports.copies import shorten_copies
from notedeck.cli.reports.names import LEFT_OUT_NAMES, LEFT_OUT_NOUNS, SKIP_NAMES, SKIP_NOUNS
from notedeck.cli.reports.unanswered import group_unanswered
from notedeck.messages import Message, format_count, join_messages
from notedeck.model import LeftOut, Skipped, SkipReason
from notedeck.problems import Problem, ProblemCode, Severity
from notedeck.source.other_files import count_documents
from notedeck.stage_values import BuiltDeck

MAX_NAMES = 12  # of skipped parts, without -v
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
MAX_PROBLEMS = 20  # without -v
SEVERITIES = tuple(Severity)  # the most severe first
LISTED_CODES = (ProblemCode.LOCK_TAKEN_OVER, ProblemCode.DECK_NAME_OTHER)  # of severity info


def print_findings(console: Console, built: BuiltDeck, *, verbose: bool, lists_all: bool = False) -> None:
    """Print the problems of the notes, and the skipped parts."""
    print_problems(
        console, built.problems, lists_all=verbose or lists_all, with_totals=lists_all, groups_many=not verbose
    )
    print_skipped(console, list_unreported(built), verbose=verbose)
    print_left_out(console, built.left_out, verbose=verbose)


def print_problems(
    console: Console,
    problems: Sequence[Problem],
    *,
    lists_all: bool,
    with_totals: bool = False,
    groups_many: bool = False,
) -> None:
    """Print `path:line: code: message` and a hint for each problem, with severity info only if all are listed.

    Errors come first, then warnings, each in the order of the notes. `groups_many` is whether many questions without an
    answer in one place are one line, and many copies one more.
    """
    ordered = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
    counted = [problem for problem in ordered if lists_all or is_always_listed(problem)]
    listed = shorten_copies(group_unanswered(counted)) if groups_many else counted
    for problem in listed if lists_all else listed[:MAX_PROBLEMS]:
        console.print_line(problem.describe(), COLOURS[problem.severity])
        for line in (*problem.quoted, problem.hint):
            if line:
                console.print_line("    " + line)
    if not lists_all and len(listed) > MAX_PROBLEMS:
        console.print_line(Message("… and {count} more; list all with -v", count=len(listed) - MAX_PROBLEMS))
    if with_totals and listed:
        counts = Counter(problem.code.slug for problem in counted)
        console.print_line(
            Message("By code: {counts}", counts=", ".join(f"{code} {count}" for code, count in counts.most_common())),
            "dim",
        )


def is_always_listed(problem: Problem) -> bool:
    """Return whether a build prints a problem by itself: also what it says only once, or what was typed for it."""
    return problem.severity is not Severity.INFO or problem.code in LISTED_CODES


def list_unreported(built: BuiltDeck) -> list[Skipped]:
    """Return the parts without a card that no problem names, as it does an unanswered question."""
    reported = {problem.place for problem in built.problems if problem.code is ProblemCode.QUESTION_UNANSWERED}
    return [
        part for part in built.deck.skipped if part.reason is not SkipReason.UNANSWERED or part.place not in reported
    ]


def print_skipped(console: Console, parts: Sequence[Skipped], *, verbose: bool) -> None:
    """Print the parts that make no card: each with its place if verbose, a few by name, many by kind."""
    if verbose:
        for part in parts:
            console.print_line(
                Message(
                    "{place}: no card ({reason}): {part}",
                    place=part.place,
                    reason=SKIP_NAMES[part.reason],
                    part=part.name,
                ),
                "dim",
            )
    elif parts:
        names = ", ".join(dict.fromkeys(part.name for part in parts))
        names = names if len(parts) <= MAX_NAMES else format_skip_reasons(parts)
        console.print_line(
            Message(
                "No card for {parts}: {names} (-v shows where)", parts=format_count(len(parts), "part"), names=names
            ),
            "dim",
        )


def print_left_out(console: Console, notes: Sequence[LeftOut], *, verbose: bool) -> None:
    """Print the notes that make no cards: each with its reason if verbose, else how many for which reason."""
    if verbose:
        for note in notes:
            original = Message(" of {original}", original=note.original) if note.original else ""
            reason = LEFT_OUT_NAMES[note.reason] + original
            console.print_line(Message("{path}: no cards ({reason})", path=note.path, reason=reason), "dim")
    if notes:
        counts = Counter(note.reason for note in notes)
        reasons = join_messages(
            ", ", (format_count(count, *LEFT_OUT_NOUNS[reason]) for reason, count in counts.most_common())
        )
        count = format_count(len(notes), "note")
        where = "" if verbose else Message(" (-v names them)")
        console.print_line(
            Message(
                "No cards from {count}: {reasons}{where}; to use one, add it to include in deck.toml",
                count=count,
                reasons=reasons,
                where=where,
            ),
            "dim",
        )


def print_documents(console: Console, folder: Path) -> None:
    """Print how many files lie beside the notes that could be notes, but in a format that is not read."""
    if counts := count_documents(folder):
        files = join_messages(
            ", ", (Message("{count:,} {suffix}", count=count, suffix=suffix) for suffix, count in counts)
        )
        console.print_line(Message("Not read: {files}; notes end in .md or .ipynb", files=files), "dim")


def format_skip_reasons(parts: Sequence[Skipped]) -> Message:
    """Return how many parts were skipped for each reason, most first."""
    counts = Counter(part.reason for part in parts)
    return join_messages(", ", (format_count(count, *SKIP_NOUNS[reason]) for reason, count in counts.most_common()))
