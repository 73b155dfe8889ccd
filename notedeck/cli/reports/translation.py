"""What a person reads while translations are made, estimated or reviewed; the same as rows for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from notedeck.config.settings import TranslationSettings
from notedeck.translation.engines import engines
from notedeck.translation.memory.entries import Memory
from notedeck.translation.memory.po import FOLDER
from notedeck.translation.memory.review import review
from notedeck.translation.sending import sender as sending
from notedeck.translation.sending.sender import Outcome, Sender


class Rate(ProgressColumn):
    """How many texts are done in a second."""

    def render(self, task: Task) -> Text:
        """`3.4/s`."""
        return Text(f"{task.speed or 0:.1f}/s")


def shown(console: Console, outcomes: Iterable[Outcome], total: int, title: str) -> Iterator[Outcome]:
    """The outcomes, with a bar that tells how many are done, how fast, and how long it will take."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        for outcome in outcomes:
            yield outcome
            progress.advance(task)


def told(console: Console, memory: Memory, done: Sequence[Outcome], sender: Sender, target: str) -> dict[str, Any]:
    """What was done."""
    row = {
        "language": target,
        "entries": sum(not entry.obsolete for entry in memory.entries),
        "translated": sum(bool(one.text) for one in done),
        "doubtful": sum(one.doubtful for one in done),
        "damaged": sum(one.damaged for one in done),
        "requests": sender.requests,
    }
    text = (
        f"{target}: {row['translated']} translated with {row['requests']} requests, {row['doubtful']} to be looked at "
        f"(translate --review), {row['entries']} entries in all"
    )
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    return row


def estimated(console: Console, todo: list[str], target: str) -> dict[str, Any]:
    """What each engine would take."""
    rows = {name: sending.estimate(todo, engine) for name, engine in sorted(engines().items()) if name != "pseudo"}
    console.print(f"{target}: {len(todo)} texts, {sum(map(len, todo)):,} characters", highlight=False)
    for name, row in rows.items():
        text = f"  {name:<15} {row.requests:>6} requests  about {row.seconds:>6.0f} s  about ${row.cost:.2f}"
        console.print(text, markup=False, highlight=False)
    found = {
        name: {"requests": r.requests, "seconds": r.seconds, "dollars": round(r.cost, 4)} for name, r in rows.items()
    }
    return {"language": target, "texts": len(todo), "characters": sum(map(len, todo)), "engines": found}


def reviewed(console: Console, memory: Memory, settings: TranslationSettings, target: str) -> dict[str, Any]:
    """The entries that a person should look at, as `file:line`."""
    findings = list(review(memory, settings, target))
    for one in findings:
        place = f"{FOLDER}/{target}.po" + (f":{one.line}" if one.line else "")
        about = f" ({one.about})" if one.about else ""
        console.print(
            f"{place}: {one.concern.value}: {one.msgid}{about}", markup=False, highlight=False, soft_wrap=True
        )
    counts = Counter(one.concern.value for one in findings)
    console.print(
        f"{target}: " + (", ".join(f"{many} {name}" for name, many in counts.items()) or "nothing to look at")
    )
    rows = [
        {"concern": one.concern.value, "line": one.line, "msgid": one.msgid, "about": one.about} for one in findings
    ]
    return {"language": target, "findings": rows}
