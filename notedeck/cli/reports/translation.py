"""What a person reads while texts are translated, estimated or reviewed, and the same as values for JSON."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from notedeck.cli.console import Console
from notedeck.config.languages import LanguagePair
from notedeck.model import Place
from notedeck.problems import Problem
from notedeck.translation.engines import find_engines
from notedeck.translation.memory import name_memory
from notedeck.translation.memory.entries import EngineText, Memory
from notedeck.translation.memory.review import ReviewItem, review_memory
from notedeck.translation.memory.selection import MemoryCounts, count_entries, count_notes
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.sending.batches import estimate_translation
from notedeck.translation.sending.outcomes import Outcome
from notedeck.translation.sending.sender import Sender
from notedeck.translation.text_context import TextContext
from notedeck.util.text import format_count

MAX_SHOWN_SECONDS, MAX_SHOWN_MINUTES = 100, 100  # longer ones are shown in the next unit


def print_problems(console: Console, problems: Iterable[Problem]) -> None:
    """Print the problems of a memory with their hints."""
    for problem in problems:
        console.print_line(str(problem))
        console.print_line(f"    {problem.hint}")


def show_progress(console: Console, outcomes: Iterable[Outcome], total: int, title: str) -> Iterator[Outcome]:
    """Yield the outcomes while a bar shows how many there are, how fast, and how long it will take."""
    with console.show_bar(title, total) as bar:
        for outcome in outcomes:
            yield outcome
            bar.advance()


def report_outcomes(
    console: Console, memory: Memory, answers: Mapping[str, EngineText], sender: Sender, notes: Path
) -> dict[str, Any]:
    """Print how far the whole memory is, and what this run did for it; return it for JSON.

    `notes` is the folder or note as the user named it.
    """
    counts = count_entries(memory)
    verdicts = Counter(answer.verdict for answer in answers.values())
    console.print_line(f"{sender.pair.target}: {format_counts(counts)}")
    if answers:
        requests = format_count(sender.requests, "request")
        asked = f"asked about {format_count(len(answers), 'text')} with {requests}"
        console.print_line(f"    {asked}: {format_verdicts(verdicts)}")
    console.print_line(f"    Next: {suggest_step(counts, shlex.quote(str(notes)))}")
    return {
        "language": sender.pair.target,
        "entries": counts.total,
        "accepted": counts.accepted,
        "human": counts.human,
        "doubtful": counts.doubtful,
        "open": counts.open,
        "asked": len(answers),
        "translated": verdicts[Verdict.ACCEPTED] + verdicts[Verdict.DOUBTFUL],
        "damaged": sender.damaged,
        "requests": sender.requests,
    }


def suggest_step(counts: MemoryCounts, notes: str) -> str:
    """Return what to do after a run for notes with this name on a command line."""
    if counts.doubtful or counts.open:
        return f"build-deck translate {notes} --review lists what to correct and why."
    if counts.total:
        return (
            f"build-deck {notes} puts the translations on cards; build-deck preview {notes} --serve shows them at once."
        )
    return "write notes with titles; there is nothing to translate yet."


def format_counts(counts: MemoryCounts) -> str:
    """Return how far a memory is."""
    text = f"{counts.accepted:,} of {format_count(counts.total, 'text')} translated"
    text += f" ({counts.human:,} by people)" if counts.human else ""
    return f"{text}, {counts.doubtful:,} doubtful, {counts.open:,} open"


def format_verdicts(verdicts: Mapping[Verdict, int]) -> str:
    """Return how many answers were worth what."""
    names = {Verdict.ACCEPTED: "accepted", Verdict.DOUBTFUL: "doubtful", Verdict.NONE: "without a translation"}
    return ", ".join(f"{verdicts[verdict]:,} {name}" for verdict, name in names.items() if verdicts[verdict])


def report_estimate(
    console: Console, msgids: Sequence[str], target: str, contexts: Mapping[str, TextContext]
) -> dict[str, Any]:
    """Print what each engine would take, and return it for JSON."""
    engines = {name: engine for name, engine in find_engines().items() if not engine.FACTS.for_tests}
    estimates = {name: estimate_translation(msgids, engine, contexts) for name, engine in engines.items()}
    characters = sum(map(len, msgids))
    console.print_line(f"{target}: {format_count(len(msgids), 'text')}, {format_count(characters, 'character')}")
    for name, estimate in estimates.items():
        requests = f"{estimate.requests:>6} {'request ' if estimate.requests == 1 else 'requests'}"
        cost = f"{estimate.tokens:,} tokens" if estimate.tokens else f"${estimate.dollars:.2f}"
        console.print_line(f"  {name:<15} {requests}  about {format_duration(estimate.seconds):>7}  about {cost}")
    values = {
        name: {
            "requests": estimate.requests,
            "seconds": estimate.seconds,
            "dollars": None if estimate.tokens else round(estimate.dollars, 4),
            "tokens": estimate.tokens,
        }
        for name, estimate in estimates.items()
    }
    return {"language": target, "texts": len(msgids), "characters": characters, "engines": values}


def format_duration(seconds: float) -> str:
    """Return a duration in the unit in which people think of it."""
    if seconds < MAX_SHOWN_SECONDS:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < MAX_SHOWN_MINUTES else f"{minutes / 60:.1f} h"


def report_review(console: Console, memory: Memory, pair: LanguagePair, named: Path) -> dict[str, Any]:
    """Print the entries that a person should review, and how far each note is, and return them for JSON.

    `named` is the folder or note as the user named it.
    """
    items, notes = list(review_memory(memory, pair)), count_notes(memory)
    print_review(console, items, notes, pair)
    if items:
        step = f"build-deck preview {shlex.quote(str(named))} --serve --open"
        console.print_line(f"    Next: {step} shows them on their cards.")
    findings = [
        {"concern": item.concern.value, "line": item.line, "msgid": item.msgid, "about": item.reason} for item in items
    ]
    progress = {path: build_counts(counts) for path, counts in notes.items()}
    return {"language": pair.target, "findings": findings, "notes": progress}


def print_review(
    console: Console, items: Sequence[ReviewItem], notes: Mapping[str, MemoryCounts], pair: LanguagePair
) -> None:
    """Print the entries to review as `file:line`, then the notes that are not translated as a whole, and the totals."""
    for item in items:
        console.print_line(format_review_item(item, pair.target))
    for path, counts in notes.items():
        if counts.doubtful or counts.open:
            console.print_line(f"{path}: {format_counts(counts)}")
    concerns = Counter(item.concern.value for item in items)
    summary = ", ".join(f"{count} {concern}" for concern, count in concerns.items())
    console.print_line(f"{pair.target}: {summary or 'nothing to review'}")


def build_counts(counts: MemoryCounts) -> dict[str, int]:
    """Return counts for JSON."""
    return {name: getattr(counts, name) for name in (*counts.__struct_fields__, "total")}


def format_review_item(item: ReviewItem, target: str) -> str:
    """Return one line for an entry to review."""
    reason = f" ({item.reason})" if item.reason else ""
    return f"{Place(name_memory(target), item.line)}: {item.concern.value}: {item.msgid}{reason}"
