"""What a person reads while texts are translated, estimated or reviewed, and the same as values for JSON."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from notedeck.cli.console import Console
from notedeck.config.languages import LanguagePair
from notedeck.messages import Message, format_count, join_messages
from notedeck.model import Place
from notedeck.problems import Problem
from notedeck.translation.engines import find_engines
from notedeck.translation.memory import name_memory
from notedeck.translation.memory.entries import EngineText, Memory
from notedeck.translation.memory.review import Concern, ReviewItem, review_memory
from notedeck.translation.memory.selection import MemoryCounts, count_entries, count_notes
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.sending.batches import estimate_translation
from notedeck.translation.sending.outcomes import Outcome
from notedeck.translation.sending.sender import Sender
from notedeck.translation.text_context import TextContext

VERDICT_COUNTS = {
    Verdict.ACCEPTED: Message("{count:,} accepted"),
    Verdict.DOUBTFUL: Message("{count:,} doubtful"),
    Verdict.NONE: Message("{count:,} without a translation"),
}
CONCERN_NAMES = {
    Concern.FUZZY: Message("fuzzy"),
    Concern.SUSPICIOUS: Message("suspicious"),
    Concern.UNTRANSLATED: Message("untranslated"),
}

MAX_SHOWN_SECONDS, MAX_SHOWN_MINUTES = 100, 100  # longer ones are shown in the next unit


def print_problems(console: Console, problems: Iterable[Problem]) -> None:
    """Print the problems of a memory with their hints."""
    for problem in problems:
        console.print_line(problem.describe())
        console.print_line("    " + problem.hint)


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
    console.print_line(Message("{language}: {counts}", language=sender.pair.target, counts=format_counts(counts)))
    if answers:
        requests = format_count(sender.requests, "request")
        asked = Message(
            "asked about {texts} with {requests}", texts=format_count(len(answers), "text"), requests=requests
        )
        console.print_line(Message("    {asked}: {verdicts}", asked=asked, verdicts=format_verdicts(verdicts)))
    console.print_line(Message("    Next: {step}", step=suggest_step(counts, shlex.quote(str(notes)))))
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


def suggest_step(counts: MemoryCounts, notes: str) -> Message:
    """Return what to do after a run for notes with this name on a command line."""
    if counts.doubtful or counts.open:
        return Message("build-deck translate {notes} --review lists what to correct and why.", notes=notes)
    if counts.total:
        return Message(
            "build-deck {notes} puts the translations on cards; build-deck preview {notes} --serve shows them at once.",
            notes=notes,
        )
    return Message("write notes with titles; there is nothing to translate yet.")


def format_counts(counts: MemoryCounts) -> Message:
    """Return how far a memory is."""
    text = Message(
        "{accepted:,} of {texts} translated", accepted=counts.accepted, texts=format_count(counts.total, "text")
    )
    text += Message(" ({human:,} by people)", human=counts.human) if counts.human else ""
    return Message(
        "{text}, {doubtful:,} doubtful, {open:,} open", text=text, doubtful=counts.doubtful, open=counts.open
    )


def format_verdicts(verdicts: Mapping[Verdict, int]) -> Message:
    """Return how many answers were worth what."""
    counted = (
        template.fill(count=verdicts[verdict]) for verdict, template in VERDICT_COUNTS.items() if verdicts[verdict]
    )
    return join_messages(", ", counted)


def report_estimate(
    console: Console, msgids: Sequence[str], target: str, contexts: Mapping[str, TextContext]
) -> dict[str, Any]:
    """Print what each engine would take, and return it for JSON."""
    engines = {name: engine for name, engine in find_engines().items() if not engine.FACTS.for_tests}
    estimates = {name: estimate_translation(msgids, engine, contexts) for name, engine in engines.items()}
    characters = sum(map(len, msgids))
    console.print_line(
        Message(
            "{language}: {texts}, {characters}",
            language=target,
            texts=format_count(len(msgids), "text"),
            characters=format_count(characters, "character"),
        )
    )
    for name, estimate in estimates.items():
        requests = Message("{count:>6} request ", "{count:>6} requests", count=estimate.requests)
        cost = Message("{tokens:,} tokens", tokens=estimate.tokens) if estimate.tokens else f"${estimate.dollars:.2f}"
        console.print_line(
            Message(
                "  {name:<15} {requests}  about {duration:>7}  about {cost}",
                name=name,
                requests=requests,
                duration=format_duration(estimate.seconds),
                cost=cost,
            )
        )
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


def format_duration(seconds: float) -> Message:
    """Return a duration in the unit in which people think of it."""
    if seconds < MAX_SHOWN_SECONDS:
        return Message("{seconds:.0f} s", seconds=seconds)
    minutes = seconds / 60
    if minutes < MAX_SHOWN_MINUTES:
        return Message("{minutes:.0f} min", minutes=minutes)
    return Message("{hours:.1f} h", hours=minutes / 60)


def report_review(console: Console, memory: Memory, pair: LanguagePair, named: Path) -> dict[str, Any]:
    """Print the entries that a person should review, and how far each note is, and return them for JSON.

    `named` is the folder or note as the user named it.
    """
    items, notes = list(review_memory(memory, pair)), count_notes(memory)
    print_review(console, items, notes, pair)
    if items:
        step = f"build-deck preview {shlex.quote(str(named))} --serve --open"
        console.print_line(Message("    Next: {step} shows them on their cards.", step=step))
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
            console.print_line(Message("{path}: {counts}", path=path, counts=format_counts(counts)))
    concerns = Counter(item.concern for item in items).items()
    counted = (Message("{count} {concern}", count=count, concern=CONCERN_NAMES[concern]) for concern, count in concerns)
    summary = join_messages(", ", counted) or Message("nothing to review")
    console.print_line(Message("{language}: {summary}", language=pair.target, summary=summary))


def build_counts(counts: MemoryCounts) -> dict[str, int]:
    """Return counts for JSON."""
    return {name: getattr(counts, name) for name in (*counts.__struct_fields__, "total")}


def format_review_item(item: ReviewItem, target: str) -> Message:
    """Return one line for an entry to review."""
    place, concern = Place(name_memory(target), item.line), CONCERN_NAMES[item.concern]
    line = Message("{place}: {concern}: {msgid}", place=place, concern=concern, msgid=item.msgid)
    return Message("{line} ({reason})", line=line, reason=item.reason) if item.reason else line
