"""What a person reads while texts are translated, estimated or reviewed, and the same as values for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from notedeck.cli.console import Console
from notedeck.config.languages import LanguagePair
from notedeck.problems import Problem
from notedeck.translation.engines import find_engines
from notedeck.translation.memory import MEMORY_FOLDER
from notedeck.translation.memory.entries import Memory
from notedeck.translation.memory.review import ReviewItem, review_memory
from notedeck.translation.sending.batches import estimate_translation
from notedeck.translation.sending.sender import Outcome, Sender
from notedeck.util.text import format_count


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


def report_outcomes(console: Console, memory: Memory, outcomes: Sequence[Outcome], sender: Sender) -> dict[str, Any]:
    """Print what was translated, and return it for JSON."""
    entries = sum(not entry.obsolete for entry in memory.entries)
    translated = sum(bool(outcome.text) for outcome in outcomes)
    doubtful = sum(outcome.doubtful for outcome in outcomes)
    requests = format_count(sender.requests, "request")
    text = f"{sender.pair.target}: translated {format_count(translated, 'text')} with {requests}; "
    text += f"{doubtful} to review (build-deck translate --review); {format_count(entries, 'entry', 'entries')} in all"
    console.print_line(text)
    return {
        "language": sender.pair.target,
        "entries": entries,
        "translated": translated,
        "doubtful": doubtful,
        "damaged": sum(outcome.damaged for outcome in outcomes),
        "requests": sender.requests,
    }


def report_estimate(console: Console, msgids: Sequence[str], target: str) -> dict[str, Any]:
    """Print what each engine would take, and return it for JSON."""
    engines = {name: engine for name, engine in find_engines().items() if not engine.FACTS.for_tests}
    estimates = {name: estimate_translation(msgids, engine) for name, engine in engines.items()}
    characters = sum(map(len, msgids))
    console.print_line(f"{target}: {format_count(len(msgids), 'text')}, {format_count(characters, 'character')}")
    for name, estimate in estimates.items():
        requests = f"{estimate.requests:>6} {'request ' if estimate.requests == 1 else 'requests'}"
        text = f"  {name:<15} {requests}  about {estimate.seconds:>6.0f} s  about ${estimate.dollars:.2f}"
        console.print_line(text)
    values = {
        name: {"requests": estimate.requests, "seconds": estimate.seconds, "dollars": round(estimate.dollars, 4)}
        for name, estimate in estimates.items()
    }
    return {"language": target, "texts": len(msgids), "characters": characters, "engines": values}


def report_review(console: Console, memory: Memory, pair: LanguagePair) -> dict[str, Any]:
    """Print the entries that a person should review as `file:line`, and return them for JSON."""
    items = list(review_memory(memory, pair))
    for item in items:
        console.print_line(format_review_item(item, pair.target))
    counts = Counter(item.concern.value for item in items)
    summary = ", ".join(f"{count} {concern}" for concern, count in counts.items())
    console.print_line(f"{pair.target}: {summary or 'nothing to review'}")
    findings = [
        {"concern": item.concern.value, "line": item.line, "msgid": item.msgid, "about": item.reason} for item in items
    ]
    return {"language": pair.target, "findings": findings}


def format_review_item(item: ReviewItem, target: str) -> str:
    """Return one line for an entry to review."""
    place = f"{MEMORY_FOLDER}/{target}.po" + (f":{item.line}" if item.line else "")
    reason = f" ({item.reason})" if item.reason else ""
    return f"{place}: {item.concern.value}: {item.msgid}{reason}"
